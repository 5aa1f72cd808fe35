"""Sittings: called, opened, attended, ended."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from committee import rules
from committee.domain import agenda_items
from committee.domain.refusals import SENTENCES
from committee.models import Attendance, Committee, Member, Sitting
from committee.queries.sittings import next_number
from committee.states import SittingKind
from intake.states import Status
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
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
    """Call a sitting for a moment (aware), numbered after the committee's last. Its quorum is the committee's now.

    `number` is the one that the page showed. A second click returns the sitting of the first; otherwise Refused (code
    "called") where the number is taken by now.
    """
    require(by, Perm.HOLD_SITTINGS, _("Only a member of the committee calls its sittings."))
    with transaction.atomic():
        committee = Committee.objects.select_for_update().get(pk=committee_id)
        if not rules.sits_on(by, committee.pk):
            raise Refused(_("Only a member of the committee calls its sittings."), code="may")
        following = next_number(committee_id=committee.pk)
        if number is not None and number != following:
            earlier = committee.sittings.filter(number=number, held_at=held_at, place=place.strip()).first()
            if earlier is None:
                raise Refused(SENTENCES["sitting_number_once"], code="called")
            return earlier
        return Sitting.objects.create(
            committee=committee,
            number=following,
            held_at=held_at,
            place=place.strip(),
            kind=kind,
            quorum=committee.quorum,
        )


def open_sitting(*, sitting_id: int, by: "Staff") -> Sitting:
    """Open the sitting: from now on attendance and votes are recorded. Refused (code "opened") where it is open."""
    with transaction.atomic():
        sitting = agenda_items.held(sitting_id, by)
        if sitting.opened_at is not None:
            raise Refused(_("This sitting is open already."), code="opened")
        Sitting.objects.filter(pk=sitting.pk).update(opened_at=clock.now(), opened_by=by)
        return Sitting.objects.get(pk=sitting.pk)


def attend(*, sitting_id: int, member_ids: list[int], by: "Staff") -> list[Attendance]:
    """Record who came. Members recorded already are left as they are; nobody is taken out again."""
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        sitting = agenda_items.held(sitting_id, by)
        present = sitting.attendance.values("member_id")
        members = Member.objects.filter(pk__in=member_ids, committee_id=sitting.committee_id).exclude(pk__in=present)
        return [Attendance.objects.create(sitting=sitting, member=member, recorded_by=by) for member in members]


def end(*, sitting_id: int, by: "Staff") -> Sitting:
    """End the sitting. Cases without a carried motion go to a later agenda: they are postponed with that reason."""
    with transaction.atomic():
        sitting = agenda_items.held(sitting_id, by)
        if sitting.opened_at is None:
            raise Refused(_("This sitting was not opened."), code="early")
        if sitting.ended_at is not None:
            raise Refused(_("This sitting has ended."), code="ended")
        pending = sitting.items.filter(postponed_at__isnull=True, application__status=Status.AWAITING_DECISION)
        for item in pending.exclude(closings__carried=True):
            agenda_items.postpone(item_id=item.pk, by=by, reason=_("The sitting ended before this case was voted on."))
        Sitting.objects.filter(pk=sitting.pk).update(ended_at=clock.now(), ended_by=by)
        return Sitting.objects.get(pk=sitting.pk)
