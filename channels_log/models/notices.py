"""Notices: what each applicant is owed, was sent, or is told by hand."""

import uuid
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from channels_log.models.triggers import BORN_OWED, CLOSING_STOPS, FINISHED_WITH_COMMUNICATION, MARKS_SOURCE, MOVES
from channels_log.states import TO_CARRY, Kind, State
from intake.models import Application
from ledger.clock import PortalNow
from ledger.history import tracked
from ledger.triggers import Rule, never_deleted, no_truncate
from policy.states import BY_MACHINE, Way

if TYPE_CHECKING:
    from accounts.states import Reader


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
                func=BORN_OWED,
            ),
            Rule(name="moves", when=pgtrigger.Before, operation=pgtrigger.Update, func=MOVES),
            Rule(
                name="marks_its_source",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=MARKS_SOURCE,
            ),
            Rule(
                name="finished_with_communication",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.AnyChange("state"),
                func=FINISHED_WITH_COMMUNICATION,
            ),
            never_deleted("a notice is never deleted"),
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
                func=CLOSING_STOPS,
            )
        ]
