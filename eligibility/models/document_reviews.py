"""The examination of the documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.assessments import Assessment, StudyRecord
from eligibility.models.triggers import OF_ASSESSMENT, during_assessment
from eligibility.states import Finding
from ledger.triggers import append_only
from policy.models.triggers import TOOL_IN_USE


class DocumentReview(StudyRecord):
    """The administrative examination of the documents against the service's conditions (mechanism 1)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reviews")
    finding = models.CharField(_("finding"), max_length=12, choices=Finding.choices)
    note = models.TextField(_("what was examined and found"))

    class Meta(StudyRecord.Meta):
        verbose_name = _("document review")
        verbose_name_plural = _("document reviews")
        triggers = [*append_only(), during_assessment(OF_ASSESSMENT, also=TOOL_IN_USE)]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.finding}"
