"""The register of every contact, and the notices that are owed, sent and carried. What the database refuses is here."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.triggers import MERGED, PERSON, of_a_current_person
from channels_log.states import (
    ALLOWED,
    CONTACTED,
    ENDS_WITH,
    FINAL,
    STOPPABLE,
    TO_CARRY,
    Direction,
    Kind,
    Outcome,
    State,
)
from intake.models import Application
from ledger.clock import PortalNow
from ledger.history import tracked
from ledger.triggers import RESTRICT_VIOLATION, Rule, append_only, no_truncate, quoted, refuse
from policy.sql import TOOL_IN_USE
from policy.states import BY_MACHINE, Way

if TYPE_CHECKING:
    from accounts.states import Reader

PAIRS = ", ".join(f"('{start}', '{end}')" for start, ends in ALLOWED.items() for end in ends)
MACHINE_WAYS = quoted(BY_MACHINE)
ENDINGS = ", ".join(f"('{state}', '{outcome}')" for state, outcomes in ENDS_WITH.items() for outcome in outcomes)
SUBMISSION = "submission"

# The application's row is locked first, here and in every function that finishes a notice: closing it holds the same.
BORN = f"""
    SELECT a.status, a.submitted_at, a.decision_not_before INTO stands, submitted, moment
      FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
    IF NEW.kind = '{Kind.DECISION}' THEN
        IF NOT EXISTS (SELECT 1 FROM committee_decision d
                        WHERE d.application_id = NEW.application_id AND d.id::text = NEW.occasion) THEN
            {refuse("notice_decision_needs_decision_tells", "a notice of a decision needs the decision it tells of")}
        END IF;
        IF moment IS NULL OR NEW.due_at < moment THEN
            {refuse("notice_decision_due_no_earlier_than", "a notice of a decision is due no earlier than %", "moment")}
        END IF;
    ELSIF NEW.kind = '{Kind.RECEIPT}' THEN
        IF submitted IS NULL OR NEW.occasion <> '{SUBMISSION}' OR NEW.due_at < submitted THEN
            {refuse("notice_receipt_needs_submitted_application", "a notice of receipt needs a submitted application")}
        END IF;
    END IF;
    IF NEW.state NOT IN ('{State.OWED}', '{State.BY_HAND}') OR (NEW.attempt, NEW.tries) <> (0, 0)
       OR NEW.sent_at IS NOT NULL OR NEW.lease_until IS NOT NULL
       OR NEW.worker <> '' OR NEW.transport <> '' OR NEW.provider_ref <> '' THEN
        {refuse("notice_born_unsent", "a notice is born unsent")}
    END IF;
    NEW.created_at := portal_now();
    NEW.next_at := GREATEST(NEW.due_at, NEW.next_at);
    NEW.state := CASE WHEN stands = 'closed' THEN '{State.CANCELLED}'
                      WHEN NEW.way IN ({MACHINE_WAYS}) THEN '{State.OWED}' ELSE '{State.BY_HAND}' END;
    RETURN NEW;
