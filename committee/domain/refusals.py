"""Every code with which the database refuses a row of this app, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from eligibility.domain.refusals import proposal_sentences

_ON_AGENDA = _("Only a case that awaits a decision comes on an agenda.")
_SITTING_STAYS = _("A sitting is opened once and ended once, and stays as it was then.")
_SEAT_STAYS = _("A seat that was taken stays as it was; another seat begins on its own day.")
_QUORUM = _("The quorum is two voting members at least.")
_NO_VOTE = _("Voting is possible only at an open sitting, on a case that awaits a decision.")
_VOTE_CLOSED = _("Voting on this motion is closed.")
_OTHER_MOTION = _("A colleague has just proposed a motion on this case.")
_NOT_ON_THE_LIST = _("Something was chosen that the list does not hold.")
_NOT_AWAITING = _("This case does not await a decision.")
_DECIDED = _("This case has been decided already.")
_NEWER = _("A colleague has just ruled on this case. The newest ruling is the one that counts.")
_RULING_HOLDS = _("A ruling on this case is countersigned already. It is recorded when its window has passed.")
_UNLIKE = _("A decision says what was carried or countersigned, in the same round of the same case.")
_WITH_OUTCOME = _("A decision and the outcome of its case are recorded together.")

SENTENCES: Mapping[str, Any] = {
    # seats and sittings
    "committee_committee_name_key": _("There is a committee of this name already."),
    "committee_quorum_of_two": _QUORUM,
    "seat_kept": _SEAT_STAYS,
    "one_seat_at_a_time": _("This person has a seat on the committee already."),
    "member_sits_once": _("This person has a seat on the committee already."),
    "committee_has_one_chair": _("The committee has a chair. Their seat has to end first."),
    "seat_ends_after_it_begins": _("The seat cannot end before it begins."),
    "seat_is_known": _NOT_ON_THE_LIST,
    "sitting_number_once": _("A sitting with this number has been called already."),
    "sitting_quorum_of_two": _QUORUM,
    "sitting_born_unopened": _SITTING_STAYS,
    "sitting_opened_by_somebody": _SITTING_STAYS,
    "sitting_ended_after_opening": _SITTING_STAYS,
    "opened_sitting_kept": _SITTING_STAYS,
    "attendance_not_open": _("Attendance is recorded while the sitting is open, for members of its committee."),
    "attends_once": _("The attendance of this member is recorded already."),
    # agenda items
    "item_once_on_an_agenda": _("This case is on this agenda already."),
    "item_on_one_agenda_at_a_time": _("This case is on another agenda. It has to be postponed there first."),
    "item_postponed_whole": _("State why the case is postponed."),
    "item_case_not_awaiting": _ON_AGENDA,
    "department_decides": _("A department decides on this case: it comes on no agenda."),
    "item_kept": _("A case stays where it was placed on an agenda, and is postponed once."),
    "item_decided": _("This case has been decided."),
    "case_on_agenda": _("This case is on an agenda. It is taken off it before it is sent back."),
    # votes
    **proposal_sentences("motion"),
    "item_not_open": _NO_VOTE,
    "motion_number_once": _OTHER_MOTION,
    "motion_not_next": _OTHER_MOTION,
    "motion_carried": _("A motion on this case was carried already."),
    "motion_replaced": _("The motion has been replaced by a newer one. It is the one to vote on."),
    "vote_closed": _VOTE_CLOSED,
    "committee_voteclosing_motion_id_key": _VOTE_CLOSED,
    "voter_recused": _("A member who declared a conflict of interest does not vote on the case."),
    "voter_not_attending": _("Your attendance at this sitting has not been recorded."),
    "one_ballot_of_a_member": _("Your vote on this motion is recorded already. A vote cannot be changed."),
    "ballot_choice_known": _NOT_ON_THE_LIST,
    "quorum_missing": _("There is no quorum yet: more members have to vote before voting can be closed."),
    # department decisions
    **proposal_sentences("departmentdecision"),
    "department_case_not_awaiting": _NOT_AWAITING,
    "committee_decides": _("This case is not one for the department to decide."),
    "decide_not_authorised": _("Only whoever is authorised to decide rules on a case."),
    "countersign_not_authorised": _("Only whoever is authorised to countersign does so."),
    "signer_recused": _("Whoever declared a conflict of interest takes no part in the case."),
    "signer_studied_case": _("Whoever studied a case takes no part in deciding it."),
    "department_decision_not_next": _NEWER,
    "departmentdecision_number_once": _NEWER,
    "department_decision_replaced": _NEWER,
    "department_decision_holds": _RULING_HOLDS,
    "countersigned_case_moved_on": _("The case has moved on since this ruling. It cannot be countersigned any more."),
    "countersigned_by_author": _("Nobody countersigns their own ruling."),
    "committee_countersignature_department_decision_id_key": _("This ruling has been answered already."),
    "countersignature_declined_with_reason": _("State why you do not agree."),
    "case_countersigned": _("A ruling on this case is countersigned. It is recorded when its window has passed."),
    # decisions
    **proposal_sentences("decision"),
    "decision_case_not_awaiting": _NOT_AWAITING,
    "decision_before_window": _("The window has not passed yet. The decision cannot be recorded before it has."),
    "decision_vote_open": _("Voting on this case is not closed yet."),
    "decision_motion_not_carried": _("The motion was not carried. A new one has to be voted on."),
    "majority_lost": _(
        "Without the members who declared a conflict of interest there is no quorum or no majority any more."
    ),
    "decision_not_countersigned": _("The ruling is not countersigned, or holds no more. A new ruling is needed."),
    "one_decision_per_round": _DECIDED,
    "committee_decision_motion_id_key": _DECIDED,
    "committee_decision_department_decision_id_key": _DECIDED,
    "decision_of_other_case": _UNLIKE,
    "decision_unlike_motion": _UNLIKE,
    "decision_unlike_countersigned": _UNLIKE,
    "decision_by_committee_or_department": _("Either a committee decides on a case or a department, never both."),
    "decision_without_outcome": _WITH_OUTCOME,
    "outcome_without_decision": _WITH_OUTCOME,
}
