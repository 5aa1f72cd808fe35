"""The assessment of a case. What is recorded of it is added, never rewritten."""

from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.triggers import during_assessment
from ledger.clock import PortalNow
from ledger.triggers import append_only

Row = TypeVar("Row", bound=models.Model)


class WithTool(models.Manager[Row]):
    """Rows that come with the tool that was worked with, because they are never shown without it."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().select_related("tool_version__tool")


class StudyRecord(models.Model):
    """Something recorded of a study: by whom, when, and with which tool."""

    tool_version = models.ForeignKey(
        "policy.ToolVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tool used"),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    objects = WithTool()

    class Meta:
        abstract = True
        ordering = ["id"]


class Assessment(models.Model):
    """The study of one application: one per application, however often it comes back."""

    application = models.OneToOneField("intake.Application", on_delete=models.PROTECT, related_name="assessment")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        triggers = [*append_only(), during_assessment("NEW.application_id")]

    def __str__(self) -> str:
        return f"{self.application_id}"
