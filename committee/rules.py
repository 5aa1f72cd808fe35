"""Who may do what in a committee. A recusal is an intake Bar: the case is closed to that member everywhere."""

from typing import TYPE_CHECKING

from django.http import Http404

from accounts.permissions import Perm
from committee.models import AgendaItem, Committee, Decision, Member, Sitting
from committee.models.decision import DecisionQuerySet
from committee.states import VOTING_SEATS

if TYPE_CHECKING:
    from accounts.models import Staff


def committees_of(user: "Staff") -> "list[int]":
    """Ids of the committees on which `user` has a seat now."""
    return list(Member.objects.serving().filter(staff=user).values_list("committee_id", flat=True))


def active_committees_of(user: "Staff") -> list[Committee]:
    """The committees in being on which `user` has a seat now, by name."""
    return list(Committee.objects.filter(pk__in=committees_of(user), active=True).order_by("name"))


def sitting_or_404(user: "Staff", pk: int) -> Sitting:
    """A sitting of one of `user`'s committees, or Http404."""
    sitting = Sitting.objects.select_related("committee").filter(pk=pk, committee_id__in=committees_of(user)).first()
    if sitting is None:
        raise Http404
    return sitting


def item_or_404(user: "Staff", pk: int) -> AgendaItem:
    """An agenda item of one of `user`'s committees whose case is not closed to them, or Http404."""
    item = (
        AgendaItem.objects.select_related(
            "sitting__committee", "application__beneficiary", "application__service", "application__representative"
        )
        .filter(pk=pk, sitting__committee_id__in=committees_of(user))
        .exclude(application__bars__staff_id=user.pk)
        .first()
    )
    if item is None:
        raise Http404
    return item


def decisions_for(user: "Staff") -> DecisionQuerySet:
    """The decisions of `user`'s committees about cases that are not closed to them."""
    seen = Decision.objects.of_committees(committees_of(user)).open_to(user.pk)
    return seen.select_related("application__beneficiary", "application__service", "item__sitting__committee", "by")


def voting_member(user: "Staff", committee: Committee) -> Member | None:
    """`user`'s voting seat on this committee, if any."""
    return Member.objects.serving().filter(committee=committee, staff=user, seat__in=VOTING_SEATS).first()


def may_hold(user: "Staff", sitting: Sitting) -> bool:
    """Whether `user` may open, fill and end this sitting."""
    return user.may(Perm.HOLD_SITTINGS) and sitting.committee_id in committees_of(user)
