"""Motions, ballots and the closing of a vote."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee import rules
from committee.models import AgendaItem, Ballot, Motion, VoteClosing
from committee.states import Choice
from eligibility.states import Outcome
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff

SENTENCES = {
    "voting is on an open item": gettext_lazy(
        "Voting is possible only at an open sitting, on a case that awaits a decision."
    ),
    "voting is closed": gettext_lazy("Voting on this motion is closed."),
    "one_ballot_of_a_member": gettext_lazy("Your vote on this motion is recorded already. A vote cannot be changed."),
    "a recused member may not vote": gettext_lazy(
        "A member who declared a conflict of interest does not vote on the case."
    ),
    "recorded attendance": gettext_lazy("Your attendance at this sitting has not been recorded."),
    "newest motion": gettext_lazy("The motion has been replaced by a newer one. It is the one to vote on."),
    "a motion was carried already": gettext_lazy("A motion on this case was carried already."),
    "without quorum": gettext_lazy("There is no quorum yet: more members have to vote before voting can be closed."),
    "committee_voteclosing_motion_id_key": gettext_lazy("Voting on this motion is closed."),
    "motion_number_once": gettext_lazy("A colleague has just proposed a motion on this case."),
}


@dataclass(frozen=True)
class Tally:
    """How a vote stands without saying who voted what: votes cast, members who count, and how many are needed."""

    cast: int
    present: int
    needed: int

    @property
    def quorate(self) -> bool:
        """Whether enough of them voted for voting to be closed."""
        return self.cast >= self.needed


def propose(
    *,
    item_id: int,
    by: "Staff",
    outcome: Outcome,
    reasons: str,
    help_kind: str = "",
    amount: Decimal | None = None,
    conditions: str = "",
    after: int | None = None,
) -> Motion:
    """Puts a motion to the vote; a later one on the same item takes its place. `amount` is in riyals.

    `after` is the number of motions that the page showed: Refused (code "overtaken") where there are more by now.
    Raises Refused: no reasons, acceptance without the kind of help, an amount on a rejection, or no open sitting.
    """
    if not reasons.strip():
        raise Refused(_("State the reasons."), field="reasons")
    if outcome == Outcome.ACCEPT and not help_kind.strip():
        raise Refused(_("State the kind of help."), field="help_kind")
    if outcome == Outcome.REJECT and amount is not None:
        raise Refused(_("A rejection has no amount."), field="amount")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        item = AgendaItem.objects.select_for_update(of=("self",)).select_related("sitting").get(pk=item_id)
        if not rules.may_hold(by, item.sitting) or item.application.recusals.filter(staff=by).exists():
            raise Refused(_("Only the chair or the secretary proposes the motion."), code="may")
        standing = item.motions.count()
        if after is not None and after != standing:
            raise Refused(SENTENCES["motion_number_once"], code="overtaken")
        return Motion.objects.create(
            item=item,
            n=standing + 1,
            outcome=outcome,
            help_kind=help_kind.strip(),
            amount=amount,
            conditions=conditions.strip(),
            reasons=reasons.strip(),
            by=by,
        )


def cast(*, motion_id: int, by: "Staff", choice: Choice) -> Ballot:
    """Casts `by`'s vote on a motion. It cannot be changed afterwards. Raises Refused as the database's rules say."""
    if choice not in Choice.values:
        raise Refused(_("Choose your vote."), field="choice")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        motion = Motion.objects.select_related("item__sitting__committee").get(pk=motion_id)
        member = rules.voting_member(by, motion.item.sitting.committee)
        if member is None:
            raise Refused(_("Only voting members of the committee vote."), code="may")
        return Ballot.objects.create(item=motion.item, motion=motion, member=member, choice=choice)


def close(*, motion_id: int, by: "Staff") -> VoteClosing:
    """Closes the voting on a motion; the database counts. Raises Refused without a quorum of votes."""
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        motion = Motion.objects.select_related("item__sitting__committee").get(pk=motion_id)
        if not rules.may_hold(by, motion.item.sitting):
            raise Refused(_("Only the chair or the secretary closes the voting."), code="may")
        if motion.item.application.recusals.filter(staff=by).exists():
            raise Refused(_("A member who declared a conflict of interest takes no part in the case."), code="may")
        closing = VoteClosing.objects.create(item=motion.item, motion=motion, by=by)
        return VoteClosing.objects.get(pk=closing.pk)


def tally(item: AgendaItem, motion: Motion | None) -> Tally:
    """How the vote on `motion` stands, recused members taken out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT needed_quorum_v1(%(item)s), (SELECT count(*) FROM counted_members_v1(%(item)s)),"
            " (SELECT count(*) FROM committee_ballot b WHERE b.motion_id = %(motion)s"
            "   AND b.member_id IN (SELECT counted_members_v1(%(item)s)))",
            {"item": item.pk, "motion": motion.pk if motion else None},
        )
        needed, present, votes = cursor.fetchone()
    return Tally(cast=votes, present=present, needed=needed or 0)


def carried_motion_holds(item: AgendaItem) -> bool:
    """Whether a motion was carried on this item and still is, once members recused since are taken out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(b.id) >= needed_quorum_v1(%(item)s)"
            "   AND count(*) FILTER (WHERE b.choice = 'for') > count(*) FILTER (WHERE b.choice = 'against')"
            "  FROM committee_voteclosing c LEFT JOIN committee_ballot b ON b.motion_id = c.motion_id"
            "   AND b.member_id IN (SELECT counted_members_v1(%(item)s))"
            " WHERE c.item_id = %(item)s AND c.carried GROUP BY c.motion_id",
            {"item": item.pk},
        )
        row = cursor.fetchone()
    return bool(row and row[0])
