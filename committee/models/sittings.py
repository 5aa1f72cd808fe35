"""Sittings, and who came to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.committees import Committee
from committee.models.members import Member
from committee.models.triggers.sittings import ATTENDANCE_WHILE_OPEN, SITTING_KEPT
from committee.states import SittingKind
from ledger.clock import PortalNow
from ledger.history import tracked
from ledger.triggers import append_only


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Named queries of sittings."""

    def of_committees(self, ids: list[int]) -> "SittingQuerySet":
        """Those of these committees."""
        return self.filter(committee_id__in=ids)

    def upcoming(self) -> "SittingQuerySet":
        """Not ended yet, the next first."""
        return self.filter(ended_at__isnull=True).order_by("held_at", "id")

    def with_counts(self) -> "SittingQuerySet":
        """With `cases`: how many cases stand on the agenda and were not postponed."""
        return self.annotate(cases=models.Count("items", filter=Q(items__postponed_at__isnull=True)))

    def ended(self) -> "SittingQuerySet":
        """Ended, the latest first."""
        return self.filter(ended_at__isnull=False).order_by("-held_at", "-id")


@tracked()
class Sitting(models.Model):
    """A meeting of the committee, or a vote by circulation. Its quorum is copied from the committee when it is made."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="sittings", verbose_name=_("committee")
    )
    number = models.PositiveIntegerField(_("number"))
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=SittingKind.choices, default=SittingKind.IN_PERSON)
    quorum = models.PositiveSmallIntegerField(_("quorum"))
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="sitting_number_once"),
            models.CheckConstraint(name="sitting_quorum_of_two", condition=Q(quorum__gte=2)),
            models.CheckConstraint(
                name="sitting_opened_by_somebody",
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
            ),
            models.CheckConstraint(
                name="sitting_ended_after_opening",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, opened_at__isnull=False),
            ),
        ]
        triggers = [SITTING_KEPT]

    def __str__(self) -> str:
        return f"{self.committee} {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it was opened and has not ended: votes and attendance are recorded now."""
        return self.opened_at is not None and self.ended_at is None


class Attendance(models.Model):
    """A member who came to a sitting, as recorded while it was open."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendance")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [models.UniqueConstraint(fields=["sitting", "member"], name="attends_once")]
        triggers = [*append_only(), ATTENDANCE_WHILE_OPEN]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.member_id}"
