"""The committee, its members, its sittings: who came, and what was on the agenda."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.states import VOTING_SEATS, Seat, SittingKind
from ledger.clock import PortalNow, PortalToday
from ledger.history import tracked
from ledger.triggers import RESTRICT_VIOLATION, Rule, append_only, refuse


@tracked()
class Committee(models.Model):
    """The body that decides, under the name that the policy gives it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"), default=3, help_text=_("Voting members who must be present.")
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [models.CheckConstraint(name="committee_quorum_of_two", condition=Q(quorum__gte=2))]

    def __str__(self) -> str:
        return self.name


SITS = f"""
    IF TG_OP = 'UPDATE' AND ((NEW.committee_id, NEW.staff_id, NEW.since) IS DISTINCT FROM
       (OLD.committee_id, OLD.staff_id, OLD.since) OR (NEW.seat <> OLD.seat AND EXISTS (
           SELECT 1 FROM committee_attendance t WHERE t.member_id = NEW.id))) THEN
        {refuse("seat_stays_persons_once_taken", "a seat stays that person''s, and what it is once it was taken", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    PERFORM 1 FROM committee_committee WHERE id = NEW.committee_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM committee_member m WHERE m.committee_id = NEW.committee_id AND m.staff_id = NEW.staff_id
                 AND m.id IS DISTINCT FROM NEW.id AND daterange(m.since, m.until, '[]') &&
                     daterange(NEW.since, NEW.until, '[]')) THEN
        {refuse("person_one_seat_time", "a person has one seat at a time")}
    END IF;
    RETURN NEW;
"""


class MemberQuerySet(models.QuerySet["Member"]):
    """Named queries of seats."""

    def serving(self) -> "MemberQuerySet":
        """Those whose seat has begun and has not ended: the same that attendance and the quorum go by."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=PortalToday()), since__lte=PortalToday())


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
        triggers = [Rule(name="sits", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=SITS)]

    def __str__(self) -> str:
        return self.staff.name

    @property
    def votes(self) -> bool:
        """Whether this seat has a vote."""
        return self.seat in VOTING_SEATS


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
        triggers = [
            Rule(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'DELETE' THEN
                        {refuse("sitting_kept", "a sitting is kept", sqlstate=RESTRICT_VIOLATION)}
                    ELSIF TG_OP = 'INSERT' THEN
                        IF NEW.opened_at IS NOT NULL THEN
                            {refuse("sitting_called_before_opened", "a sitting is called before it is opened")}
                        END IF;
                        RETURN NEW;
                    END IF;
                    IF OLD.ended_at IS NOT NULL OR (OLD.opened_at IS NOT NULL
                        AND (NEW.opened_at, NEW.opened_by_id, NEW.quorum, NEW.committee_id, NEW.number, NEW.kind,
                             NEW.held_at) IS DISTINCT FROM
                            (OLD.opened_at, OLD.opened_by_id, OLD.quorum, OLD.committee_id, OLD.number, OLD.kind,
                             OLD.held_at)) THEN
                        {refuse("sitting_opened_stays", "a sitting that was opened stays as it was", sqlstate=RESTRICT_VIOLATION)}
                    END IF;
                    IF OLD.opened_at IS NULL AND NEW.opened_at IS NOT NULL THEN
                        NEW.opened_at := portal_now();
                    END IF;
                    IF NEW.ended_at IS NOT NULL THEN
                        NEW.ended_at := portal_now();
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

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
        triggers = [
            *append_only(),
            Rule(
                name="while_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    PERFORM 1 FROM committee_sitting s JOIN committee_member m ON m.committee_id = s.committee_id
                      WHERE s.id = NEW.sitting_id AND m.id = NEW.member_id AND s.opened_at IS NOT NULL
                        AND s.ended_at IS NULL
                        AND (m.until IS NULL OR m.until >= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date)
                        AND m.since <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date
                      FOR SHARE OF s;
                    IF NOT FOUND THEN
                        {refuse("attendance_member_sitting_theirs_open", "attendance is of a member, at a sitting of theirs that is open")}
                    END IF;
                    NEW.at := portal_now();
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.member_id}"


class AgendaItem(models.Model):
    """One application on one agenda. Postponing takes it off this agenda, so that a later one can take it up."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="agenda_items")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=PortalNow())
    postponed_at = models.DateTimeField(null=True)
    postponed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    postponed_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["sitting_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "application"], name="item_once_on_an_agenda"),
            models.UniqueConstraint(
                fields=["application", "round"],
                condition=Q(postponed_at__isnull=True),
                name="item_on_one_agenda_at_a_time",
            ),
            models.CheckConstraint(
                name="item_postponed_whole",
                condition=Q(postponed_at__isnull=True, postponed_by__isnull=True, postponed_reason="")
                | Q(~Q(postponed_reason=""), postponed_at__isnull=False, postponed_by__isnull=False),
            ),
        ]
        triggers = [
            Rule(
                name="placed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("stands", "text"), ("current", "int")],
                func=f"""
                    SELECT status, round INTO stands, current FROM intake_application
                     WHERE id = NEW.application_id FOR NO KEY UPDATE;
                    IF stands <> 'awaiting_decision' OR current <> NEW.round OR NEW.postponed_at IS NOT NULL THEN
                        {refuse("only_case_awaits_decision_comes_agenda_in", "only a case that awaits a decision comes on an agenda, in its present round")}
                    END IF;
                    IF EXISTS (SELECT 1 FROM intake_application a JOIN policy_policyversion v
                                  ON v.id = a.policy_version_id
                                WHERE a.id = NEW.application_id AND v.decided_by = 'department') THEN
                        {refuse("department_decides_case", "a department decides on this case")}
                    END IF;
                    NEW.added_at := portal_now();
                    RETURN NEW;
                """,
            ),
            Rule(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'DELETE' THEN
                        {refuse("agenda_item_kept", "an agenda item is kept", sqlstate=RESTRICT_VIOLATION)}
                    END IF;
                    IF OLD.postponed_at IS NOT NULL
                       OR (NEW.sitting_id, NEW.application_id, NEW.round, NEW.added_at, NEW.added_by_id)
                       IS DISTINCT FROM
                          (OLD.sitting_id, OLD.application_id, OLD.round, OLD.added_at, OLD.added_by_id) THEN
                        {refuse("agenda_item_stays_where_placed", "an agenda item stays where it was placed", sqlstate=RESTRICT_VIOLATION)}
                    END IF;
                    IF NEW.postponed_at IS NOT NULL THEN
                        NEW.postponed_at := portal_now();
                    END IF;
                    IF NEW.postponed_at IS NOT NULL AND EXISTS (
                        SELECT 1 FROM committee_decision d WHERE d.item_id = NEW.id) THEN
                        {refuse("decided_item_not_postponed", "a decided item is not postponed")}
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.position}"
