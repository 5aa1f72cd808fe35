"""What several tables about people share: who entered a row, and rules on dates and on columns written once."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger import triggers
from ledger.clock import PortalNow, PortalToday
from ledger.triggers import Rule, refuse

OLDEST = 120
TODAY = PortalToday.template
HEX64 = r"^[0-9a-f]{64}$"
# what every Fernet token begins with: a number kept in the clear is refused
FERNET = "gAAAA"
PERSON = "beneficiary_id"
# SQL over OLD and NEW of a row that belongs to somebody: the two records were merged, so the row goes along
MERGED = f"EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.{PERSON} AND m.kept_id = NEW.{PERSON})"


def digits_or_nothing(field: str, least: int, most: int) -> Q:
    """The condition of a field that is empty or has so many ASCII digits."""
    return Q(**{f"{field}__regex": rf"^([0-9]{{{least},{most}}})?$"})


def born_in_time() -> Rule:
    """Refuses a birth date to come, and one that no living person has."""
    return Rule(
        name="born_in_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("birth_date"),
        func=f"""
            IF NEW.birth_date > {TODAY} THEN
                {refuse("birth_date_in_future", "a birth date may not lie in the future")}
            END IF;
            IF NEW.birth_date < {TODAY} - interval '{OLDEST} years' THEN
                {refuse("birth_date_is_too_old", f"a birth date may not lie more than {OLDEST} years back")}
            END IF;
            RETURN NEW;
        """,
    )


def written_once(*columns: str) -> Rule:
    """Return the Rule that refuses a change of columns written once; the person of a row changes only as MERGED says."""
    if PERSON not in columns:
        return triggers.written_once(*columns)
    return triggers.written_once(PERSON, *(column for column in columns if column != PERSON), unless=MERGED)


def of_a_current_person(name: str = "of_a_current_person") -> Rule:
    """Refuses a row of somebody whose record was merged into another; it waits for a merge that is under way."""
    return Rule(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("kept", "bigint")],
        func=f"""
            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p
             WHERE p.id = NEW.{PERSON} FOR KEY SHARE;
            IF kept IS NOT NULL THEN
                {refuse("nothing_added_record_merged_into_another", "nothing is added to a record that was merged into another")}
            END IF;
            RETURN NEW;
        """,
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
