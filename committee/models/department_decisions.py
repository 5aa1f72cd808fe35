"""A department's decision: one authorised person rules, another countersigns. Rows are added, never changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.states import Perm, Role, permissions_of
from eligibility.states import Outcome
from ledger.clock import PortalNow
from ledger.triggers import Rule, append_only, quoted, refuse


def _holders(perm: Perm) -> str:
    """The roles that hold a permission, as an SQL array."""
    return f"ARRAY[{quoted(role.value for role in Role if perm in permissions_of([role]))}]::varchar[]"


def _authorised(perm: Perm) -> str:
    return f"""
    IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active
                     AND s.roles && {_holders(perm)}) THEN
        {refuse("only_whoever_authorised", "only whoever is authorised to " + perm.value + " does so")}
    END IF;
    IF EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = about AND b.staff_id = NEW.by_id) THEN
        {refuse("whoever_declared_conflict_takes_no_part", "whoever declared a conflict takes no part")}
    END IF;
    IF studied = NEW.by_id OR EXISTS (SELECT 1 FROM eligibility_recommendation d
                                       WHERE d.application_id = about AND d.by_id = NEW.by_id) THEN
        {refuse("whoever_studied_case_does_not_decide", "whoever studied a case does not decide it")}
    END IF;
"""


RULES = f"""
    about := NEW.application_id;
    SELECT a.status, a.round, a.step, a.researcher_id, v.decided_by INTO stands, current, at_step, studied, body
      FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id
     WHERE a.id = about FOR NO KEY UPDATE OF a;
    IF stands <> 'awaiting_decision' OR NEW.round <> current THEN
        {refuse("ruling_case_awaits_decision_in_present_round", "a ruling is on a case that awaits a decision, in its present round")}
    END IF;
    IF body <> 'department' THEN
        {refuse("committee_decides_case", "a committee decides on this case")}
    END IF;
    {_authorised(Perm.DECIDE)}
    IF NEW.n <> (SELECT COALESCE(max(r.n), 0) + 1 FROM committee_departmentdecision r
                  WHERE r.application_id = about AND r.round = current) THEN
        {refuse("rulings_numbered_one_after_another", "rulings are numbered one after another")}
    END IF;
    IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                WHERE r.application_id = about AND department_decision_holds_v1(r.id)) THEN
        {refuse("ruling_case_countersigned_already", "a ruling on this case was countersigned already")}
    END IF;
    NEW.step := at_step;
    NEW.at := portal_now();
    RETURN NEW;
"""

COUNTERSIGNS = f"""
    SELECT r.application_id, r.round, r.step, r.by_id, r.n INTO about, ruled_round, ruled_step, ruled_by, ruled_n
      FROM committee_departmentdecision r WHERE r.id = NEW.department_decision_id;
    SELECT a.status, a.round, a.step, a.researcher_id INTO stands, current, at_step, studied
      FROM intake_application a WHERE a.id = about FOR NO KEY UPDATE;
    IF stands IS DISTINCT FROM 'awaiting_decision' OR (ruled_round, ruled_step) <> (current, at_step) THEN
        {refuse("ruling_countersigned_while_case_awaits", "a ruling is countersigned while its case awaits the decision that it was made for")}
    END IF;
    IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                WHERE r.application_id = about AND r.round = current AND r.n > ruled_n) THEN
        {refuse("newer_ruling_case", "there is a newer ruling on this case")}
    END IF;
    IF ruled_by = NEW.by_id THEN
        {refuse("nobody_countersigns_own_ruling", "nobody countersigns their own ruling")}
    END IF;
    {_authorised(Perm.COUNTERSIGN)}
    NEW.at := portal_now();
    RETURN NEW;
"""


class DepartmentDecision(models.Model):
    """What a department's authorised person decides on a case. It counts once a second person has countersigned it.

    `n` numbers the rulings of a round. `step` is the application's at that moment, set by the database: a ruling on a
    study that was reopened since is not countersigned any more.
    """

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="department_decisions")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveIntegerField(default=0)
    n = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    help_kind = models.CharField(_("kind of help"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount in riyals"), max_digits=12, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    reasons = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["application_id", "round", "n"]
        constraints = [
            models.UniqueConstraint(fields=["application", "round", "n"], name="ruling_number_once"),
            models.CheckConstraint(name="ruling_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(name="ruling_has_reasons", condition=Q(reasons__regex=r"\S")),
            models.CheckConstraint(
                name="ruling_amount_of_acceptance",
                condition=Q(amount__isnull=True) | Q(amount__gt=0, outcome=Outcome.ACCEPT),
            ),
        ]
        triggers = [
            *append_only(),
            Rule(
                name="rules",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=RULES,
                declare=[
                    ("about", "bigint"),
                    ("stands", "text"),
                    ("current", "int"),
                    ("at_step", "int"),
                    ("studied", "bigint"),
                    ("body", "text"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.round}: {self.n}"


class Countersignature(models.Model):
    """The second signature on a ruling: agreement, or a refusal with its reason, after which a new ruling is made."""

    department_decision = models.OneToOneField(
        DepartmentDecision, on_delete=models.PROTECT, related_name="countersignature"
    )
    agreed = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("countersignature")
        verbose_name_plural = _("countersignatures")
        constraints = [
            models.CheckConstraint(
                name="countersignature_declined_with_reason", condition=Q(agreed=True) | Q(note__regex=r"\S")
            )
        ]
        triggers = [
            *append_only(),
            Rule(
                name="countersigns",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=COUNTERSIGNS,
                declare=[
                    ("about", "bigint"),
                    ("ruled_round", "int"),
                    ("ruled_step", "int"),
                    ("ruled_by", "bigint"),
                    ("ruled_n", "int"),
                    ("stands", "text"),
                    ("current", "int"),
                    ("at_step", "int"),
                    ("studied", "bigint"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_decision_id}: {'agreed' if self.agreed else 'declined'}"
