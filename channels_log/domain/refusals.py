"""Every code with which the database refuses a row of this app, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beneficiaries.domain.refusals import PERSON_MERGED
from policy.domain import refusals as of_policy

_OVERTAKEN = _("This notice has moved on meanwhile. It has to be opened again.")
_NOT_ON_THE_LIST = _("Something was chosen that the list does not hold.")

SENTENCES: Mapping[str, Any] = {
    "decision_notice_without_decision": _("No such decision is recorded on this application."),
    "decision_notice_too_early": _("The outcome is not announced before the window of the case has passed."),
    "receipt_notice_without_submission": _("The application has not been submitted: there is no receipt to announce."),
    "notice_once": _("There is a notice of this already."),
    "notice_finished": _("This notice is finished and is not changed any more."),
    "notice_content_fixed": _("What a notice says, to whom and when is not changed any more."),
    "notice_by_hand_not_sent": _("This notice goes by hand: no machine can send it."),
    "notice_before_due": _("This notice is not due yet: nobody is told before its time."),
    "notice_end_without_communication": _("A notice is finished together with the record of what came of it."),
    "notice_born_unsent": _OVERTAKEN,
    "notice_move_unknown": _OVERTAKEN,
    "notice_attempt_not_upwards": _OVERTAKEN,
    "notice_sending_has_a_lease": _OVERTAKEN,
    "notice_told_at_its_end": _OVERTAKEN,
    "notice_kind_known": _NOT_ON_THE_LIST,
    "notice_state_known": _NOT_ON_THE_LIST,
    "notice_way_known": _NOT_ON_THE_LIST,
    "communication_direction_known": _NOT_ON_THE_LIST,
    "communication_outcome_known": _NOT_ON_THE_LIST,
    "communication_says_something": _("Say in a few words what it was about."),
    "communication_by_somebody": _("The record has to name who was in contact with the applicant."),
    "communication_sent_once": _("It is recorded already that this notice was sent."),
    "tool_version_not_in_use": of_policy.SENTENCES["tool_version_not_in_use"],
    "person_merged": PERSON_MERGED,
    "communication_of_other_case": _("The notice is about another application than this contact."),
}
