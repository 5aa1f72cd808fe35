"""The researcher's recommendation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.assessments import StudyRecord
from eligibility.models.proposals import ProposalColumns
from eligibility.models.triggers import during_assessment
from ledger.triggers import append_only
from policy.models.triggers import TOOL_IN_USE


class Recommendation(ProposalColumns, StudyRecord):
    """What the researcher recommends to whoever decides; the newest of a round counts."""

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="recommendations")
    round = models.PositiveSmallIntegerField()

    class Meta(ProposalColumns.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["id"]
        triggers = [
            *append_only(),
            during_assessment("NEW.application_id", also=f"NEW.round := current; {TOOL_IN_USE}"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.outcome}"
