"""Find the committees of a person, and their seats."""

from typing import TYPE_CHECKING

from committee.models import Committee, Member

if TYPE_CHECKING:
    from accounts.models import Staff


def committees_of(user: "Staff") -> list[int]:
    """Return ids of the committees on which `user` has a seat now."""
    return list(Member.objects.serving().filter(staff=user).values_list("committee_id", flat=True))


def active_committees_of(user: "Staff") -> list[Committee]:
    """Return the committees in being on which `user` has a seat now, by name."""
    return list(Committee.objects.filter(pk__in=committees_of(user), active=True).order_by("name"))


def voting_seat(user: "Staff", committee: Committee) -> Member | None:
    """Return `user`'s voting seat on this committee, if any."""
    return Member.objects.serving().voting().filter(committee=committee, staff=user).first()
