"""Motions, ballots and the closing of a vote."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from committee import rules
from committee.domain.refusals import SENTENCES
from committee.models import AgendaItem, Ballot, Motion, VoteClosing
from committee.queries.committees import voting_seat
from committee.states import Choice
from intake.rules import is_recused
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff
    from eligibility.domain.proposals import Proposal


def propose(*, item_id: int, by: "Staff", proposal: "Proposal", after: int | None = None) -> Motion:
    """Put a motion to the vote; a later one on the same item takes its place.

    `after` is the number of motions that the page showed. A second click returns the motion of the first; otherwise
    Refused (code "overtaken") where there are more by now. Raises Refused as well where no sitting is open.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        item = _locked(item_id)
        if not rules.may_propose(by, item) or is_recused(by, item.application):
            raise Refused(_("Only the chair or the secretary proposes the motion."), code="may")
        count = item.motions.count()
        if after is not None and after != count:
            earlier = item.motions.filter(n=after + 1, by=by, **proposal.columns).first()
            if earlier is None:
                raise Refused(SENTENCES["motion_number_once"], code="overtaken")
            return earlier
        return Motion.objects.create(item=item, n=count + 1, by=by, **proposal.columns)


def cast(*, motion_id: int, by: "Staff", choice: Choice) -> Ballot:
    """Cast `by`'s vote on a motion. It cannot be changed; the same vote sent again is the one vote.

    Raises Refused as the database's rules say.
    """
    if choice not in Choice.values:
        raise Refused(_("Choose your vote."), field="choice")
    require(by, Perm.VOTE, _("Only voting members of the committee vote."))
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        motion = Motion.objects.get(pk=motion_id)
        item = _locked(motion.item_id)
        earlier = motion.ballots.filter(member__staff=by, choice=choice).first()
        if earlier is not None:
            return earlier
        member = voting_seat(by, item.sitting.committee)
        if member is None:
            raise Refused(_("Only voting members of the committee vote."), code="may")
        return Ballot.objects.create(item=item, motion=motion, member=member, choice=choice)


def close(*, motion_id: int, by: "Staff") -> VoteClosing:
    """Close the voting on a motion, which the database counts; return the closing, or the earlier one.

    Raises Refused without a quorum of votes.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        motion = Motion.objects.get(pk=motion_id)
        item = _locked(motion.item_id)
        if not rules.may_hold(by, item.sitting):
            raise Refused(_("Only the chair or the secretary closes the voting."), code="may")
        if is_recused(by, item.application):
            raise Refused(_("A member who declared a conflict of interest takes no part in the case."), code="may")
        earlier = VoteClosing.objects.filter(motion=motion).first()
        if earlier is not None:
            return earlier
        closing = VoteClosing.objects.create(item=item, motion=motion, by=by)
        return VoteClosing.objects.get(pk=closing.pk)


def _locked(item_id: int) -> AgendaItem:
    """Return the agenda item, locked as the database's rules lock it, so that the second of two clicks waits."""
    items = AgendaItem.objects.select_for_update(of=("self",), no_key=True)
    return items.select_related("sitting__committee", "application").get(pk=item_id)
