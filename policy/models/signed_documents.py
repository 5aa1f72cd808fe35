"""The document that the board signed for a version."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.triggers import append_only, before_insert
from policy.models.triggers import SIGNED_DOCUMENT_ATTACHED
from policy.models.versions import PolicyVersion


class SignedDocument(models.Model):
    """The document that the board signed for a version. A row of its own: a version in force takes no change."""

    version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="signed", verbose_name=_("Policy version")
    )
    file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("Signed document")
    )
    by = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+", verbose_name=_("By"))
    at = models.DateTimeField(_("When"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("Signed document")
        verbose_name_plural = _("Signed documents")
        ordering: ClassVar = ["-id"]
        triggers: ClassVar = [*append_only(), before_insert("attached", SIGNED_DOCUMENT_ATTACHED, stands="text")]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.file_id}"
