"""What waits for whom. A queue is one query over applications: each row is one duty, the oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Perm
from channels_log.models import Notice
from committee.models import AgendaItem, Member, Sitting
from committee.rules import committees_of
from intake.models import Application, Move, Referral
from intake.states import ENDS, Status
from ledger.clock import PortalNow

if TYPE_CHECKING:
    from accounts.models import Staff

BEFORE_DECISION = [Status.SUBMITTED, Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT, Status.AWAITING_DECISION]
COLUMNS = (
    "pk",
    "reference",
    "status",
    "duty",
    "since",
    "submitted_at",
    "decision_not_before",
    "target_at",
    "beneficiary__full_name",
    "service__name",
    "researcher__name",
)
# How many stand beside the list; the rest is one link away.
BESIDE = 5


@dataclass(frozen=True)
class Duty:
    """One kind of waiting row: which rows, what the filter and the tag call it, what its button says and opens."""

    rows: Q
    label: Any
    action: Any
    view: str = "desk:case"
    icon: str = "clock"
    tone: str = ""


@dataclass(frozen=True)
class Queue:
    """A role's list. `by_due` orders it by the end of the window, else by how long each row has waited."""

    key: str
    need: Perm
    label: Any
    duties: Mapping[str, Duty]
    by_due: bool = False

    def rows(self, user: "Staff", only: str = "") -> QuerySet[Any, dict[str, Any]]:
        """Rows of this list as dicts, of one duty where `only` names it. Order them by `order`."""
        wanted = [only] if only in self.duties else list(self.duties)
        found = self._marked(user).filter(duty__in=wanted)
        if self.key == "committee":
            return found.annotate(item=_agenda_item(user)).values(*COLUMNS, "item")
        return found.values(*COLUMNS)

    @property
    def order(self) -> tuple[str, str]:
        """The keys of the order: the oldest duty first."""
        return ("decision_not_before", "pk") if self.by_due else ("since", "pk")

    def counts(self, user: "Staff") -> dict[str, int]:
        """How many rows each duty has, in one query."""
        return self._marked(user).aggregate(**{key: Count("pk", filter=Q(duty=key)) for key in self.duties})

    def _marked(self, user: "Staff") -> Any:
        duty = Case(
            *(When(self._rows(key, user), then=Value(key)) for key in self.duties),
            default=Value(""),
            output_field=CharField(),
        )
        any_of = reduce(or_, (self._rows(key, user) for key in self.duties))
        return Application.objects.visible_to(user).filter(any_of).annotate(duty=duty, since=_since())

    def _rows(self, key: str, user: "Staff") -> Q:
        rows = self.duties[key].rows
        return rows & Q(researcher=user) if self.key == "researcher" and key != "take" else rows


def _since() -> Coalesce:
    """Since when a row waits: its last move, or its opening where it never moved."""
    moved = Move.objects.filter(application=OuterRef("pk"), n=OuterRef("step")).values("at")[:1]
    return Coalesce(Subquery(moved), F("created_at"))


def _agenda_item(user: "Staff") -> Subquery:
    """The agenda item of the present round, where it is on an agenda of one of `user`'s committees."""
    items = AgendaItem.objects.filter(
        application=OuterRef("pk"),
        round=OuterRef("round"),
        postponed_at__isnull=True,
        sitting__committee__in=Member.objects.serving().filter(staff=user).values("committee"),
    )
    return Subquery(items.values("pk")[:1])


RECEIPT_OPEN = Q(status__in=BEFORE_DECISION, receipt__handed_at__isnull=True)
PASSED = Q(decision_not_before__lte=PortalNow())

