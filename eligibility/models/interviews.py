"""Interviews with the applicant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.assessments import Assessment, StudyRecord
from eligibility.models.triggers import OF_ASSESSMENT, during_assessment
from eligibility.states import Place
from ledger.triggers import append_only
from policy.models.triggers import TOOL_IN_USE


class Interview(StudyRecord):
    """A personal interview: further information on the case, and how far entitled (mechanism 2)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="interviews")
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("where"), max_length=8, choices=Place.choices, default=Place.OFFICE)
    present = models.CharField(_("who was interviewed"), max_length=200)
    summary = models.TextField(_("summary"))

    class Meta(StudyRecord.Meta):
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        triggers = [*append_only(), during_assessment(OF_ASSESSMENT, also=TOOL_IN_USE)]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.held_on}"
