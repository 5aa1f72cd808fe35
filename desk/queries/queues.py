"""Each role's queue, made of kinds of items: which cases are in it, what the tag says and what the button opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.states import Perm
from intake.states import RECEIPT_OPEN, Status
from ledger.clock import PortalNow
from policy.states import Decider

if TYPE_CHECKING:
    from accounts.models import Staff


@dataclass(frozen=True)
class QueueItemKind:
    """Which cases are items of this kind, what filter and tag call it, and what its button says and opens."""

    rows: Q
    label: Any
    action: Any
    view: str = "desk:case"
    icon: str = "clock"
    tone: str = ""
    mine: bool = False  # only the cases that the reader studies


@dataclass(frozen=True)
class Queue:
    """A role's queue. `by_due` orders it by the end of the window, else by how long each item has waited."""

    key: str
    need: Perm
    label: Any
    kinds: Mapping[str, QueueItemKind]
    by_due: bool = False

    @property
    def order(self) -> tuple[str, str]:
        """Return the keys of the order: the oldest item first."""
        return ("decision_not_before" if self.by_due else "stands_since", "pk")


PASSED = Q(decision_not_before__lte=PortalNow())
AWAITING = Q(status=Status.AWAITING_DECISION)
# who decides is a fact of the version that a case was submitted under: one portal may hold cases of both kinds
OF_COMMITTEE = AWAITING & Q(policy_version__decided_by=Decider.COMMITTEE)
OF_DEPARTMENT = AWAITING & Q(policy_version__decided_by=Decider.DEPARTMENT)

RECEPTION = Queue(
    key="reception",
    need=Perm.TAKE_IN,
    label=_("Reception"),
    kinds={
        "receipt": QueueItemKind(
            Q(status__in=RECEIPT_OPEN, receipt_handed=False),
            _("Receipt to hand over"),
            _("Go to receipt"),
            "intake:receipt",
            "print",
        ),
        "draft": QueueItemKind(Q(status=Status.DRAFT), _("Draft to finish"), _("Continue"), icon="doc"),
        "applicant": QueueItemKind(
            Q(status=Status.AWAITING_APPLICANT),
            _("Awaiting the applicant"),
            _("Enter what was brought"),
            "intake:documents",
            "pause",
            "amber",
        ),
        "register": QueueItemKind(
            Q(status=Status.ACCEPTED),
            _("To be registered"),
            _("Complete registration"),
            "delivery:register",
            "check",
            "green",
        ),
        "deliver": QueueItemKind(
            Q(status=Status.REGISTERED), _("To be served"), _("Provide service"), "delivery:deliver", "hand", "green"
        ),
    },
)
RESEARCHER = Queue(
    key="researcher",
    need=Perm.SEE_OWN_CASES,
    label=_("My cases"),
    by_due=True,
    kinds={
        "study": QueueItemKind(
            Q(status=Status.IN_ASSESSMENT), _("Under assessment"), _("Continue"), icon="pen", tone="blue", mine=True
        ),
        "take": QueueItemKind(
            Q(status=Status.SUBMITTED, researcher__isnull=True), _("New, to be taken"), _("Take case")
        ),
        "applicant": QueueItemKind(
            Q(status=Status.AWAITING_APPLICANT),
            _("Awaiting the applicant"),
            _("Open"),
            icon="pause",
            tone="amber",
            mine=True,
        ),
    },
)
HEAD = Queue(
    key="head",
    need=Perm.ASSIGN,
    label=_("The department's cases"),
    by_due=True,
    kinds={
        "assign": QueueItemKind(
            Q(status=Status.SUBMITTED), _("To be assigned"), _("Assign researcher"), "eligibility:assign"
        ),
        "study": QueueItemKind(
            Q(status=Status.IN_ASSESSMENT), _("Under assessment"), _("Open"), icon="pen", tone="blue"
        ),
        "applicant": QueueItemKind(
            Q(status=Status.AWAITING_APPLICANT), _("Awaiting the applicant"), _("Open"), icon="pause", tone="amber"
        ),
        "decision": QueueItemKind(AWAITING, _("Awaiting a decision"), _("Open"), icon="gavel"),
    },
)
COMMITTEE = Queue(
    key="committee",
    need=Perm.SEE_CASES_AT_COMMITTEE,
    label=_("The committee"),
    by_due=True,
    kinds={
        "passed": QueueItemKind(OF_COMMITTEE & PASSED, _("Window passed"), _("Open"), icon="alert", tone="amber"),
        "waiting": QueueItemKind(OF_COMMITTEE & ~PASSED, _("Window running"), _("Open")),
    },
)
DEPARTMENT = Queue(
    key="department",
    need=Perm.SEE_CASES_AT_DECISION,
    label=_("Awaiting a decision"),
    by_due=True,
    kinds={
        "passed": QueueItemKind(
            OF_DEPARTMENT & PASSED, _("Window passed"), _("Open"), "department:case", icon="alert", tone="amber"
        ),
        "waiting": QueueItemKind(OF_DEPARTMENT & ~PASSED, _("Window running"), _("Open"), "department:case"),
    },
)
QUEUES = (RECEPTION, RESEARCHER, HEAD, COMMITTEE, DEPARTMENT)


def queues_of(user: "Staff") -> list[Queue]:
    """Return the queues of this person's roles, the first one their landing page."""
    return [queue for queue in QUEUES if user.may(queue.need)]
