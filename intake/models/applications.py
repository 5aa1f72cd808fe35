"""The application, its moves, and the bars that close it to a member of staff."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.triggers import MERGED, of_a_current_person
from intake.models.application_querysets import ApplicationQuerySet
from intake.models.triggers import NEEDS_SIGNED
from intake.states import ALLOWED, ENDS, RECEIPT_OPEN, ClosedReason, Status, Step
from ledger.clock import PortalNow
from ledger.history import tracked
from ledger.triggers import RESTRICT_VIOLATION, Rule, append_only, no_truncate, refuse

PAIRS = ", ".join(f"('{a.value}', '{b.value}')" for a, b in sorted(ALLOWED))
APPEALS = ", ".join(f"('{a.value}', '{b.value}')" for (a, b), step in sorted(ALLOWED.items()) if step == Step.APPEAL)
UNASSIGNED = [Status.DRAFT, Status.SUBMITTED, Status.CLOSED]

REACHES = f"""
    IF NEW.notify_contact_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_contactpoint c
         WHERE c.id = NEW.notify_contact_id AND c.beneficiary_id = NEW.beneficiary_id) THEN
        {refuse("notices_go_beneficiarys_own_contact_point", "notices go to the beneficiary''s own contact point")}
    END IF;
    RETURN NEW;
"""

# Whoever took their consent back, and gave none since, asks for nothing anew.
CONSENTED = f"""
    IF EXISTS (SELECT 1 FROM beneficiaries_consent c
                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM beneficiaries_consent c
                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NULL) THEN
        {refuse("beneficiary_withdrew_consent_processing_data", "the beneficiary withdrew their consent to the processing of their data")}
    END IF;
    RETURN NEW;
