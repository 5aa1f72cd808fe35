"""Who entered a row about a person, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow


class Recorded(models.Model):
    """Base of the tables whose rows a member of staff enters."""

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
