"""The workflow. Each move of states.ALLOWED is one function here; higher floors call it inside their own transaction.

Every function locks the row, checks that the page was not overtaken (`step`), the pair and who asks, then writes the
Move and the status in one transaction. Sources: the policies' seven steps; design of the workflow in docs/workflow.md.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from intake import rules
from intake.domain.refusals import SENTENCES
from intake.models import Application, Move
from intake.states import ALLOWED, CLOSED_REASONS, ClosedReason, Status, Step
from ledger.errors import Refused, translated_integrity_errors
from policy.domain import versions

if TYPE_CHECKING:
    from accounts.models import Staff


def hand_in(*, application_id: int, step: int, by: "Staff") -> Application:
    """Submit a draft; or give an application that its applicant completed back to the researcher.

    Raise Refused as every move does.
    """
    status = Application.objects.values_list("status", flat=True).get(pk=application_id)
    made = Move.objects.filter(application_id=application_id, n=step + 1).first()
    answering = status == Status.AWAITING_APPLICANT or (made is not None and made.name == Step.ANSWER)
    return (answer if answering else submit)(application_id=application_id, step=step, by=by)


def submit(*, application_id: int, step: int, by: "Staff") -> Application:
    """DRAFT to SUBMITTED (policy step 5 begins). The database stamps the moment, the window and the policy version.

    A version whose day has come is put in force first, should the sweep not have met it yet.
    """
    versions.put_due_in_force()
    return _change(application_id, step, Status.SUBMITTED, by)


def begin(*, application_id: int, step: int, by: "Staff", researcher: "Staff | None" = None) -> Application:
    """SUBMITTED to IN_ASSESSMENT: `researcher` studies the case, by default whoever asks."""
    return _change(application_id, step, Status.IN_ASSESSMENT, by, Step.BEGIN, researcher=researcher or by)


def ask(*, application_id: int, step: int, by: "Staff", note: str) -> Application:
    """IN_ASSESSMENT to AWAITING_APPLICANT: `note` says what the applicant has to complete."""
    if not note.strip():
        raise Refused(_("State what the applicant has to complete."), field="note")
    return _change(application_id, step, Status.AWAITING_APPLICANT, by, note=note)


def answer(*, application_id: int, step: int, by: "Staff", note: str = "") -> Application:
    """AWAITING_APPLICANT back to IN_ASSESSMENT, once the newest statement is signed."""
    return _change(application_id, step, Status.IN_ASSESSMENT, by, Step.ANSWER, note=note)


def refer(*, application_id: int, step: int, by: "Staff", note: str = "") -> Application:
    """IN_ASSESSMENT to AWAITING_DECISION."""
    return _change(application_id, step, Status.AWAITING_DECISION, by, Step.REFER, note=note)


def send_back(*, application_id: int, step: int, by: "Staff", note: str) -> Application:
    """AWAITING_DECISION back to IN_ASSESSMENT: `note` says what the researcher has to add."""
    if not note.strip():
        raise Refused(_("State what the researcher has to add."), field="note")
    return _change(application_id, step, Status.IN_ASSESSMENT, by, Step.SEND_BACK, note=note)


def accept(*, application_id: int, step: int, by: "Staff | None") -> Application:
    """AWAITING_DECISION to ACCEPTED. The database wants this round's Decision beside it; `by` None is the sweep."""
    return _change(application_id, step, Status.ACCEPTED, by)


def reject(*, application_id: int, step: int, by: "Staff | None") -> Application:
    """AWAITING_DECISION to REJECTED. The database wants this round's Decision beside it; `by` None is the sweep."""
    return _change(application_id, step, Status.REJECTED, by)


def appeal(*, application_id: int, step: int, by: "Staff", note: str) -> Application:
    """REJECTED or ACCEPTED to AWAITING_DECISION in the next round: `note` is the applicant's ground."""
    if not note.strip():
        raise Refused(_("State the ground of the appeal."), field="note")
    return _change(application_id, step, Status.AWAITING_DECISION, by, Step.APPEAL, note=note)


def register(*, application_id: int, step: int, by: "Staff") -> Application:
    """ACCEPTED to REGISTERED (policy step 6)."""
    return _change(application_id, step, Status.REGISTERED, by)


def serve(*, application_id: int, step: int, by: "Staff") -> Application:
    """REGISTERED to SERVED (policy step 7)."""
    return _change(application_id, step, Status.SERVED, by)


def close(*, application_id: int, step: int, by: "Staff", reason: ClosedReason, note: str = "") -> Application:
    """Any state to CLOSED, with a coded reason that fits it: it stops the sweep and what is owed."""
    return _change(application_id, step, Status.CLOSED, by, note=note, closed_reason=ClosedReason(reason))


def _change(
    application_id: int,
    step: int,
    to: Status,
    by: "Staff | None",
    named: Step | None = None,
    note: str = "",
    **fields: Any,
) -> Application:
    """Make one move and return the application as it now stands.

    Raise Refused: code "done" where this very move was made meanwhile (a second click), "moved" where another was,
    "pair" where the table has no such move, "may" where `by` may not make it, or the code of the database's rule.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if application.step != step:
            raise _overtaken(application, step, to, named)
        name = ALLOWED.get((application.state, to))
        if name is None or (named is not None and name != named):
            raise Refused(
                _("An application that is “%(state)s” cannot become “%(to)s”.")
                % {"state": application.state.label, "to": to.label},
                code="pair",
            )
        if by is not None and not rules.may_move(by, application, name):
            raise Refused(_("This step is not yours to take on this application."), code="may")
        if to == Status.CLOSED and fields["closed_reason"] not in CLOSED_REASONS[application.state]:
            raise Refused(_("This reason does not fit where the application stands."), field="reason")
        Move.objects.create(
            application=application,
            n=application.step + 1,
            from_status=application.status,
            to_status=to,
            by=by,
            note=note.strip(),
        )
        Application.objects.filter(pk=application.pk).update(status=to, **fields)
        return Application.objects.get(pk=application.pk)


def _overtaken(application: Application, step: int, to: Status, named: Step | None) -> Refused:
    made = application.moves.filter(n=step + 1, to_status=to).first()
    done = application.state == to == Status.CLOSED or (made is not None and named in (None, made.name))
    return Refused(
        _("This application has moved on meanwhile: it is now “%(state)s”. Nothing was changed.")
        % {"state": application.state.label},
        code="done" if done else "moved",
    )
