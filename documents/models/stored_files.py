"""Every file kept. The bytes lie in the private root under names of our own; the row says what they are."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.triggers import TRIGGERS
from ledger.clock import PortalNow


class StoredFile(models.Model):
    """One file. Its bytes never change: an upload may be deleted while its owner is a draft, an issued one never."""

    class Kind(models.TextChoices):
        UPLOAD = "upload", _("Uploaded")
        ISSUED = "issued", _("Issued by the portal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    path = models.CharField(_("path"), max_length=100, unique=True, editable=False)
    created_at = models.DateTimeField(_("kept at"), db_default=PortalNow(), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("kept by"),
        help_text=_("Empty when the portal itself issued it."),
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["upload", "issued"]), name="file_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(content_type__in=["application/pdf", "image/jpeg", "image/png"]),
                name="file_type_is_accepted",
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_is_not_empty"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_sha256_is_whole"),
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | models.Q(kind="issued"), name="file_upload_has_its_by"
            ),
        ]
        triggers = TRIGGERS

    def __str__(self) -> str:
        return self.name