RECEPTION = Queue(
    key="reception",
    need=Perm.TAKE_IN,
    label=_("Reception"),
    duties={
        "receipt": Duty(
            RECEIPT_OPEN & ~Q(status=Status.AWAITING_APPLICANT),
            _("Receipt to hand over"),
            _("To the receipt"),
            "intake:receipt",
            "print",
        ),
        "draft": Duty(Q(status=Status.DRAFT), _("Draft to finish"), _("Going on"), icon="doc"),
        "applicant": Duty(
            Q(status=Status.AWAITING_APPLICANT),
            _("Awaiting the applicant"),
            _("Entering"),
            "intake:documents",
            "pause",
            "amber",
        ),
        "register": Duty(
            Q(status=Status.ACCEPTED), _("To be registered"), _("Completing"), "delivery:register", "check", "green"
        ),
        "deliver": Duty(
            Q(status=Status.REGISTERED), _("To be served"), _("Providing"), "delivery:deliver", "hand", "green"
        ),
    },
)
RESEARCHER = Queue(
    key="researcher",
    need=Perm.SEE_OWN_CASES,
    label=_("My cases"),
    by_due=True,
    duties={
        "study": Duty(Q(status=Status.IN_ASSESSMENT), _("Under assessment"), _("Going on"), icon="pen", tone="blue"),
        "take": Duty(Q(status=Status.SUBMITTED, researcher__isnull=True), _("New, to be taken"), _("To take it")),
        "applicant": Duty(
            Q(status=Status.AWAITING_APPLICANT), _("Awaiting the applicant"), _("Opening"), icon="pause", tone="amber"
        ),
    },
)
HEAD = Queue(
    key="head",
    need=Perm.ASSIGN,
    label=_("The department's cases"),
    by_due=True,
    duties={
        "assign": Duty(Q(status=Status.SUBMITTED), _("To be assigned"), _("Assigning"), "eligibility:assign"),
        "study": Duty(Q(status=Status.IN_ASSESSMENT), _("Under assessment"), _("Opening"), icon="pen", tone="blue"),
        "applicant": Duty(
            Q(status=Status.AWAITING_APPLICANT), _("Awaiting the applicant"), _("Opening"), icon="pause", tone="amber"
        ),
        "decision": Duty(Q(status=Status.AWAITING_DECISION), _("Awaiting a decision"), _("Opening"), icon="gavel"),
    },
)
COMMITTEE = Queue(
    key="committee",
    need=Perm.SEE_CASES_AT_COMMITTEE,
    label=_("The committee"),
    by_due=True,
    duties={
        "passed": Duty(
            Q(status=Status.AWAITING_DECISION) & PASSED, _("Window passed"), _("Opening"), icon="alert", tone="amber"
        ),
        "waiting": Duty(Q(status=Status.AWAITING_DECISION) & ~PASSED, _("Window running"), _("Opening")),
    },
)
QUEUES = (RECEPTION, RESEARCHER, HEAD, COMMITTEE)


def queues_of(user: "Staff") -> list[Queue]:
    """The lists of this person's roles, the first one their landing page."""
    return [queue for queue in QUEUES if user.may(queue.need)]


def notices_to_carry(user: "Staff", limit: int = BESIDE) -> list[Notice]:
    """Notices that wait for a person's hand, the longest due first."""
    found = Notice.objects.visible_to(user).to_carry().select_related("application__beneficiary", "channel")
    return list(found[:limit])


def open_referrals(user: "Staff", limit: int = BESIDE) -> list[Referral]:
    """Unclear points that nobody has answered, the oldest first."""
    visible = Application.objects.visible_to(user).exclude(status__in=ENDS)
    found = Referral.objects.filter(answered_at__isnull=True, application__in=visible)
    return list(found.select_related("application__beneficiary").order_by("asked_at", "pk")[:limit])


def upcoming_sittings(user: "Staff", limit: int = BESIDE) -> list[Sitting]:
    """The next sittings of `user`'s committees, with the number of cases on each agenda."""
    on_agenda = Count("items", filter=Q(items__postponed_at__isnull=True))
    found = Sitting.objects.upcoming().filter(committee__in=committees_of(user)).select_related("committee")
    return list(found.annotate(cases=on_agenda)[:limit])
