"""Versions of the policy: what the board adopted, and the portal's wording for it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.history import tracked
from policy.models.associations import Association
from policy.models.channels import Channel
from policy.models.tools import Tool
from policy.models.triggers import version_rules
from policy.states import CHANNEL_FACTS, FIXED, TOOL_FACTS, Decider, DeclarationForm, PolicyStatus, ReferralKind

STEPS = 7


class JsonArrayLength(Func):
    """jsonb_array_length(): refuses what is no array, so a constraint on it checks the shape as well."""

    function = "jsonb_array_length"
    output_field = models.IntegerField()


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def in_force(self) -> "PolicyVersion":
        """Return the version in force with its association. Raises PolicyVersion.DoesNotExist before one is loaded."""
        return self.select_related("association").get(status=PolicyStatus.IN_FORCE)


@tracked()
class PolicyVersion(models.Model):
    """One version of the beneficiary-relations policy: what the board adopted, and the portal's wording for it."""

    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="versions", verbose_name=_("Association")
    )
    number = models.PositiveSmallIntegerField(_("Version number"), unique=True)
    title = models.CharField(_("Title"), max_length=200)
    status = models.CharField(
        _("Status"), max_length=12, choices=PolicyStatus, default=PolicyStatus.DRAFT, editable=False
    )

    board_meeting = models.PositiveSmallIntegerField(_("Board meeting number"), null=True, blank=True)
    board_term = models.PositiveSmallIntegerField(_("Board term"), null=True, blank=True)
    board_year = models.PositiveSmallIntegerField(_("Year of the board meeting"), null=True, blank=True)
    weekday = models.CharField(_("Weekday of the board meeting"), max_length=20, blank=True)
    approved_on = models.DateField(_("Approved on"), null=True, blank=True)
    approved_on_hijri = models.CharField(_("Approved on, Hijri, as printed"), max_length=10, blank=True)
    issue = models.CharField(_("Issue"), max_length=60, blank=True)
    issue_number = models.PositiveSmallIntegerField(_("Issue number"), null=True, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    approval_status = models.CharField(_("Status, as the policy prints it"), max_length=120, blank=True)
    attendance = models.CharField(_("Attendance at the board meeting"), max_length=120, blank=True)
    supervisor_shown = models.CharField(_("Supervising body shown on the policy"), max_length=200, blank=True)

    goal = models.TextField(_("Overall goal"), blank=True)
    preamble = models.TextField(_("Preamble"), blank=True)
    tools_for = models.CharField(_("Whom the tools are for"), max_length=120, blank=True)
    objectives = models.JSONField(
        _("Objectives"),
        default=list,
        help_text=_("A list: key, text, and means_to, the key of the objective that it serves or nothing."),
    )
    steps = models.JSONField(_("The seven steps"), default=list, help_text=_("Seven short terms, in order."))
    step_sentences = models.JSONField(
        _("What each step asks"), default=list, help_text=_("Seven sentences, one a step, in order.")
    )
    eligibility = models.JSONField(_("Eligibility"), default=dict, blank=True)

    decision_days = models.PositiveSmallIntegerField(
        _("Days before an outcome may be announced"),
        help_text=_("Days of 24 hours, from the first submission. No outcome may be announced earlier."),
    )
    window_stated = models.BooleanField(_("The policy itself states the window"), default=True)
    stated_days = models.PositiveSmallIntegerField(_("Days stated by the policy"), null=True, blank=True)
    target_days = models.PositiveSmallIntegerField(_("Target days for an outcome"), default=21)
    decided_by = models.CharField(_("Who decides"), max_length=12, choices=Decider, default=Decider.COMMITTEE)
    deciding_body = models.CharField(_("Deciding body"), max_length=120)
    referral_kind = models.CharField(
        _("Referrals go to a person or a department"),
        max_length=12,
        choices=ReferralKind,
        default=ReferralKind.PERSON,
    )
    referral_to = models.CharField(_("Referrals go to"), max_length=120)
    review_text = models.TextField(
        _("Review, as the policy states it"), blank=True, help_text=_("Empty where the policy states no review.")
    )
    review_on = models.DateField(_("To be reviewed on"), null=True, blank=True)

    declaration_form = models.CharField(
        _("How the declaration is signed"),
        max_length=12,
        choices=DeclarationForm,
        default=DeclarationForm.SEPARATE,
    )
    declaration_text = models.TextField(_("Wording of the declaration"))
    window_text = models.TextField(_("Wording of the decision window"))
    receipt_intro_text = models.TextField(_("Opening words of the receipt"), blank=True)
    outcome_intro_text = models.TextField(_("Opening words of the outcome letter"), blank=True)
    closing_text = models.TextField(_("Closing words of letters"), blank=True)

    takes_effect_on = models.DateField(_("Takes effect on"), null=True, blank=True)
    loaded_from = models.SlugField(_("Loaded from the profile"), blank=True, editable=False, db_index=False)
    # copies, because the lists go on changing while what was in force does not
    channels = models.JSONField(_("Channels, as they were when it was put in force"), default=list, editable=False)
    tools = models.JSONField(_("Tools, as they were when it was put in force"), default=list, editable=False)
    in_force_from = models.DateTimeField(_("In force from"), null=True, editable=False)
    in_force_by = models.ForeignKey(
        "accounts.Staff",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Put in force by"),
    )
    created_at = models.DateTimeField(_("Created at"), db_default=PortalNow(), editable=False)
    created_by = models.ForeignKey(
        "accounts.Staff",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Created by"),
    )

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Policy version")
        verbose_name_plural = _("Policy versions")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=PolicyStatus.values), name="policy_status_is_known"),
            models.CheckConstraint(condition=Q(decided_by__in=Decider.values), name="policy_decider_is_known"),
            models.CheckConstraint(
                condition=Q(referral_kind__in=ReferralKind.values), name="policy_referral_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(declaration_form__in=DeclarationForm.values), name="policy_declaration_form_is_known"
            ),
            models.UniqueConstraint(
                fields=["status"], condition=Q(status=PolicyStatus.IN_FORCE), name="one_policy_is_in_force"
            ),
            models.CheckConstraint(
                condition=Q(decision_days__gte=1),
                name="decision_window_is_at_least_a_day",
                violation_error_message=_("The window before an outcome must be one day at least."),
            ),
            models.CheckConstraint(
                condition=Q(window_stated=True, stated_days__isnull=False, decision_days__gte=F("stated_days"))
                | Q(window_stated=False, stated_days__isnull=True),
                name="decision_window_keeps_what_the_policy_states",
                violation_error_message=_("The window may be longer than the policy states, never shorter."),
            ),
            models.CheckConstraint(
                condition=Q(target_days__gte=F("decision_days")),
                name="target_is_not_before_the_window_ends",
                violation_error_message=_("The target may not be earlier than the end of the window."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PolicyStatus.DRAFT, PolicyStatus.APPROVED])
                | Q(approved_on__isnull=False, in_force_from__isnull=False),
                name="policy_in_force_was_approved",
                violation_error_message=_("The date of the board's approval is missing."),
            ),
            models.CheckConstraint(
                condition=Exact(JsonArrayLength("steps"), STEPS) & Exact(JsonArrayLength("step_sentences"), STEPS),
                name="policy_has_seven_steps",
                violation_error_message=_("A policy has seven steps, each with its term and its sentence."),
            ),
        ]
        triggers: ClassVar = version_rules()

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def fixed(self) -> bool:
        """Return whether it was put in force once, so that nothing in it may change."""
        return self.status in FIXED

    @property
    def by_department(self) -> bool:
        return self.decided_by == Decider.DEPARTMENT

    @property
    def signed_missing(self) -> bool:
        """Return whether the board approved it and the document that it signed is still to be uploaded."""
        return self.status != PolicyStatus.DRAFT and not self.signed.exists()

    @property
    def channel_rows(self) -> list[dict[str, Any]]:
        """Its channels in order: as they were when it was put in force, or as they are now. CHANNEL_FACTS by name."""
        return self._rows(self.channels, Channel.objects.offered(), CHANNEL_FACTS)

    @property
    def tool_rows(self) -> list[dict[str, Any]]:
        """Its tools in order: as they were when it was put in force, or as they are now. TOOL_FACTS by name."""
        return self._rows(self.tools, Tool.objects.offered(), TOOL_FACTS)

    @property
    def effective_review_on(self) -> dt.date | None:
        """Return the day of its next review: as the last review set it, else its own."""
        last = self.reviews.first()
        return last.next_on if last else self.review_on

    def _rows(self, kept: Any, live: Iterable[models.Model], names: Sequence[str]) -> list[dict[str, Any]]:
        facts = kept if self.fixed and kept else [{name: getattr(row, name) for name in names} for row in live]
        return [{"position": n, **row} for n, row in enumerate(facts, start=1)]
