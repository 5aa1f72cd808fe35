"""The list beside a queue: notices to carry, referrals, sittings to come, department decisions to countersign."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.queries.query_keys import QueryKey
from accounts.states import Perm
from channels_log.models import Notice
from channels_log.states import Kind
from committee.models import DepartmentDecision, Member, Sitting
from desk.queries.queues import Queue
from intake.models import Application, Referral
from intake.states import ENDS
from ledger import prepared_queries
from policy.states import Way

if TYPE_CHECKING:
    from accounts.models import Staff

# how many are shown; the rest is one link away
FEW = 5


def sidebar(queue: Queue, user: "Staff") -> dict[str, Any]:
    """Return the rows beside this queue, by what they are."""
    match queue.key:
        case "reception" if user.may(Perm.CARRY_NOTICES):
            return {"notices": [_notice(row) for row in _ask("notices", user)]}
        case "head":
            return {"referrals": _ask("referrals", user)}
        case "committee":
            return {"sittings": _ask("sittings", user)}
        case "department" if user.may(Perm.COUNTERSIGN):
            return {"department_decisions": _ask("department_decisions", user)}
        case _:
            return {}


def _notice(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "about": Kind(row["kind"]).label, "by": Way(row["way"]).label}


def _ask(what: str, user: "Staff") -> list[dict[str, Any]]:
    text = _text(what, QueryKey.of(user))
    return text.ask(**QueryKey.given(user)) if text else []


@lru_cache(maxsize=256)
def _text(what: str, query_key: QueryKey) -> prepared_queries.Text | None:
    return prepared_queries.compiled(QUERIES[what](query_key)[:FEW])


def _notices(query_key: QueryKey) -> QuerySet[Any, Any]:
    """Return notices that wait to be carried, the longest due first."""
    rows = Notice.objects.visible_to(query_key).to_carry()
    return rows.values("pk", "kind", "way", who=F("application__beneficiary__full_name"))


def _referrals(query_key: QueryKey) -> QuerySet[Any, Any]:
    """Return referrals without an answer, the oldest first."""
    visible = Application.objects.visible_to(query_key).exclude(status__in=ENDS)
    rows = Referral.objects.filter(answered_at__isnull=True, application__in=visible).order_by("asked_at", "pk")
    names = {"reference": F("application__reference"), "who": F("application__beneficiary__full_name")}
    return rows.values("pk", "question", "asked_at", **names)


def _sittings(query_key: QueryKey) -> QuerySet[Any, Any]:
    """Return the next sittings of the reader's committees, with the number of cases on each agenda."""
    mine = Member.objects.serving().filter(staff_id=query_key.pk).values("committee")
    rows = Sitting.objects.upcoming().filter(committee__in=mine)
    on_agenda = Count("items", filter=Q(items__postponed_at__isnull=True))
    return rows.annotate(cases=on_agenda).values("pk", "number", "held_at", "opened_at", "cases")


def _department_decisions(query_key: QueryKey) -> QuerySet[Any, Any]:
    """Return colleagues' decisions that wait for the reader's countersignature, the longest waiting first."""
    visible = Application.objects.visible_to(query_key).awaiting_decision()
    newer = DepartmentDecision.objects.filter(
        application=OuterRef("application"), round=OuterRef("round"), n__gt=OuterRef("n")
    )
    rows = DepartmentDecision.objects.filter(
        ~Exists(newer), application__in=visible, step=F("application__step"), countersignature__isnull=True
    )
    rows = rows.exclude(by_id=query_key.pk).exclude(application__researcher_id=query_key.pk).order_by("at", "pk")
    return rows.values("pk", "at", author=F("by__name"), who=F("application__beneficiary__full_name"))


QUERIES: dict[str, Callable[[QueryKey], QuerySet[Any, Any]]] = {
    "notices": _notices,
    "referrals": _referrals,
    "sittings": _sittings,
    "department_decisions": _department_decisions,
}
