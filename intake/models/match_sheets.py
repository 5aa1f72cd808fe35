"""The lines of the match sheet: what was declared, held against what the documents say."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import match_sheets
from intake.states import MatchResult, Stands
from ledger.history import tracked


@tracked()
class MatchLine(models.Model):
    """One datum of the match sheet: as declared, as on its document, the result, the officer and the time."""

    statement = models.ForeignKey("intake.Statement", on_delete=models.PROTECT, related_name="lines")
    requirement = models.ForeignKey("intake.RequiredField", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("intake.StatementDocument", on_delete=models.PROTECT, related_name="lines")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    required = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    declared = models.CharField(max_length=300, blank=True)
    on_document = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=8, choices=MatchResult.choices, default=MatchResult.OPEN)
    stands = models.CharField(max_length=8, choices=Stands.choices, blank=True, default=Stands.NONE)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("line of the match sheet")
        verbose_name_plural = _("lines of the match sheet")
        ordering = ["statement_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "requirement"], name="match_line_once"),
            models.CheckConstraint(
                name="match_result_by_somebody",
                condition=Q(result=MatchResult.OPEN, by__isnull=True, at__isnull=True)
                | Q(~Q(result=MatchResult.OPEN), by__isnull=False, at__isnull=False),
            ),
            models.CheckConstraint(name="match_result_known", condition=Q(result__in=MatchResult.values)),
            models.CheckConstraint(
                name="match_difference_is_settled",
                condition=~Q(result=MatchResult.DIFFERS)
                | Q(~Q(on_document=""), stands=Stands.DOCUMENT)
                | Q(~Q(on_document=""), ~Q(reason=""), stands=Stands.DECLARED),
            ),
            models.CheckConstraint(
                name="match_needs_declared",
                condition=~Q(result=MatchResult.MATCHES) | ~Q(declared=""),
            ),
        ]
        triggers = match_sheets.LINES

    def __str__(self) -> str:
        return self.label

    @property
    def value(self) -> str:
        """The value relied upon: the document's where it differs and stands, else the declared one."""
        return self.on_document if self.stands == Stands.DOCUMENT else self.declared
