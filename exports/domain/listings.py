"""The lists that can be taken out as files: who may, which rows, which columns.

A list's rows are those of its page, asked of the same named queries, so that fetching stays authorising.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.states import Perm
from beneficiaries.models import Beneficiary, ContactPoint
from beneficiaries.states import ContactKind, IdKind, Nationality, Sex
from channels_log.models import Notice
from channels_log.states import Kind, State
from committee.queries.decisions import decisions_for, department_decisions_for
from committee.queries.sittings import sittings_for
from committee.states import SittingKind
from desk.queries import queue_rows
from desk.queries.queues import QUEUES, Queue
from eligibility.states import Outcome
from exports import rules
from exports.domain import columns as col
from exports.domain.columns import Column
from intake.states import Status
from policy.states import Way

if TYPE_CHECKING:
    from accounts.models import Staff

Parts = Sequence[QuerySet[Any]]
Columns = list[Column]


@dataclass(frozen=True)
class Listing:
    """One list. `rows` gives its parts for a reader and a filter; `columns` takes whether numbers are full."""

    key: str
    title: Any
    need: Perm
    view: str
    rows: Callable[["Staff", str], Parts]
    columns: Callable[[bool], Columns]
    keys: Callable[[str], tuple[str, ...]]
    filters: Mapping[str, Any] = field(default_factory=dict)
    # the name of the filter in the page's address, and the page's query without one
    filter_name: str = "only"
    page_query: tuple[tuple[str, str], ...] = ()
    has_numbers: bool = True

    def filter_of(self, only: str) -> str:
        """Return the filter as the page takes it: an unknown one is none."""
        return only if only in self.filters else ""

    def named(self, only: str) -> str:
        """Return the list's name with its filter's, as on the page."""
        return f"{self.title}: {self.filters[only]}" if only else str(self.title)


def listing_for(user: "Staff", key: str) -> Listing | None:
    """Return the list, where `user` may see its page and export lists; else None, as where there is none."""
    listing = LISTINGS.get(key)
    return listing if listing and rules.may_export(user, listing.need) else None


def listings_for(user: "Staff") -> list[Listing]:
    """Return the lists that `user` may export."""
    return [listing for listing in LISTINGS.values() if rules.may_export(user, listing.need)]


def _person(path: str, full: bool) -> Columns:
    return [
        col.text(_("Beneficiary"), f"{path}full_name", 34),
        col.choice(_("Kind of identity"), f"{path}id_kind", IdKind.choices),
        col.identity_number(path, full=full),
    ]


def _case(path: str) -> Columns:
    return [
        col.text(_("Application"), f"{path}reference", 16),
        col.text(_("Service"), f"{path}service__name", 28),
        col.text(_("Branch"), f"{path}branch__name", 20),
        col.choice(_("State"), f"{path}status", Status.choices),
    ]


def _applicant() -> Column:
    named = ("application__representative__name", "application__beneficiary__full_name")
    who = Coalesce(*named, output_field=TextField())
    return col.text(_("Applicant"), who, 34)


def _of_queue(queue: Queue) -> Listing:
    labels = {key: kind.label for key, kind in queue.kinds.items()}

    def rows(user: "Staff", only: str) -> Parts:
        kinds = [only] if only else queue.kinds
        return [queue_rows.rows_of(queue, kind, user).annotate(kind=Value(kind, CharField())) for kind in kinds]

    def columns(full: bool) -> Columns:
        return [
            *_person("beneficiary__", full),
            *_case(""),
            col.choice(_("What is waiting"), "kind", labels, 24),
            col.text(_("Researcher"), "researcher__name", 24),
            col.day(_("Received on"), "created_at"),
            col.day(_("Submitted on"), "submitted_at"),
            col.day(_("In this state since"), "stands_since"),
            col.day(_("Decision not before"), "decision_not_before"),
            col.day(_("Target of an answer"), "target_at"),
        ]

    return Listing(
        key=queue.key,
        title=queue.label,
        need=queue.need,
        view="desk:home",
        page_query=(("queue", queue.key),),
        rows=rows,
        columns=columns,
        keys=lambda only: queue.order,
        filters=labels,
    )


def _decided(full: bool) -> Columns:
    return [
        *_person("application__beneficiary__", full),
        *_case("application__"),
        col.choice(_("Decision"), "outcome", Outcome.choices, 12),
        col.text(_("Kind of help"), "help_kind", 28),
        col.number(_("Amount in riyals"), "amount", 16),
        col.text(_("Conditions"), "conditions", 40),
        col.text(_("Reasons"), "reasons", 40),
        col.day(_("Recorded on"), "decided_at"),
    ]


def _decided_by_committee(full: bool) -> Columns:
    return [
        *_decided(full),
        col.number(_("Sitting"), "item__sitting__number"),
        col.number(pgettext_lazy("ballot", "For"), "ayes"),
        col.number(pgettext_lazy("ballot", "Against"), "nays"),
        col.number(pgettext_lazy("ballot", "Abstain"), "abstentions"),
    ]


def _decided_by_department(full: bool) -> Columns:
    return [
        *_decided(full),
        col.text(_("Decided by"), "department_decision__by__name", 24),
        col.text(_("Countersigned by"), "department_decision__countersignature__by__name", 24),
    ]


def _notices(user: "Staff", only: str) -> Parts:
    found = Notice.objects.visible_to(user)
    return [found.filter(state=only) if only else found]


def _told(full: bool) -> Columns:
    return [
        _applicant(),
        *_case("application__"),
        col.choice(_("About"), "kind", Kind.choices),
        col.choice(_("Way"), "way", Way.choices),
        col.text(_("Recipient"), "recipient", 28),
        col.choice(_("State of the notice"), "state", State.choices),
        col.moment(_("Due at"), "due_at"),
        col.moment(_("Told at"), "sent_at"),
    ]


def _sittings(user: "Staff", only: str) -> Parts:
    mine = sittings_for(user)
    return [(mine.ended() if only else mine.upcoming()).with_counts()]


def _sitting(full: bool) -> Columns:
    return [
        col.text(_("Committee"), "committee__name", 30),
        col.number(_("Sitting"), "number"),
        col.moment(_("Held at"), "held_at"),
        col.choice(_("How members meet"), "kind", SittingKind.choices),
        col.text(_("Place"), "place", 24),
        col.number(_("Quorum"), "quorum"),
        col.number(_("Cases"), "cases"),
        col.moment(_("Opened at"), "opened_at"),
        col.moment(_("Ended at"), "ended_at"),
    ]


def _people(full: bool) -> Columns:
    mobile = ContactPoint.objects.filter(beneficiary=OuterRef("pk"), kind=ContactKind.MOBILE, active=True)
    return [
        *_person("", full),
        col.choice(_("Sex"), "sex", Sex.choices, 8),
        col.date(_("Birth date"), "birth_date"),
        col.choice(_("Nationality"), "nationality", Nationality.choices),
        col.text(_("Mobile"), Subquery(mobile.order_by("-preferred", "pk").values("value")[:1]), 14),
        col.text(_("City"), "city"),
        col.text(_("District"), "district"),
        col.text(_("Short national address"), "national_address", 14),
        col.text(_("Branch"), "branch__name", 20),
        col.day(_("Registered on"), "created_at"),
    ]


_ALL = [
    *map(_of_queue, QUEUES),
    Listing(
        key="decisions",
        title=_("Decisions of the committee"),
        need=Perm.SEE_CASES_AT_COMMITTEE,
        view="committee:decisions",
        rows=lambda user, only: [decisions_for(user)],
        columns=_decided_by_committee,
        keys=lambda only: ("-decided_at", "-pk"),
    ),
    Listing(
        key="department-decisions",
        title=_("Decisions"),
        need=Perm.SEE_CASES_AT_DECISION,
        view="department:decisions",
        rows=lambda user, only: [department_decisions_for(user)],
        columns=_decided_by_department,
        keys=lambda only: ("-decided_at", "-pk"),
    ),
    Listing(
        key="sittings",
        title=_("Sittings of the committee"),
        need=Perm.SEE_CASES_AT_COMMITTEE,
        view="committee:sittings",
        rows=_sittings,
        columns=_sitting,
        keys=lambda only: ("-held_at", "-pk") if only else ("held_at", "pk"),
        filters={"ended": pgettext_lazy("sittings", "Ended")},
        filter_name="show",
        has_numbers=False,
    ),
    Listing(
        key="notices",
        title=_("All notices"),
        need=Perm.LOG_CONTACTS,
        view="channels_log:notices",
        rows=_notices,
        columns=_told,
        keys=lambda only: ("-created_at", "-pk"),
        filters=dict(State.choices),
        filter_name="state",
        has_numbers=False,
    ),
    Listing(
        key="to-carry",
        title=_("Notices to carry by hand"),
        need=Perm.CARRY_NOTICES,
        view="channels_log:manual_notices",
        rows=lambda user, only: [Notice.objects.visible_to(user).to_carry()],
        columns=_told,
        keys=lambda only: ("due_at", "pk"),
        has_numbers=False,
    ),
    Listing(
        key="people",
        title=_("Beneficiaries"),
        # who may bring the register in may take it out; reception looks people up one by one
        need=Perm.IMPORT_PEOPLE,
        view="desk:search",
        rows=lambda user, only: [Beneficiary.objects.current()],
        columns=_people,
        keys=lambda only: ("pk",),
    ),
]
LISTINGS: dict[str, Listing] = {listing.key: listing for listing in _ALL}
