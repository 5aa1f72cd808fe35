"""Motions, ballots and the closing of a vote. Rows are added, never changed: a change of mind is a new motion."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.agenda_items import AgendaItem
from committee.models.members import Member
from committee.models.triggers.votes import BALLOT_CAST, MOTION_PUT, VOTES_COUNTED
from committee.states import Choice
from eligibility.models.proposals import ProposalColumns
from ledger.clock import PortalNow
from ledger.triggers import append_only


class Motion(ProposalColumns):
    """What members vote on. `n` numbers the motions of an agenda item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="motions")
    n = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["item_id", "n"]
        constraints = [
            *ProposalColumns.Meta.constraints,
            models.UniqueConstraint(fields=["item", "n"], name="motion_number_once"),
        ]
        triggers = [*append_only(), MOTION_PUT]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.n}: {self.outcome}"


class Ballot(models.Model):
    """One member's vote on one motion. It cannot be changed or withdrawn."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="ballots")
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="ballots")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(_("vote"), max_length=8, choices=Choice.choices)
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(fields=["motion", "member"], name="one_ballot_of_a_member"),
            models.CheckConstraint(name="ballot_choice_known", condition=Q(choice__in=Choice.values)),
        ]
        triggers = [*append_only(), BALLOT_CAST]

    def __str__(self) -> str:
        return f"{self.motion_id}: {self.member_id}"


class VoteClosing(models.Model):
    """A person closed the voting on a motion; the database counts. After one not carried, a new one may come."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="closings")
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="closing")
    ayes = models.PositiveSmallIntegerField(default=0)
    nays = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)
    carried = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("closing of a vote")
        verbose_name_plural = _("closings of votes")
        indexes = [models.Index(fields=["item"], name="voteclosing_carried", condition=Q(carried=True))]
        triggers = [*append_only(), VOTES_COUNTED]

    def __str__(self) -> str:
        return f"{self.motion_id}: {self.ayes}-{self.nays}"
