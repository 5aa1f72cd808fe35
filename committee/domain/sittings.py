"""Sittings: made, opened, attended, filled with cases, ended."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from committee import rules
from committee.domain import votes
from committee.models import AgendaItem, Attendance, Committee, Member, Sitting
from committee.states import SittingKind
from intake.models import Application
from intake.states import Status
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff


def call(
    *,
    committee_id: int,
    by: "Staff",
    held_at: dt.datetime,
    place: str = "",
    kind: SittingKind = SittingKind.IN_PERSON,
    number: int | None = None,
) -> Sitting:
    """Calls a sitting for a moment (aware), numbered after the committee's last. Its quorum is the committee's now.

    `number` is the one that the page showed: Refused (code "called") where it is taken by now, so that a double click
    calls one sitting.
    """
    with transaction.atomic():
        committee = Committee.objects.select_for_update().get(pk=committee_id)
        if committee.pk not in rules.committees_of(by):
            raise Refused(_("Only a member of the committee calls its sittings."), code="may")
        following = next_number(committee_id=committee.pk)
        if number is not None and number != following:
            raise Refused(_("A sitting with this number has been called already."), code="called")
        return Sitting.objects.create(
            committee=committee,
            number=following,
            held_at=held_at,
            place=place.strip(),
            kind=kind,
            quorum=committee.quorum,
        )


def next_number(*, committee_id: int) -> int:
    """The number of the sitting that the committee calls next."""
    last = Sitting.objects.filter(committee_id=committee_id).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def members_of(*, sitting: Sitting) -> "QuerySet[Member]":
    """The members who may attend, the secretary among them, in the order of their seats."""
    members = Member.objects.serving().filter(committee_id=sitting.committee_id).select_related("staff")
    return members.order_by("seat", "staff__name", "pk")


def not_recorded(*, sitting: Sitting) -> "QuerySet[Member]":
    """Those of them whose attendance is not recorded."""
    return members_of(sitting=sitting).exclude(attendance__sitting=sitting)


def open_sitting(*, sitting_id: int, by: "Staff") -> Sitting:
    """Opens the sitting: from now on attendance and votes are recorded."""
    with transaction.atomic():
        sitting = held(sitting_id, by)
        if sitting.opened_at is not None:
            raise Refused(_("This sitting is open already."), code="opened")
        Sitting.objects.filter(pk=sitting.pk).update(opened_at=clock.now(), opened_by=by)
        return Sitting.objects.get(pk=sitting.pk)


def attend(*, sitting_id: int, member_ids: list[int], by: "Staff") -> list[Attendance]:
    """Records who came. Members recorded already are left as they are; nobody is taken out again."""
    sentence = _("Attendance is recorded while the sitting is open, for members of its committee.")
    with translated_integrity_errors({"attendance is of a member": sentence}), transaction.atomic():
        sitting = held(sitting_id, by)
        present = set(sitting.attendance.values_list("member_id", flat=True))
        members = Member.objects.filter(pk__in=member_ids, committee_id=sitting.committee_id).exclude(pk__in=present)
        return [Attendance.objects.create(sitting=sitting, member=member, recorded_by=by) for member in members]


def place_on_agenda(*, sitting_id: int, application_id: int, by: "Staff") -> AgendaItem:
    """Puts a case that awaits a decision on this sitting's agenda, last."""
    sentences = {
        "item_once_on_an_agenda": _("This case is on this agenda already."),
        "item_on_one_agenda_at_a_time": _("This case is on another agenda. It has to be postponed there first."),
        "only a case that awaits a decision": _("Only a case that awaits a decision comes on an agenda."),
    }
    with translated_integrity_errors(sentences), transaction.atomic():
        sitting = held(sitting_id, by)
        if sitting.ended_at is not None:
            raise Refused(_("This sitting has ended."), code="ended")
        application = Application.objects.select_for_update().get(pk=application_id)
        if application.status != Status.AWAITING_DECISION:
            raise Refused(_("Only a case that awaits a decision comes on an agenda."), code="pair")
        last = sitting.items.aggregate(last=Max("position"))["last"] or 0
        return AgendaItem.objects.create(
            sitting=sitting, application=application, round=application.round, position=last + 1, added_by=by
        )


def postpone(*, item_id: int, by: "Staff", reason: str) -> AgendaItem:
    """Takes a case off this agenda, so that a later sitting takes it up. Its state stays; `reason` is kept.

    Raises Refused without a reason, when postponed or decided, or while a carried motion waits for its window. One that
    a late recusal left without quorum or majority can never be recorded: such a case may be postponed.
    """
    if not reason.strip():
        raise Refused(_("State why the case is postponed."), field="reason")
    with (
        translated_integrity_errors({"a decided item is not postponed": _("This case has been decided.")}),
        transaction.atomic(),
    ):
        # sitting, application, item: whoever locks several of them locks in this order
        held(AgendaItem.objects.values_list("sitting_id", flat=True).get(pk=item_id), by)
        item = AgendaItem.objects.select_for_update().get(pk=item_id)
        if item.postponed_at is not None:
            raise Refused(_("This case has been postponed already."), code="postponed")
        if votes.carried_motion_holds(item):
            raise Refused(
                _("A motion on this case was carried. It is decided when its window has passed."), code="carried"
            )
        AgendaItem.objects.filter(pk=item.pk).update(
            postponed_at=clock.now(), postponed_by=by, postponed_reason=reason.strip()
        )
        return AgendaItem.objects.get(pk=item.pk)


def end(*, sitting_id: int, by: "Staff") -> Sitting:
    """Ends the sitting. Cases without a carried motion go to a later agenda: they are postponed with that reason."""
    with transaction.atomic():
        sitting = held(sitting_id, by)
        if sitting.opened_at is None:
            raise Refused(_("This sitting was not opened."), code="early")
        if sitting.ended_at is not None:
            raise Refused(_("This sitting has ended."), code="ended")
        pending = sitting.items.filter(postponed_at__isnull=True, application__status=Status.AWAITING_DECISION)
        for item in pending.exclude(closings__carried=True):
            postpone(item_id=item.pk, by=by, reason=_("The sitting ended before this case was voted on."))
        Sitting.objects.filter(pk=sitting.pk).update(ended_at=clock.now(), ended_by=by)
        return Sitting.objects.get(pk=sitting.pk)


def held(sitting_id: int, by: "Staff") -> Sitting:
    """The sitting, locked; Refused where it is not `by`'s to hold."""
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=sitting_id)
    if not rules.may_hold(by, sitting):
        raise Refused(_("Only the chair or the secretary of the committee holds its sittings."), code="may")
    return sitting
