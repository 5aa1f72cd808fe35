"""The decision: a carried motion or a countersigned ruling, copied in its time; and what it makes of the case."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.department_decisions import DepartmentDecision
from committee.models.sittings import AgendaItem
from committee.models.votes import LOCK, Motion
from eligibility.states import Outcome
from intake.models import Application
from ledger.clock import PortalNow
from ledger.triggers import Rule, append_only, refuse

DECIDES = (
    LOCK
    + f"""
    SELECT a.status, a.round, a.decision_not_before INTO stands, current, moment
      FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
    IF stands <> 'awaiting_decision' THEN
        {refuse("case_does_not_await_decision", "the case does not await a decision")}
    END IF;
    IF moment IS NULL OR portal_now() < moment THEN
        {refuse("no_decision_before", "no decision before %", "moment")}
    END IF;
    IF NEW.department_decision_id IS NOT NULL THEN
        SELECT r.application_id, r.round INTO about, item_round FROM committee_departmentdecision r
         WHERE r.id = NEW.department_decision_id;
        IF about IS DISTINCT FROM NEW.application_id OR item_round <> current OR NEW.round <> current THEN
            {refuse("decision_ruling_application_in_present_round", "a decision is on the ruling of its application, in its present round")}
        END IF;
        IF NOT department_decision_holds_v1(NEW.department_decision_id) THEN
            {refuse("ruling_not_countersigned_holds_no_more", "the ruling was not countersigned, or holds no more")}
        END IF;
        IF NOT EXISTS (SELECT 1 FROM committee_departmentdecision r
                       WHERE r.id = NEW.department_decision_id AND r.outcome = NEW.outcome
                         AND r.help_kind = NEW.help_kind AND r.amount IS NOT DISTINCT FROM NEW.amount
                         AND r.conditions = NEW.conditions AND r.reasons = NEW.reasons) THEN
            {refuse("decision_unlike_ruling_countersigned", "the decision is unlike the ruling that was countersigned")}
        END IF;
        NEW.ayes := 0; NEW.nays := 0; NEW.abstentions := 0;
    ELSE
        SELECT i.application_id, i.round, i.postponed_at INTO about, item_round, postponed
          FROM committee_agendaitem i WHERE i.id = NEW.item_id;
        IF about IS DISTINCT FROM NEW.application_id OR item_round <> current OR NEW.round <> current
           OR postponed IS NOT NULL THEN
            {refuse("decision_agenda_item_application_in_present", "a decision is on the agenda item of its application, in its present round")}
        END IF;
        SELECT c.ayes, c.nays, c.abstentions, c.carried INTO NEW.ayes, NEW.nays, NEW.abstentions, was_carried
          FROM committee_voteclosing c JOIN committee_motion m ON m.id = c.motion_id
         WHERE c.motion_id = NEW.motion_id AND m.item_id = NEW.item_id;
        IF was_carried IS NULL THEN
            {refuse("voting_motion_not_closed", "voting on the motion is not closed")}
        END IF;
        IF NOT was_carried THEN
            {refuse("motion_not_carried", "the motion was not carried")}
        END IF;
        SELECT count(*), count(*) FILTER (WHERE b.choice = 'for'), count(*) FILTER (WHERE b.choice = 'against')
          INTO cast_votes, ayes_now, nays_now FROM committee_ballot b
         WHERE b.motion_id = NEW.motion_id AND b.member_id IN (SELECT counted_members_v1(NEW.item_id));
        IF cast_votes < needed_quorum_v1(NEW.item_id) OR ayes_now <= nays_now THEN
            {refuse("without_quorum_majority_once_recused_members", "without quorum or majority once recused members are taken out")}
        END IF;
        IF NOT EXISTS (SELECT 1 FROM committee_motion m WHERE m.id = NEW.motion_id AND m.outcome = NEW.outcome
                         AND m.help_kind = NEW.help_kind AND m.amount IS NOT DISTINCT FROM NEW.amount
                         AND m.conditions = NEW.conditions AND m.reasons = NEW.reasons) THEN
            {refuse("decision_unlike_motion_carried", "the decision is unlike the motion that was carried")}
        END IF;
    END IF;
    NEW.decided_at := portal_now();
    NEW.announced := false;
    RETURN NEW;
