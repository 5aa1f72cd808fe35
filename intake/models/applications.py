"""The application, and the named queries of applications."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.states import Perm
from intake.models.decision_windows import DecisionWindow
from intake.models.triggers import applications
from intake.states import AT_DECISION, ENDS, RECEIPT_OPEN, ClosedReason, Status
from ledger.clock import PortalNow
from ledger.history import tracked

if TYPE_CHECKING:
    from accounts.models import Staff
    from accounts.states import Reader

UNASSIGNED = [Status.DRAFT, Status.SUBMITTED, Status.CLOSED]


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Named queries. Views and tasks never spell filters."""

    def visible_to(self, user: "Reader") -> "ApplicationQuerySet":
        """Return the applications that `user` may open: by branch, assignment, or at the decision; never recused ones.

        Fetching is authorising: what this leaves out answers 404, like a case that does not exist.
        """
        mine = Q() if user.branch_id is None else Q(branch_id=user.branch_id)
        may = Q(pk__in=[])
        if user.may(Perm.SEE_BRANCH_CASES):
            may |= mine & Q(pk__isnull=False)
        if user.may(Perm.SEE_OWN_CASES):
            may |= Q(researcher_id=user.pk) | (mine & Q(status=Status.SUBMITTED, researcher__isnull=True))
        if user.may(Perm.SEE_CASES_AT_COMMITTEE):
            may |= Q(status__in=AT_DECISION)
        if user.may(Perm.SEE_CASES_AT_DECISION):
            may |= Q(status__in=AT_DECISION)
        return self.filter(may).exclude(recusals__staff_id=user.pk)

    def drafts(self) -> "ApplicationQuerySet":
        return self.filter(status=Status.DRAFT)

    def awaiting_researcher(self) -> "ApplicationQuerySet":
        """Return what is submitted and has no researcher yet."""
        return self.filter(status=Status.SUBMITTED, researcher__isnull=True)

    def for_researcher(self, user: "Staff") -> "ApplicationQuerySet":
        return self.filter(researcher=user, status__in=[Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT])

    def awaiting_decision(self) -> "ApplicationQuerySet":
        return self.filter(status=Status.AWAITING_DECISION)

    def open(self) -> "ApplicationQuerySet":
        return self.exclude(status__in=ENDS)


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
        triggers = applications.TRIGGERS

    def __str__(self) -> str:
        return self.reference

    @property
    def state(self) -> Status:
        """Return the status as an enum member, for comparisons and labels."""
        return Status(self.status)

    @property
    def window(self) -> DecisionWindow:
        """The window between the submission and the decision, as it stands now."""
        return DecisionWindow(self.submitted_at, self.decision_not_before)

    @property
    def applicant_name(self) -> str:
        """Return who asks and signs: the guardian or agent where there is one, else the beneficiary."""
        return self.representative.name if self.representative else self.beneficiary.full_name
