"""The assessment of a case: what the researcher examined, heard and recommends. Records are added, never rewritten."""

from typing import Any, TypeVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eligibility.states import Finding, Outcome, Place
from intake.states import Status
from ledger.clock import PortalNow
from ledger.triggers import Rule, append_only, refuse
from policy.models.triggers import TOOL_IN_USE


def _during_assessment(path: str, *, also: str = "") -> Rule:
    """A Rule: a row is added only while its application (found by the SQL `path`) is under assessment.

    `also` is SQL that checks or stamps more of the row; `current` is the application's round.
    """
    return Rule(
        name="during_assessment",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("stands", "text"), ("current", "int")],
        func=f"""
            SELECT a.status, a.round INTO stands, current FROM intake_application a WHERE a.id = ({path}) FOR SHARE;
            IF stands IS DISTINCT FROM '{Status.IN_ASSESSMENT.value}' THEN
                {refuse("case_studied_only_while_under_assessment", "a case is studied only while it is under assessment")}
            END IF;
            NEW.at := portal_now();
            {also}
            RETURN NEW;
        """,
    )


Row = TypeVar("Row", bound=models.Model)


class WithTool(models.Manager[Row]):
    """Rows that come with the tool that was worked with, because they are never shown without it."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """The rows, with one query."""
        return super().get_queryset().select_related("tool_version__tool")


def _tool_used() -> Any:
    return models.ForeignKey(
        "policy.ToolVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tool used"),
    )


OF_ASSESSMENT = "SELECT s.application_id FROM eligibility_assessment s WHERE s.id = NEW.assessment_id"


class Assessment(models.Model):
    """The study of one application: one per application, however often it comes back."""

    application = models.OneToOneField("intake.Application", on_delete=models.PROTECT, related_name="assessment")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        triggers = [*append_only(), _during_assessment("NEW.application_id")]

    def __str__(self) -> str:
        return f"{self.application_id}"


class DocumentReview(models.Model):
    """The administrative examination of the documents against the service's conditions (mechanism 1)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reviews")
    finding = models.CharField(_("finding"), max_length=12, choices=Finding.choices)
    note = models.TextField(_("what was examined and found"))
    tool_version = _tool_used()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    objects = WithTool()

    class Meta:
        verbose_name = _("document review")
        verbose_name_plural = _("document reviews")
        ordering = ["id"]
        triggers = [*append_only(), _during_assessment(OF_ASSESSMENT, also=TOOL_IN_USE)]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.finding}"


class Interview(models.Model):
    """A personal interview: further information on the case, and how far entitled (mechanism 2)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="interviews")
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("where"), max_length=8, choices=Place.choices, default=Place.OFFICE)
    present = models.CharField(_("who was interviewed"), max_length=200)
    summary = models.TextField(_("summary"))
    tool_version = _tool_used()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    objects = WithTool()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["id"]
        triggers = [*append_only(), _during_assessment(OF_ASSESSMENT, also=TOOL_IN_USE)]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.held_on}"


class Recommendation(models.Model):
    """What the researcher recommends to whoever decides; the newest of a round counts."""

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="recommendations")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("recommendation"), max_length=8, choices=Outcome.choices)
    help_kind = models.CharField(_("kind of help"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount in riyals"), max_digits=12, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    reasons = models.TextField(_("reasons"))
    tool_version = _tool_used()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    objects = WithTool()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="recommendation_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="recommendation_amount_positive", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
        ]
        triggers = [
            *append_only(),
            _during_assessment("NEW.application_id", also=f"NEW.round := current; {TOOL_IN_USE}"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.outcome}"
