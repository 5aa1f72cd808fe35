"""Decisions: what was carried or countersigned, copied in its time; and what that makes of the case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.agenda_items import AgendaItem
from committee.models.department_decisions import DepartmentDecision
from committee.models.triggers.decisions import CASE_DECIDED, DECISION_MADE, DECISION_MOVES_CASE
from committee.models.votes import Motion
from eligibility.models.proposals import ProposalColumns
from intake.models import Application
from ledger.clock import PortalNow
from ledger.triggers import append_only


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Named queries of decisions."""

    def of_committees(self, ids: list[int]) -> "DecisionQuerySet":
        """Those of these committees."""
        return self.filter(item__sitting__committee_id__in=ids)

    def open_to(self, staff_id: int) -> "DecisionQuerySet":
        """Those about cases that no declared conflict closes to this member of staff."""
        return self.exclude(application__recusals__staff_id=staff_id)


class Decision(ProposalColumns):
    """Acceptance or rejection of an application in one round. `by` None means that the sweep recorded it in time.

    A committee's stands on an agenda item and its motion, a department's on a DepartmentDecision; never on both.

    `announced` is the marker "the notice about this exists": it is set with the notice, and never unset.
    """

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="decisions")
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, null=True, related_name="decision")
    department_decision = models.OneToOneField(
        DepartmentDecision, on_delete=models.PROTECT, null=True, related_name="decision"
    )
    ayes = models.PositiveSmallIntegerField(default=0)
    nays = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(db_default=PortalNow())
    announced = models.BooleanField(default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            *ProposalColumns.Meta.constraints,
            models.UniqueConstraint(fields=["application", "round"], name="one_decision_per_round"),
            models.CheckConstraint(
                name="decision_by_committee_or_department",
                condition=Q(item__isnull=False, motion__isnull=False, department_decision__isnull=True)
                | Q(item__isnull=True, motion__isnull=True, department_decision__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["decided_at", "id"], name="decision_unannounced", condition=Q(announced=False)),
        ]
        triggers = [
            *append_only(
                unless="NEW.announced AND NOT OLD.announced"
                " AND to_jsonb(NEW) - 'announced' = to_jsonb(OLD) - 'announced'"
            ),
            DECISION_MADE,
            DECISION_MOVES_CASE,
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.round}: {self.outcome}"

    @property
    def number(self) -> str:
        """Its number on paper: sitting and place on the agenda, or the application's reference and round."""
        if self.item is None:
            return f"{self.application.reference}/{self.round}"
        return f"{self.item.sitting.number}/{self.item.position:02d}"


class CaseBeforeCommittee(Application):
    """The application as those who decide see it: it bears the rule that intake, a floor below, cannot know."""

    class Meta:
        proxy = True
        triggers = [CASE_DECIDED]