"""

MOVES = f"""
    IF OLD.state IN ({quoted(FINAL)}) THEN
        {refuse("finished_notice_never_changes", "a finished notice never changes", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF (NEW.id, NEW.application_id, NEW.kind, NEW.occasion, NEW.due_at, NEW.channel_id, NEW.way, NEW.recipient,
        NEW.subject, NEW.body, NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.application_id, OLD.kind, OLD.occasion, OLD.due_at, OLD.channel_id, OLD.way, OLD.recipient,
        OLD.subject, OLD.body, OLD.created_at)
       OR (OLD.letter_id IS NOT NULL AND NEW.letter_id IS DISTINCT FROM OLD.letter_id) THEN
        {refuse("told_when_fixed", "what is told, to whom and when is fixed", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({PAIRS}) THEN
        {refuse("notice_may_not_go_from", "a notice may not go from % to %", "OLD.state", "NEW.state")}
    END IF;
    IF NEW.attempt < OLD.attempt THEN
        {refuse("attempts_counted_upwards", "attempts are counted upwards")}
    END IF;
    IF NEW.state IN ('{State.SENDING}', '{State.OWED}') AND NEW.way NOT IN ({MACHINE_WAYS}) THEN
        {refuse("goes_by_hand_not_sent_by_machine", "what goes by hand is not sent by machine")}
    END IF;
    IF NEW.state IN ('{State.SENDING}', '{State.SENT}', '{State.DONE}') AND portal_now() < OLD.due_at THEN
        {refuse("nobody_told_before", "nobody is told before %", "OLD.due_at")}
    END IF;
    IF NEW.state IN ('{State.SENT}', '{State.DONE}') THEN
        NEW.sent_at := portal_now();
    END IF;
    IF NEW.state <> '{State.SENDING}' THEN
        NEW.lease_until := NULL;
    END IF;
    RETURN NEW;
"""


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Named queries of notices."""

    def visible_to(self, user: "Reader") -> "NoticeQuerySet":
        """Notices of the cases whose file `user` may open."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def to_carry(self) -> "NoticeQuerySet":
        """What waits for a person's hand now, the longest due first."""
        return self.filter(state__in=TO_CARRY, next_at__lte=PortalNow()).order_by("due_at", "id")

    def with_case(self) -> "NoticeQuerySet":
        """With what a list or a task shows of the case."""
        return self.select_related("application__beneficiary", "application__representative", "channel", "letter")

    def with_tries(self) -> "NoticeQuerySet":
        """With `tried`: how many times people tried to carry it."""
        return self.annotate(tried=models.Count("communications", filter=Q(communications__by__isnull=False)))


@tracked(exclude=["subject", "body"])
class Notice(models.Model):
    """One thing that one applicant is told, once. Its id is the idempotency id at every gateway.

    `due_at` is when it may be told, `next_at` when a machine or a person is to take it up (again).
    `attempt` counts claims and is the token with which a sender finishes; `tries` counts sendings since a person last
    let the machine begin anew. `occasion` is "submission", or the decision's id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(_("about"), max_length=20, choices=Kind)
    occasion = models.CharField(max_length=40)
    due_at = models.DateTimeField(_("due at"))
    next_at = models.DateTimeField(db_default=PortalNow(), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OWED)
    channel = models.ForeignKey("policy.Channel", on_delete=models.PROTECT, related_name="+", verbose_name=_("channel"))
    way = models.CharField(_("way"), max_length=12, choices=Way)
    recipient = models.CharField(_("to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    letter = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("letter")
    )
    attempt = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    transport = models.CharField(max_length=20, blank=True)
    provider_ref = models.CharField(_("reference at the gateway"), max_length=200, blank=True)
    last_error = models.CharField(_("last obstacle"), max_length=300, blank=True)
    created_at = models.DateTimeField(db_default=PortalNow(), editable=False)
    sent_at = models.DateTimeField(_("told at"), null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "kind", "occasion"], name="notice_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="notice_kind_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="notice_state_known"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="notice_way_known"),
            models.CheckConstraint(
                condition=Q(state=State.SENDING, lease_until__isnull=False)
                | (~Q(state=State.SENDING) & Q(lease_until__isnull=True)),
                name="notice_sending_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.SENT, State.DONE], sent_at__isnull=False)
                | (~Q(state__in=[State.SENT, State.DONE]) & Q(sent_at__isnull=True)),
                name="notice_told_at_its_end",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_at", "id"], name="notice_live", condition=Q(state__in=[State.OWED, State.SENDING])
            ),
            models.Index(fields=["due_at", "id"], name="notice_to_carry", condition=Q(state__in=TO_CARRY)),
            models.Index(fields=["-created_at", "-id"], name="notice_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="notice_newest_of_a_state"),
        ]
        triggers: ClassVar = [
            Rule(
                name="born_owed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("stands", "text"), ("submitted", "timestamptz"), ("moment", "timestamptz")],
                func=BORN,
            ),
            Rule(name="moves", when=pgtrigger.Before, operation=pgtrigger.Update, func=MOVES),
            Rule(
                name="marks_its_source",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=f"""
                    IF NEW.kind = '{Kind.DECISION}' THEN
                        UPDATE committee_decision SET announced = true
                         WHERE application_id = NEW.application_id AND id::text = NEW.occasion AND NOT announced;
                    ELSIF NEW.kind = '{Kind.RECEIPT}' THEN
                        UPDATE intake_application SET receipt_noticed = true
                         WHERE id = NEW.application_id AND NOT receipt_noticed;
                    END IF;
                    RETURN NULL;
                """,
            ),
            Rule(
                name="finished_with_communication",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.AnyChange("state"),
                func=f"""
                    IF NEW.state IN ({quoted(CONTACTED)}) AND NOT EXISTS (
                        SELECT 1 FROM channels_log_communication c WHERE c.notice_id = NEW.id
                           AND (NEW.state, c.outcome) IN ({ENDINGS})) THEN
                        {refuse("notice_finished_together_with_contact", "a notice is finished together with its contact")}
                    END IF;
                    RETURN NULL;
                """,
            ),
            Rule(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("notice_never_deleted", "a notice is never deleted", sqlstate=RESTRICT_VIOLATION),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind}/{self.occasion}"

    @property
    def by_machine(self) -> bool:
        """Whether its way needs nobody's hand."""
        return self.way in BY_MACHINE


class CaseWithNotices(Application):
    """The application as the log sees it: closing it stops what is owed, in the same transaction."""

    class Meta:
        proxy = True
        triggers: ClassVar = [
            Rule(
                name="closing_stops_notices",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("status"),
                func=f"""
                    IF NEW.status = 'closed' THEN
                        UPDATE channels_log_notice SET state = '{State.CANCELLED}'
                         WHERE application_id = NEW.id AND state IN ({quoted(STOPPABLE)});
                    END IF;
                    RETURN NULL;
                """,
            )
        ]


class CommunicationQuerySet(models.QuerySet["Communication"]):
    """Named queries of the register."""

    def of_application(self, application: Any) -> "CommunicationQuerySet":
        """Contacts about this case, the newest first."""
        return (
            self.filter(application=application)
            .select_related("channel", "by", "notice", "tool_version__tool")
            .order_by("-at", "-id")
        )


class Communication(models.Model):
    """One contact with somebody: a call, a visit, a message of the portal's. `by` None means the portal itself."""

    application = models.ForeignKey(
        "intake.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="communications"
    )
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="communications"
    )
    channel = models.ForeignKey("policy.Channel", on_delete=models.PROTECT, related_name="+", verbose_name=_("channel"))
    way = models.CharField(_("way"), max_length=12, choices=Way, blank=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    at = models.DateTimeField(db_default=PortalNow(), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    summary = models.TextField(_("summary"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="communications")
    tool_version = models.ForeignKey(
        "policy.ToolVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tool used"),
    )

    objects = CommunicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="communication_direction_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="communication_outcome_known"),
            models.CheckConstraint(condition=Q(summary__regex=r"\S"), name="communication_says_something"),
            # only the portal's own messages have no person behind them
            models.CheckConstraint(
                condition=Q(by__isnull=False, outcome__in=[o for o in Outcome.values if o != Outcome.SENT])
                | Q(by__isnull=True, notice__isnull=False, outcome=Outcome.SENT, direction=Direction.OUT),
                name="communication_by_somebody",
            ),
            models.UniqueConstraint(fields=["notice"], condition=Q(by__isnull=True), name="communication_sent_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["application", "-at"], name="communication_of_application"),
            models.Index(fields=["beneficiary", "-at"], name="communication_of_beneficiary"),
        ]
        triggers: ClassVar = [
            *append_only(unless=f"to_jsonb(NEW) - '{PERSON}' = to_jsonb(OLD) - '{PERSON}' AND {MERGED}"),
            of_a_current_person("within_a_current_person"),
            Rule(
                name="stamped",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("about", "bigint")],
                func=f"""
                    IF NEW.notice_id IS NOT NULL THEN
                        SELECT n.application_id INTO about FROM channels_log_notice n WHERE n.id = NEW.notice_id;
                        IF NEW.application_id IS DISTINCT FROM about THEN
                            {refuse("contact_about_application_notice", "a contact is about the application of its notice")}
                        END IF;
                    END IF;
                    IF NEW.application_id IS NOT NULL THEN
                        SELECT a.beneficiary_id INTO NEW.beneficiary_id
                          FROM intake_application a WHERE a.id = NEW.application_id;
                    END IF;
                    {TOOL_IN_USE}
                    NEW.at := portal_now();
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.direction} {self.outcome}"


class SandboxMessage(models.Model):
    """A message that would have left the machine, kept for the demo's page."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="sandboxed")
    way = models.CharField(_("way"), max_length=12, choices=Way)
    recipient = models.CharField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("kept at"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("sandbox message")
        verbose_name_plural = _("sandbox messages")
        indexes: ClassVar = [models.Index(fields=["-created_at", "-id"], name="sandbox_newest")]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.way}: {self.notice_id}"
