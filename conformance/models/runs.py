"""Checks of conformance that were run, kept so that their page need not act anew whenever it is opened."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.triggers import append_only, stamped
from policy.models import PolicyVersion


class Run(models.Model):
    """The rows of one run. `by` None is the command."""

    version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("Policy version")
    )
    rows = models.JSONField(_("Rows"), help_text=_("The rows of the table; the evidence of each in every language."))
    by = models.ForeignKey(
        "accounts.Staff", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("By")
    )
    at = models.DateTimeField(_("When"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("Check of conformance")
        verbose_name_plural = _("Checks of conformance")
        ordering: ClassVar = ["-id"]
        triggers: ClassVar = [*append_only(), stamped()]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.at}"
