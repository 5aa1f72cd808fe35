"""The association and what its board adopted: versions of the policy, channels and tools."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.history import tracked
from ledger.triggers import RESTRICT_VIOLATION, Rule, quoted, refuse
from policy.states import ALLOWED, BY_HAND, BY_MACHINE, FIXED, PolicyStatus, Way

STEPS = 7


class JsonArrayLength(Func):
    """jsonb_array_length(): refuses what is no array, so a constraint on it checks the shape as well."""

    function = "jsonb_array_length"
    output_field = models.IntegerField()


def _never_deleted(sentence: str) -> Rule:
    return Rule(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=refuse(sentence, code=RESTRICT_VIOLATION),
    )


@tracked()
class Association(models.Model):
    """The one association that this portal serves."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    slug = models.SlugField(_("Short name in Latin letters"), unique=True)
    name = models.CharField(_("Name of the association"), max_length=200)
    licence = models.CharField(_("Licence number"), max_length=40, blank=True)
    supervisor_shown = models.CharField(_("Supervising body"), max_length=200, blank=True)
    place = models.CharField(_("City"), max_length=100, blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    website = models.URLField(_("Website"), blank=True)

    class Meta:
        verbose_name = _("Association")
        verbose_name_plural = _("Association")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="there_is_one_association",
                violation_error_message=_("This portal serves one association."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def in_force(self) -> "PolicyVersion":
        """The version carried out now, with its association. Raises PolicyVersion.DoesNotExist before one is loaded."""
        return self.select_related("association").get(status=PolicyStatus.IN_FORCE)


def _moves_sql() -> str:
    """`(OLD.status, NEW.status)` pairs that may happen, for the trigger."""
    return ", ".join(f"('{start}', '{end}')" for start, ends in ALLOWED.items() for end in ends)


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
    supervisor_shown = models.CharField(_("Supervising body shown on the policy"), max_length=200, blank=True)

    preamble = models.TextField(_("Preamble"), blank=True)
    objectives = models.JSONField(_("Objectives"), default=list, help_text=_("A list of pairs: key and sentence."))
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
    deciding_body = models.CharField(_("Deciding body"), max_length=120)
    referral_to = models.CharField(_("Referrals go to"), max_length=120)

    declaration_text = models.TextField(_("Wording of the declaration"))
    window_text = models.TextField(_("Wording of the decision window"))
    receipt_intro_text = models.TextField(_("Opening words of the receipt"), blank=True)
    outcome_intro_text = models.TextField(_("Opening words of the outcome letter"), blank=True)
    closing_text = models.TextField(_("Closing words of letters"), blank=True)

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
        triggers: ClassVar = [
            Rule(
                name="status_moves",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF TG_OP = 'UPDATE' AND OLD.status IS DISTINCT FROM NEW.status
                       AND (OLD.status, NEW.status) NOT IN ({_moves_sql()}) THEN
                        {refuse("a policy version may not go from % to %", "OLD.status", "NEW.status")}
                    END IF;
                    IF TG_OP = 'UPDATE' AND OLD.status IN ({quoted(FIXED)})
                       AND (to_jsonb(OLD) - 'status') IS DISTINCT FROM (to_jsonb(NEW) - 'status') THEN
                        {refuse("a policy version that was put in force may not change")}
                    END IF;
                    IF NEW.status = '{PolicyStatus.IN_FORCE}' AND (TG_OP = 'INSERT' OR OLD.status <> NEW.status) THEN
                        NEW.in_force_from := portal_now();
                    END IF;
                    RETURN NEW;
                """,
            ),
            Rule(
                name="kept_for_good",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=f"""
                    IF OLD.status IN ({quoted(FIXED)}) THEN
                        {refuse("a policy version that was put in force may not be deleted", code=RESTRICT_VIOLATION)}
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def fixed(self) -> bool:
        """Whether it was put in force once, so that nothing in it may change."""
        return self.status in FIXED


class ChannelQuerySet(models.QuerySet["Channel"]):
    def offered(self) -> "ChannelQuerySet":
        """Channels in use, in the policy's order."""
        return self.filter(active=True)

    def taking_in(self) -> "ChannelQuerySet":
        """Channels through which somebody may reach the association."""
        return self.offered().filter(takes_in=True)

    def carrying_decisions(self) -> "ChannelQuerySet":
        """Channels through which an applicant may ask to be told the outcome."""
        return self.offered().filter(carries_decision=True)


@tracked()
class Channel(models.Model):
    """A channel of the policy, with the technical ways in which the portal carries a message through it."""

    key = models.SlugField(_("Key"), unique=True, help_text=_("Latin letters; it does not change."))
    name = models.CharField(_("Name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    active = models.BooleanField(_("In use"), default=True)
    takes_in = models.BooleanField(_("People reach us through it"), default=True)
    sends_out = models.BooleanField(_("We reach people through it"), default=False)
    carries_decision = models.BooleanField(_("May carry an outcome"), default=False)
    ways = ArrayField(
        models.CharField(max_length=10, choices=Way),
        verbose_name=_("Ways"),
        default=list,
        blank=True,
        help_text=_("How a message is carried: by machine, or by a member of staff."),
    )

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("Channel")
        verbose_name_plural = _("Channels")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ways__contained_by=Way.values),
                name="channel_ways_are_known",
                violation_error_message=_("One of the ways is not known."),
            ),
            models.CheckConstraint(
                condition=Q(sends_out=False) | Q(ways__len__gt=0),
                name="channel_that_sends_has_a_way",
                violation_error_message=_("A channel through which we reach people needs one way at least."),
            ),
            models.CheckConstraint(
                condition=Q(carries_decision=False) | Q(sends_out=True),
                name="channel_that_carries_outcomes_sends",
                violation_error_message=_("Only a channel through which we reach people may carry an outcome."),
            ),
        ]
        triggers: ClassVar = [_never_deleted("a channel is retired and never deleted")]

    def __str__(self) -> str:
        return self.name

    @property
    def way_labels(self) -> list[str]:
        """The ways, in words."""
        return [str(Way(way).label) for way in self.ways]

    @property
    def machine_ways(self) -> list[str]:
        """The ways that need nobody's hand."""
        return [way for way in self.ways if way in BY_MACHINE]

    @property
    def hand_ways(self) -> list[str]:
        """The ways that a member of staff carries out."""
        return [way for way in self.ways if way in BY_HAND]


class ToolQuerySet(models.QuerySet["Tool"]):
    def offered(self) -> "ToolQuerySet":
        """Tools in use, in the policy's order."""
        return self.filter(active=True)


@tracked()
class Tool(models.Model):
    """A document that the policy gives the beneficiary-relations officer to work with."""

    name = models.CharField(_("Name"), max_length=200, unique=True)
    as_printed = models.CharField(_("As the policy prints it"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    active = models.BooleanField(_("In use"), default=True)

    objects = ToolQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tool")
        verbose_name_plural = _("Tools")
        ordering: ClassVar = ["position", "id"]
        triggers: ClassVar = [_never_deleted("a tool is retired and never deleted")]

    def __str__(self) -> str:
        return self.name
