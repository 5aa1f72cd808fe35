"""Who among the staff has read a version."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.triggers import append_only, before_insert
from policy.models.triggers import ACKNOWLEDGED, marks_as_read
from policy.models.versions import PolicyVersion


class Acknowledgement(models.Model):
    version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgements", verbose_name=_("Policy version")
    )
    by = models.ForeignKey(
        "accounts.Staff", on_delete=models.PROTECT, related_name="acknowledgements", verbose_name=_("By")
    )
    at = models.DateTimeField(_("When"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("Acknowledgement of reading")
        verbose_name_plural = _("Acknowledgements of reading")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "by"], name="acknowledged_once")]
        triggers: ClassVar = [
            *append_only(),
            before_insert("acknowledged", ACKNOWLEDGED, stands="text"),
            marks_as_read(),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.by_id}"
