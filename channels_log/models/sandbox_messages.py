"""What a sandbox kept in place of sending it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from channels_log.models.notices import Notice
from ledger.clock import PortalNow
from ledger.triggers import append_only
from policy.states import Way


class SandboxMessage(models.Model):
    """A message that would have left the machine, kept for the demo's page."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="sandboxed")
    way = models.CharField(_("way"), max_length=12, choices=Way)
    recipient = models.CharField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("kept at"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("sandbox message")
        verbose_name_plural = _("sandbox messages")
        indexes: ClassVar = [models.Index(fields=["-created_at", "-id"], name="sandbox_newest")]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.way}: {self.notice_id}"
