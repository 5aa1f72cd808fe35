"""How the required documents were presented with a statement."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import match_sheets
from ledger.history import tracked


@tracked()
class StatementDocument(models.Model):
    """One required document of a statement: a scan, or the original seen by the officer."""

    statement = models.ForeignKey("intake.Statement", on_delete=models.PROTECT, related_name="documents")
    requirement = models.ForeignKey("intake.RequiredDocument", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    required = models.BooleanField()
    expires = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    seen_original = models.BooleanField(default=False)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("document of a statement")
        verbose_name_plural = _("documents of a statement")
        ordering = ["statement_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "requirement"], name="statement_document_once"),
            models.CheckConstraint(
                name="statement_document_by_with_at",
                condition=Q(by__isnull=True, at__isnull=True) | Q(by__isnull=False, at__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_document_shown_by_somebody",
                condition=Q(file__isnull=True, seen_original=False) | Q(by__isnull=False),
            ),
        ]
        triggers = match_sheets.DOCUMENTS

    def __str__(self) -> str:
        return self.label

    @property
    def shown(self) -> bool:
        """Whether the document was presented, as a scan or as the original."""
        return self.file_id is not None or self.seen_original
