"""The seats of a committee."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.committees import Committee
from committee.models.triggers.sittings import SEAT_TAKEN
from committee.states import VOTING_SEATS, Seat
from ledger.clock import PortalToday
from ledger.history import tracked


class MemberQuerySet(models.QuerySet["Member"]):
    """Named queries of seats."""

    def serving(self) -> "MemberQuerySet":
        """Those whose seat has begun and has not ended: the same that attendance and the quorum go by."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=PortalToday()), since__lte=PortalToday())

    def voting(self) -> "MemberQuerySet":
        """Those whose seat has a vote."""
        return self.filter(seat__in=VOTING_SEATS)


@tracked()
class Member(models.Model):
    """A member of staff or of the board on the committee, from a day to a day."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="members", verbose_name=_("committee")
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats", verbose_name=_("person")
    )
    seat = models.CharField(_("seat"), max_length=10, choices=Seat.choices, default=Seat.MEMBER)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee member")
        verbose_name_plural = _("committee members")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "staff"], condition=Q(until__isnull=True), name="member_sits_once"
            ),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(until__isnull=True, seat=Seat.CHAIR), name="committee_has_one_chair"
            ),
            models.CheckConstraint(
                name="seat_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=models.F("since"))
            ),
            models.CheckConstraint(name="seat_is_known", condition=Q(seat__in=Seat.values)),
        ]
        triggers = [SEAT_TAKEN]

    def __str__(self) -> str:
        return self.staff.name

    @property
    def votes(self) -> bool:
        return self.seat in VOTING_SEATS