"""
)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Named queries of decisions."""

    def of_committees(self, ids: list[int]) -> "DecisionQuerySet":
        """Those of these committees."""
        return self.filter(item__sitting__committee_id__in=ids)

    def open_to(self, staff_id: int) -> "DecisionQuerySet":
        """Those about cases that no declared conflict closes to this member of staff."""
        return self.exclude(application__recusals__staff_id=staff_id)


class Decision(models.Model):
    """Acceptance or rejection of an application in one round. `by` None means that the sweep recorded it in time.

    A committee's stands on an agenda item and its motion, a department's on a ruling; never on both.

    `announced` is the marker "the notice about this exists": it is set with the notice, and never unset.
    """

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="decisions")
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, null=True, related_name="decision")
    department_decision = models.OneToOneField(
        DepartmentDecision, on_delete=models.PROTECT, null=True, related_name="decision"
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    help_kind = models.CharField(_("kind of help"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount in riyals"), max_digits=12, decimal_places=2, null=True)
    conditions = models.TextField(_("conditions"), blank=True)
    reasons = models.TextField(_("reasons"))
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
            models.UniqueConstraint(fields=["application", "round"], name="one_decision_per_round"),
            models.CheckConstraint(
                name="decision_by_committee_or_department",
                condition=Q(item__isnull=False, motion__isnull=False, department_decision__isnull=True)
                | Q(item__isnull=True, motion__isnull=True, department_decision__isnull=False),
            ),
            models.CheckConstraint(name="decision_outcome_known", condition=Q(outcome__in=Outcome.values)),
        ]
        indexes = [
            models.Index(fields=["decided_at", "id"], name="decision_unannounced", condition=Q(announced=False)),
        ]
        triggers = [
            *append_only(
                unless="NEW.announced AND NOT OLD.announced"
                " AND to_jsonb(NEW) - 'announced' = to_jsonb(OLD) - 'announced'"
            ),
            Rule(
                name="decides",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[
                    ("stands", "text"),
                    ("current", "int"),
                    ("moment", "timestamptz"),
                    ("about", "bigint"),
                    ("item_round", "int"),
                    ("postponed", "timestamptz"),
                    ("was_carried", "boolean"),
                    ("cast_votes", "int"),
                    ("ayes_now", "int"),
                    ("nays_now", "int"),
                ],
                func=DECIDES,
            ),
            Rule(
                name="moves_the_case",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=f"""
                    IF EXISTS (SELECT 1 FROM intake_application a WHERE a.id = NEW.application_id
                                 AND a.round = NEW.round AND a.status NOT IN ('accepted', 'rejected', 'registered',
                                                                              'served', 'closed')) THEN
                        {refuse("decision_without_change_status", "a decision without its change of status")}
                    END IF;
                    RETURN NULL;
                """,
            ),
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
    """The application as the committee sees it: here stands the rule that intake, a floor below, cannot know."""

    class Meta:
        proxy = True
        triggers = [
            Rule(
                name="decided_by_decision",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.AnyChange("status"),
                func=f"""
                    IF NEW.status IN ('accepted', 'rejected') AND NOT EXISTS (
                        SELECT 1 FROM committee_decision d WHERE d.application_id = NEW.id AND d.round = NEW.round
                           AND d.outcome = CASE NEW.status WHEN 'accepted' THEN 'accept' ELSE 'reject' END) THEN
                        {refuse("status_without_decision", "status % without its decision", "NEW.status")}
                    END IF;
                    IF OLD.status = 'awaiting_decision' AND NEW.status = 'in_assessment' AND EXISTS (
                        SELECT 1 FROM committee_agendaitem i WHERE i.application_id = NEW.id
                           AND i.round = NEW.round AND i.postponed_at IS NULL) THEN
                        {refuse("case_agenda_taken_off_before_sent_back", "a case on an agenda is taken off it before it is sent back")}
                    END IF;
                    IF OLD.status = 'awaiting_decision' AND NEW.status = 'in_assessment' AND EXISTS (
                        SELECT 1 FROM committee_departmentdecision r
                          JOIN committee_countersignature c ON c.department_decision_id = r.id AND c.agreed
                         WHERE r.application_id = NEW.id AND r.round = NEW.round AND r.step = OLD.step
                           AND NOT EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = NEW.id
                                              AND b.staff_id IN (r.by_id, c.by_id))) THEN
                        {refuse("countersigned_ruling_waits_window", "a countersigned ruling waits for its window")}
                    END IF;
                    RETURN NULL;
                """,
            )
        ]