"""

BORN = f"""
    IF NEW.status <> 'draft' OR NEW.step <> 0 OR NEW.round <> 1 OR NEW.researcher_id IS NOT NULL
       OR (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM
          (NULL::timestamptz, NULL::int2, NULL::timestamptz, NULL::timestamptz)
       OR NEW.receipt_noticed OR NEW.receipt_handed OR NEW.closed_reason <> '' THEN
        {refuse("application_born_draft_with_no_dates_set", "an application is born a draft, with no dates set")}
    END IF;
    NEW.created_at := portal_now();
    NEW.stands_since := portal_now();
    RETURN NEW;
"""

STEPS = f"""
    IF NEW.status IS DISTINCT FROM OLD.status THEN
        IF (OLD.status, NEW.status) NOT IN ({PAIRS}) THEN
            {refuse("move_not_allowed", "the move % to % is not allowed", "OLD.status", "NEW.status")}
        END IF;
        NEW.step := OLD.step + 1;
        NEW.stands_since := portal_now();
    ELSIF NEW.step <> OLD.step OR NEW.stands_since <> OLD.stands_since THEN
        {refuse("step_counter_time_move_with_status_only", "the step counter and its time move with the status only")}
    END IF;
    IF (OLD.status, NEW.status) IN ({APPEALS}) THEN
        NEW.round := OLD.round + 1;
    ELSIF NEW.round <> OLD.round THEN
        {refuse("round_moves_with_appeal_only", "the round moves with an appeal only")}
    END IF;
    RETURN NEW;
"""

STAMP = f"""
    IF OLD.status = 'draft' AND NEW.status = 'submitted' THEN
        SELECT v.id, v.decision_days, v.target_days INTO version, days, target
          FROM policy_policyversion v WHERE v.status = 'in_force';
        IF version IS NULL THEN
            {refuse("no_policy_version_in_force", "no policy version is in force")}
        END IF;
        NEW.policy_version_id := version;
        NEW.submitted_at := portal_now();
        NEW.decision_days := days;
        NEW.decision_not_before := NEW.submitted_at + interval '24 hours' * days;
        NEW.target_at := NEW.submitted_at + interval '24 hours' * GREATEST(days, target);
    ELSIF (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM
          (OLD.submitted_at, OLD.decision_days, OLD.decision_not_before, OLD.target_at) THEN
        {refuse("submission_window_fixed", "the submission and its window are fixed", sqlstate=RESTRICT_VIOLATION)}
    ELSIF NEW.policy_version_id <> OLD.policy_version_id AND OLD.status <> 'draft' THEN
        {refuse("policy_version_fixed_submission", "the policy version is fixed on submission", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.closed_reason <> OLD.closed_reason AND NEW.status = OLD.status THEN
        {refuse("reason_closing_written_with_closing", "the reason of closing is written with the closing", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.branch_id <> OLD.branch_id AND OLD.status <> 'draft' THEN
        {refuse("branch_fixed_submission", "the branch is fixed on submission", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF (NEW.reference, NEW.service_id, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM
       (OLD.reference, OLD.service_id, OLD.created_at, OLD.created_by_id)
       OR (NEW.beneficiary_id <> OLD.beneficiary_id AND NOT {MERGED})
       OR (NEW.representative_id IS DISTINCT FROM OLD.representative_id
           AND OLD.status NOT IN ('draft', 'awaiting_applicant')) THEN
        {refuse("applied_fixed", "who applied and for what is fixed", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    RETURN NEW;
"""

# A marker, so that the list of receipts to hand over is read from an index that holds nothing else.
HANDED = f"""
    IF OLD.receipt_handed OR NOT EXISTS (SELECT 1 FROM intake_receipt r
                                          WHERE r.application_id = NEW.id AND r.handed_at IS NOT NULL) THEN
        {refuse("receipt_handed_over_by_own_record_only", "a receipt is handed over by its own record only", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    RETURN NEW;
"""

NEEDS_MOVE = f"""
    IF NOT EXISTS (SELECT 1 FROM intake_move m WHERE m.application_id = NEW.id AND m.n = NEW.step
                     AND m.from_status = OLD.status AND m.to_status = NEW.status) THEN
        {refuse("status_without_move", "status % to % without its move", "OLD.status", "NEW.status")}
    END IF;
    RETURN NULL;
"""


@tracked()
class Application(models.Model):
    """One person's request for one service, from the counter to the service."""

    reference = models.CharField(_("reference"), max_length=16, unique=True)
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("beneficiary"),
    )
    representative = models.ForeignKey(
        "beneficiaries.Representative",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("guardian or agent"),
    )
    service = models.ForeignKey(
        "intake.Service", on_delete=models.PROTECT, related_name="applications", verbose_name=_("service")
    )
    policy_version = models.ForeignKey(
        "policy.PolicyVersion", on_delete=models.PROTECT, related_name="+", verbose_name=_("policy version")
    )
    branch = models.ForeignKey("accounts.Branch", on_delete=models.PROTECT, related_name="+", verbose_name=_("branch"))
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.DRAFT)
    step = models.PositiveIntegerField(_("step"), default=0)
    round = models.PositiveSmallIntegerField(_("round of decision"), default=1)
    researcher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("social researcher"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    decision_days = models.PositiveSmallIntegerField(_("days of the window"), null=True)
    decision_not_before = models.DateTimeField(_("decision not before"), null=True)
    target_at = models.DateTimeField(_("target of the answer"), null=True)
    notify_channel = models.ForeignKey(
        "policy.Channel", on_delete=models.PROTECT, related_name="+", verbose_name=_("channel of notices")
    )
    notify_way = models.CharField(_("way of notices"), max_length=12)
    notify_contact = models.ForeignKey(
        "beneficiaries.ContactPoint",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("notices go to"),
    )
    outcome_in_message = models.BooleanField(_("the outcome may stand in the message"), default=False)
    receipt_noticed = models.BooleanField(_("notice of the receipt exists"), default=False)
    receipt_handed = models.BooleanField(_("the receipt was handed over"), db_default=False)
    closed_reason = models.CharField(_("reason of closing"), max_length=12, choices=ClosedReason.choices, blank=True)
    created_at = models.DateTimeField(_("received at"), db_default=PortalNow())
    stands_since = models.DateTimeField(_("stands so since"), db_default=PortalNow())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("received by")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(name="application_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="application_window_with_submission",
                condition=Q(status__in=[Status.DRAFT, Status.CLOSED], submitted_at__isnull=True)
                | Q(
                    ~Q(status=Status.DRAFT),
                    submitted_at__isnull=False,
                    decision_days__isnull=False,
                    decision_not_before__isnull=False,
                    target_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="application_studied_by_somebody",
                condition=Q(status__in=UNASSIGNED) | Q(researcher__isnull=False),
            ),
            models.CheckConstraint(
                name="application_closed_with_reason",
                condition=Q(Q(status=Status.CLOSED), ~Q(closed_reason=""))
                | Q(~Q(status=Status.CLOSED), closed_reason=""),
            ),
            models.UniqueConstraint(
                name="one_open_application_per_service",
                fields=["beneficiary", "service"],
                condition=~Q(status__in=ENDS),
            ),
        ]
        indexes = [
            # each duty of each list is a range of one of these, in the list's own order
            models.Index(fields=["status", "stands_since", "id"], name="application_waiting"),
            models.Index(fields=["branch", "status", "stands_since", "id"], name="application_branch_waiting"),
            models.Index(fields=["status", "decision_not_before", "id"], name="application_due"),
            models.Index(fields=["branch", "status", "decision_not_before", "id"], name="application_branch_due"),
            models.Index(fields=["researcher", "status", "decision_not_before", "id"], name="application_researcher"),
            models.Index(
                fields=["stands_since", "id"],
                name="application_receipt_open",
                condition=Q(receipt_handed=False, status__in=RECEIPT_OPEN),
            ),
            models.Index(
                fields=["submitted_at"],
                name="application_receipt_owed",
                condition=Q(receipt_noticed=False, submitted_at__isnull=False) & ~Q(status=Status.CLOSED),
            ),
        ]
        triggers = [
            of_a_current_person(),
            Rule(name="born_draft", when=pgtrigger.Before, operation=pgtrigger.Insert, func=BORN),
            Rule(name="consent_stands", when=pgtrigger.Before, operation=pgtrigger.Insert, func=CONSENTED),
            Rule(name="a_steps", when=pgtrigger.Before, operation=pgtrigger.Update, func=STEPS),
            Rule(
                name="b_stamped",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=[("version", "bigint"), ("days", "int"), ("target", "int")],
                func=STAMP,
            ),
            Rule(
                name="handed_by_its_record",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("receipt_handed"),
                condition=pgtrigger.AnyChange("receipt_handed"),
                func=HANDED,
            ),
            Rule(
                name="reaches_its_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("notify_contact_id", "beneficiary_id"),
                func=REACHES,
            ),
            Rule(
                name="needs_move",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.AnyChange("status"),
                func=NEEDS_MOVE,
            ),
            Rule(
                name="needs_signature",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                declare=[("newest", "bigint"), ("signed", "timestamptz")],
                condition=pgtrigger.AnyChange("status"),
                func=NEEDS_SIGNED,
            ),
            Rule(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse(
                    "application_closed_never_deleted",
                    "an application is closed, never deleted",
                    sqlstate=RESTRICT_VIOLATION,
                ),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def state(self) -> Status:
        """The status as an enum member, for comparisons and labels."""
        return Status(self.status)

    @property
    def applicant_name(self) -> str:
        """Who asks and signs: the guardian or agent where there is one, else the beneficiary."""
        return self.representative.name if self.representative else self.beneficiary.full_name


class Move(models.Model):
    """One change of status: who, when, from where to where. Never changed, never removed."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="moves")
    n = models.PositiveIntegerField()
    from_status = models.CharField(max_length=20, choices=Status.choices)
    to_status = models.CharField(max_length=20, choices=Status.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["application_id", "n"]
        constraints = [
            models.UniqueConstraint(fields=["application", "n"], name="move_once"),
            # only the sweep, which records a decision whose moment has come, acts without a person
            models.CheckConstraint(
                name="move_by_somebody",
                condition=Q(by__isnull=False) | Q(to_status__in=[Status.ACCEPTED, Status.REJECTED]),
            ),
        ]
        triggers = [
            *append_only(),
            Rule(
                name="stamped",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("stands", "text"), ("counter", "int")],
                func=f"""
                    SELECT status, step INTO stands, counter FROM intake_application
                     WHERE id = NEW.application_id FOR NO KEY UPDATE;
                    IF (NEW.from_status, NEW.to_status) NOT IN ({PAIRS}) THEN
                        {refuse("move_not_allowed", "the move % to % is not allowed", "NEW.from_status", "NEW.to_status")}
                    END IF;
                    IF NEW.from_status <> stands OR NEW.n <> counter + 1 THEN
                        {refuse("move_does_not_start_where_application_stands", "the move does not start where the application stands")}
                    END IF;
                    NEW.at := portal_now();
                    RETURN NEW;
                """,
            ),
            Rule(
                name="moves_something",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=f"""
                    IF NOT EXISTS (SELECT 1 FROM intake_application a
                                    WHERE a.id = NEW.application_id AND a.step >= NEW.n) THEN
                        {refuse("move_without_change_status", "a move without its change of status")}
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.n}: {self.from_status} > {self.to_status}"

    @property
    def name(self) -> Step:
        """Which move of the table this was."""
        return ALLOWED[(Status(self.from_status), Status(self.to_status))]


class Recusal(models.Model):
    """Closes an application to one member of staff: a conflict of interest that they declared. It is never lifted."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="recusals")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("bar")
        verbose_name_plural = _("bars")
        constraints = [models.UniqueConstraint(fields=["application", "staff"], name="barred_once")]
        triggers = [
            *append_only(),
            Rule(
                name="stamped",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.at := portal_now(); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.staff_id}"
