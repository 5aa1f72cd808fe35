"""Motions, ballots and the closing of a vote. Rows are added, never changed: a change of mind is a new motion."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.sittings import AgendaItem, Member
from committee.states import Choice
from eligibility.states import Outcome
from ledger.clock import PortalNow
from ledger.triggers import Rule, append_only, refuse

# Ballots, motions, closings and decisions of one item queue up behind its row: unique indexes alone leave a write skew.
LOCK = "PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;"

OPEN_ITEM = f"""
    IF NOT EXISTS (
        SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id
          JOIN committee_sitting s ON s.id = i.sitting_id
         WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round
           AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN
        {refuse("voting_open_item_open_sitting_case_awaits", "voting is on an open item of an open sitting, for a case that awaits a decision")}
    END IF;
"""


class Motion(models.Model):
    """What members vote on: an outcome with its kind of help, amount, conditions and reasons."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="motions")
    n = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    help_kind = models.CharField(_("kind of help"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount in riyals"), max_digits=12, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    reasons = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["item_id", "n"]
        constraints = [
            models.UniqueConstraint(fields=["item", "n"], name="motion_number_once"),
            models.CheckConstraint(name="motion_has_reasons", condition=~Q(reasons="")),
            models.CheckConstraint(
                name="motion_amount_of_acceptance",
                condition=Q(amount__isnull=True) | Q(amount__gt=0, outcome=Outcome.ACCEPT),
            ),
        ]
        triggers = [
            *append_only(),
            Rule(
                name="moved",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("next", "int")],
                func=LOCK
                + OPEN_ITEM
                + f"""
                    SELECT COALESCE(max(n), 0) + 1 INTO next FROM committee_motion WHERE item_id = NEW.item_id;
                    IF NEW.n <> next THEN
                        {refuse("motions_numbered_one_after_another", "motions are numbered one after another")}
                    END IF;
                    IF EXISTS (SELECT 1 FROM committee_voteclosing c JOIN committee_motion m ON m.id = c.motion_id
                                WHERE m.item_id = NEW.item_id AND c.carried) THEN
                        {refuse("motion_carried_already", "a motion was carried already")}
                    END IF;
                    NEW.at := portal_now();
                    RETURN NEW;
                """,
            ),
        ]

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
        triggers = [
            *append_only(),
            Rule(
                name="may_vote",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=LOCK
                + OPEN_ITEM
                + f"""
                    IF NEW.motion_id IS DISTINCT FROM (SELECT m.id FROM committee_motion m
                        WHERE m.item_id = NEW.item_id ORDER BY m.n DESC LIMIT 1) THEN
                        {refuse("votes_cast_items_newest_motion", "votes are cast on the item''s newest motion")}
                    END IF;
                    IF EXISTS (SELECT 1 FROM committee_voteclosing c WHERE c.motion_id = NEW.motion_id) THEN
                        {refuse("voting_closed", "voting is closed")}
                    END IF;
                    IF EXISTS (SELECT 1 FROM committee_agendaitem i JOIN committee_member m ON m.id = NEW.member_id
                                JOIN intake_recusal b ON b.application_id = i.application_id AND b.staff_id = m.staff_id
                               WHERE i.id = NEW.item_id) THEN
                        {refuse("recused_member_may_not_vote", "a recused member may not vote")}
                    END IF;
                    IF EXISTS (SELECT 1 FROM committee_ballot b JOIN committee_member theirs ON theirs.id = b.member_id
                                JOIN committee_member m ON m.id = NEW.member_id AND m.staff_id = theirs.staff_id
                               WHERE b.motion_id = NEW.motion_id AND b.member_id <> NEW.member_id) THEN
                        {refuse("one_ballot_of_a_member", "one_ballot_of_a_member: this person voted from another seat")}
                    END IF;
                    IF NEW.member_id NOT IN (SELECT counted_members_v1(NEW.item_id)) THEN
                        {refuse("vote_needs_voting_members_recorded", "a vote needs a voting member''s recorded attendance")}
                    END IF;
                    NEW.at := portal_now();
                    RETURN NEW;
                """,
            ),
        ]

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
        triggers = [
            *append_only(),
            Rule(
                name="counts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("cast_votes", "int")],
                func=LOCK
                + OPEN_ITEM
                + f"""
                    IF NEW.motion_id IS DISTINCT FROM (SELECT m.id FROM committee_motion m
                        WHERE m.item_id = NEW.item_id ORDER BY m.n DESC LIMIT 1) THEN
                        {refuse("voting_closed_items_newest_motion", "voting is closed on the item''s newest motion")}
                    END IF;
                    SELECT count(*), count(*) FILTER (WHERE b.choice = 'for'),
                           count(*) FILTER (WHERE b.choice = 'against'), count(*) FILTER (WHERE b.choice = 'abstain')
                      INTO cast_votes, NEW.ayes, NEW.nays, NEW.abstentions
                      FROM committee_ballot b WHERE b.motion_id = NEW.motion_id
                       AND b.member_id IN (SELECT counted_members_v1(NEW.item_id));
                    IF cast_votes < needed_quorum_v1(NEW.item_id) THEN
                        {refuse("without_quorum_votes", "without quorum: % of % votes", "cast_votes", "needed_quorum_v1(NEW.item_id)")}
                    END IF;
                    NEW.carried := NEW.ayes > NEW.nays;
                    NEW.at := portal_now();
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion_id}: {self.ayes}-{self.nays}"
