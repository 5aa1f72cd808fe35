"""What several tables about people share: who entered a row, and rules on dates and on columns written once."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow, PortalToday
from ledger.triggers import Rule, refuse

OLDEST = 120
TODAY = PortalToday.template
HEX64 = r"^[0-9a-f]{64}$"
# what every Fernet token begins with: a number kept in the clear is refused
FERNET = "gAAAA"


def born_in_time() -> Rule:
    """Refuses a birth date to come, and one that no living person has."""
    return Rule(
        name="born_in_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("birth_date"),
        func=f"""
            IF NEW.birth_date > {TODAY} THEN
                {refuse("a birth date may not lie in the future")}
            END IF;
            IF NEW.birth_date < {TODAY} - interval '{OLDEST} years' THEN
                {refuse(f"a birth date may not lie more than {OLDEST} years back")}
            END IF;
            RETURN NEW;
        """,
    )


def written_once(*columns: str) -> Rule:
    """Refuses a change of columns that are written once."""
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    return Rule(
        name="written_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"IF {changed} THEN {refuse('this part of a record is written once')} END IF; RETURN NEW;",
    )


class Recorded(models.Model):
    """Who entered a row, and when."""

    created_at = models.DateTimeField(_("Created at"), db_default=PortalNow(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("Created by"),
    )

    class Meta:
        abstract = True
