"""Find sittings, and those who may attend them."""

from typing import TYPE_CHECKING

from django.db.models import Max, Q, QuerySet
from django.http import Http404

from committee.models import Member, Sitting
from committee.models.sittings import SittingQuerySet
from committee.queries.committees import committees_of
from committee.states import Seat
from ledger import clock

if TYPE_CHECKING:
    from accounts.models import Staff


def sittings_for(user: "Staff") -> SittingQuerySet:
    """Return the sittings of `user`'s committees."""
    return Sitting.objects.of_committees(committees_of(user))


def sitting_or_404(user: "Staff", pk: int) -> Sitting:
    """Return a sitting of one of `user`'s committees. Raise Http404 where there is none."""
    sitting = sittings_for(user).select_related("committee").filter(pk=pk).first()
    if sitting is None:
        raise Http404
    return sitting


def next_number(*, committee_id: int) -> int:
    """Return the number of the sitting that the committee calls next."""
    last = Sitting.objects.filter(committee_id=committee_id).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def members_of(*, sitting: Sitting) -> QuerySet[Member]:
    """Return the members who may attend, the secretary among them, in the order of their seats."""
    members = Member.objects.serving().filter(committee_id=sitting.committee_id).select_related("staff")
    return members.order_by("seat", "staff__name", "pk")


def not_recorded(*, sitting: Sitting) -> QuerySet[Member]:
    """Return those of them whose attendance is not recorded."""
    return members_of(sitting=sitting).exclude(attendance__sitting=sitting)


def voting_members(sitting: Sitting) -> list[Member]:
    """Return the voting members of the committee on the day of the sitting, with their staff, the chair first."""
    day = sitting.held_at.astimezone(clock.RIYADH).date()
    members = sitting.committee.members.voting().filter(Q(until__isnull=True) | Q(until__gte=day))
    return sorted(members.select_related("staff"), key=lambda member: (member.seat != Seat.CHAIR, member.staff.name))
