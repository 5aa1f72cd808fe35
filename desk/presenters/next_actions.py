"""The one next action of a case for its reader, and the other things they may do with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.states import Perm
from beneficiaries.domain import consents
from committee.presenters.department_decisions import round_of
from committee.presenters.next_actions import turn
from committee.queries.committees import committees_of
from desk.queries.case_files import CaseFile
from intake import rules
from intake.states import ENDS, Mechanism, Status, Step
from ui import calendars
from ui.cards import Action

if TYPE_CHECKING:
    from accounts.models import Staff

# those who meet the applicant may refer a point, and those who answer it see the page too
REFERS = (Perm.TAKE_IN, Perm.ASSESS, Perm.ANSWER_REFERRALS)


@dataclass(frozen=True)
class Link:
    """Something else that may be done with the case."""

    url: str
    label: str
    icon: str


def next_action(user: "Staff", file: CaseFile) -> Action:
    """Return what `user` has to do with the case now; without a button where it waits for another person."""
    return BY_STATUS[file.application.state](user, file)


def _to(file: CaseFile, view: str) -> str:
    return reverse(view, args=[file.application.reference])


def _draft(user: "Staff", file: CaseFile) -> Action:
    if not rules.may_state(user, file.application):
        return Action(_("Reception is receiving this application"), _("It has not been submitted yet."))
    return _stating(user, file)


def _stating(user: "Staff", file: CaseFile) -> Action:
    """Return what the statement lacks first, and beside it the consent where it is missing."""
    action = _statement_step(file)
    person = file.application.beneficiary
    if not user.may(Perm.REGISTER_PEOPLE) or not consents.standing(beneficiary_id=person.pk).to_ask:
        return action
    missing = _("The consent to the processing of data is missing.")
    return replace(
        action,
        why=" ".join(filter(None, (action.why, missing))),
        quiet_url=reverse("beneficiaries:consents", args=[person.public_id]),
        quiet_label=_("Record consent"),
    )


def _statement_step(file: CaseFile) -> Action:
    """Return the first of these that is not finished: data, documents, match, declaration."""
    why, signed = _asked_note(file), file.declaration is not None
    waiting = [referral for referral in file.referrals if referral.answered_at is None]
    if file.statement is None or file.missing:
        return Action(_("Completing the data and documents"), why, _to(file, "intake:documents"), _("Continue"))
    if file.open_points:
        why = why or _("Each datum is compared with its document, and the result recorded.")
        return Action(_("Matching the data with the documents"), why, _to(file, "intake:match"), _("Continue"))
    if waiting:
        title = _("Explaining what was referred to the applicant")
        return Action(title, waiting[0].question, _to(file, "intake:referrals"), _("Continue"))
    if not signed:
        return Action(_("Signing the declaration"), why, _to(file, "intake:declaration"), _("Continue"))
    answering = file.application.state == Status.AWAITING_APPLICANT
    title = _("Entering what the applicant brought") if answering else _("Submitting the application")
    return Action(title, why, _to(file, "intake:declaration"), _("Continue"))


def _asked_note(file: CaseFile) -> str:
    """Return what the applicant was asked for, while the case waits for that."""
    if file.application.state != Status.AWAITING_APPLICANT or not file.moves:
        return ""
    return _("Asked for: %(note)s") % {"note": file.moves[-1].note}


def _receipt(user: "Staff", file: CaseFile) -> Action | None:
    """Return what reception owes after the submission: the receipt is printed and handed over."""
    if not user.may(Perm.TAKE_IN) or (file.receipt and file.receipt.handed_at):
        return None
    return Action(
        _("Handing over the receipt"),
        _("It states when an answer may come. Handing it over completes the fifth step, and nothing else does."),
        _to(file, "intake:receipt"),
        _("Go to receipt"),
    )


def _submitted(user: "Staff", file: CaseFile) -> Action:
    if user.may(Perm.ASSIGN) and rules.may_move(user, file.application, Step.BEGIN):
        return Action(
            _("Assigning a researcher"),
            _("The application is submitted and nobody studies it yet."),
            _to(file, "eligibility:assign"),
            _("Choose researcher"),
        )
    if rules.may_move(user, file.application, Step.BEGIN):
        return Action(
            _("Taking the case to study it"),
            _("The application is submitted and nobody studies it yet."),
            _to(file, "eligibility:take"),
            _("Take the case"),
            post=True,
        )
    return _receipt(user, file) or Action(_("The application awaits a researcher"))


def _in_assessment(user: "Staff", file: CaseFile) -> Action:
    if not rules.may_study(user, file.application):
        name = file.application.researcher.name if file.application.researcher else ""
        return _receipt(user, file) or Action(_("%(name)s is studying the case") % {"name": name})
    view, title, label = _study_step(file)
    why = file.lacking[0] if file.lacking else _("Everything that the service asks for is recorded.")
    return Action(
        title,
        why,
        _to(file, view),
        label,
        quiet_url=_to(file, "eligibility:ask"),
        quiet_label=_("Ask the applicant"),
    )


def _study_step(file: CaseFile) -> tuple[str, str, str]:
    """Return what the study lacks first: the page for it, the sentence, the button."""
    wanted = file.application.service.mechanisms
    study = file.assessment
    if Mechanism.DOCUMENT_REVIEW in wanted and not (study and study.reviews.all()):
        return "eligibility:review", _("Examining the documents"), _("Record review")
    if Mechanism.INTERVIEW in wanted and not (study and study.interviews.all()):
        return "eligibility:interview", _("Interviewing the applicant"), _("Record interview")
    if file.lacking:
        return "eligibility:recommend", _("Writing the recommendation"), _("Begin writing")
    return "eligibility:refer", _("Referring the case for decision"), _("Refer case")


def _awaiting_applicant(user: "Staff", file: CaseFile) -> Action:
    if rules.may_state(user, file.application):
        return _stating(user, file)
    return Action(_("The application awaits the applicant"), _asked_note(file))


def _awaiting_decision(user: "Staff", file: CaseFile) -> Action:
    department = file.application.policy_version.by_department
    if department and user.may(Perm.SEE_CASES_AT_DECISION):
        return turn(round_of(file.application, user))
    item = file.agenda_item
    if user.may(Perm.SEE_CASES_AT_COMMITTEE) and not department:
        if item and item.sitting.committee_id in committees_of(user):
            number = item.sitting.number
            return Action(
                _("Considering the case at the sitting"),
                _("It is on the agenda of sitting %(number)d.") % {"number": number},
                reverse("committee:item", args=[item.pk]),
                _("Go to the case at the sitting"),
            )
        if not item and user.may(Perm.HOLD_SITTINGS):
            return Action(
                _("Putting the case on an agenda"),
                _("It awaits a decision and is on no agenda yet."),
                reverse("committee:sittings"),
                _("Go to sittings"),
            )
    moment = file.application.decision_not_before
    why = "" if moment is None else _("The outcome is announced from %(day)s.") % {"day": calendars.both(moment)}
    return _receipt(user, file) or Action(_("The case awaits the decision"), "" if file.window_passed else why)


def _accepted(user: "Staff", file: CaseFile) -> Action:
    if not rules.may_move(user, file.application, Step.REGISTER):
        return Action(_("Accepted; reception completes the registration"))
    return Action(
        _("Completing the registration"),
        _("The application was accepted. Registration is the sixth step."),
        _to(file, "delivery:register"),
        _("Complete registration"),
    )


def _registered(user: "Staff", file: CaseFile) -> Action:
    if not rules.may_move(user, file.application, Step.SERVE):
        return Action(_("Registered; reception provides the service"))
    return Action(
        _("Providing the service"),
        _("The registration is complete. Providing the service is the seventh step."),
        _to(file, "delivery:deliver"),
        _("Record what was provided"),
    )


def _rejected(user: "Staff", file: CaseFile) -> Action:
    return Action(_("The application was rejected"), _("The applicant may appeal; the case then goes to a new round."))


def _served(user: "Staff", file: CaseFile) -> Action:
    return Action(_("The service was provided"), _("Nothing is left to be done on this application."))


def _closed(user: "Staff", file: CaseFile) -> Action:
    return Action(_("The application is closed"), file.application.get_closed_reason_display())


BY_STATUS: dict[Status, Callable[["Staff", CaseFile], Action]] = {
    Status.DRAFT: _draft,
    Status.SUBMITTED: _submitted,
    Status.IN_ASSESSMENT: _in_assessment,
    Status.AWAITING_APPLICANT: _awaiting_applicant,
    Status.AWAITING_DECISION: _awaiting_decision,
    Status.ACCEPTED: _accepted,
    Status.REGISTERED: _registered,
    Status.REJECTED: _rejected,
    Status.SERVED: _served,
    Status.CLOSED: _closed,
}


def other_actions(user: "Staff", file: CaseFile) -> list[Link]:
    """Return what else `user` may do with the case, in one order for everybody."""
    open_now = file.application.state not in ENDS
    offered: list[tuple[bool, str, Any, str]] = [
        (user.may(Perm.SEARCH_PEOPLE), _person_url(file), _("The person's file"), "user"),
        (user.may(Perm.LOG_CONTACTS), _communication_url(file), _("Log contact"), "phone"),
        (open_now and user.may_any(*REFERS), _to(file, "intake:referrals"), _("Refer an unclear point"), "flag"),
        (_move(user, file, Step.SEND_BACK), _send_back_url(file), _("Send back to the researcher"), "return"),
        (_move(user, file, Step.APPEAL), _step_url(file, "appeal"), _("Record an appeal"), "flag"),
        (
            user.may(Perm.DECLARE_CONFLICT) and open_now,
            _to(file, "intake:conflict"),
            _("Declare a conflict of interest"),
            "shield",
        ),
        (_move(user, file, Step.CLOSE), _to(file, "intake:close"), _("Close application"), "x"),
    ]
    return [Link(url, label, icon) for allowed, url, label, icon in offered if allowed]


def _move(user: "Staff", file: CaseFile, step: Step) -> bool:
    return rules.may_move(user, file.application, step)


def _step_url(file: CaseFile, name: str) -> str:
    return reverse("desk:step", args=[file.application.reference, name])


def _send_back_url(file: CaseFile) -> str:
    """Return the item's page for a case on an agenda: sending it back there takes it off the agenda too."""
    item = file.agenda_item
    return reverse("committee:send_back", args=[item.pk]) if item else _step_url(file, "send-back")


def _person_url(file: CaseFile) -> str:
    return reverse("desk:person", args=[file.application.beneficiary.public_id])


def _communication_url(file: CaseFile) -> str:
    return f"{reverse('channels_log:communication_new')}?application={file.application.reference}"
