"""Every pair of states, allowed and not, through the domain functions; and the page that is written from the table."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.states import Role
from committee.domain import decisions
from intake.domain import moves
from intake.management.workflow import document
from intake.models import Application, Move
from intake.states import ALLOWED, CLOSED_REASONS, ClosedReason, Status, Step
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def in_state(status: Status, at) -> Application:
    """An application that came to stand in this state the way every application does."""
    made = {
        Status.DRAFT: factories.signed,
        Status.SUBMITTED: factories.submitted,
        Status.IN_ASSESSMENT: factories.in_assessment,
        Status.AWAITING_DECISION: factories.awaiting_decision,
    }
    with at("2026-01-01 10:00"):
        if status in made:
            return made[status]()
        if status == Status.AWAITING_APPLICANT:
            application = factories.in_assessment()
            return moves.ask(
                application_id=application.pk, step=application.step, by=application.researcher, note="تعريف بالدخل"
            )
        if status == Status.CLOSED:
            application = factories.draft()
            return moves.close(
                application_id=application.pk,
                step=application.step,
                by=application.created_by,
                reason=ClosedReason.WITHDRAWN,
            )
        outcome = "reject" if status == Status.REJECTED else "accept"
        item = factories.voted(factories.awaiting_decision(outcome=outcome), outcome=outcome)
    with at("2026-01-20 10:00"):
        factories.decide(item)
        application = Application.objects.get(pk=item.application_id)
        if status in (Status.REGISTERED, Status.SERVED):
            application = factories.register(application)
        if status == Status.SERVED:
            application = factories.serve(application)
    return application


def everybody(application: Application):
    """Somebody who holds every role and is in charge of the case, so that only the table says no."""
    staff = factories.make_staff(*Role, branch=application.branch)
    if application.researcher_id:
        Application.objects.filter(pk=application.pk).update(researcher=staff)
    return staff


FUNCTIONS = {
    Step.SUBMIT: lambda a, by: moves.submit(application_id=a.pk, step=a.step, by=by),
    Step.BEGIN: lambda a, by: moves.begin(application_id=a.pk, step=a.step, by=by),
    Step.ASK: lambda a, by: moves.ask(application_id=a.pk, step=a.step, by=by, note="x"),
    Step.ANSWER: lambda a, by: moves.answer(application_id=a.pk, step=a.step, by=by),
    Step.REFER: lambda a, by: moves.refer(application_id=a.pk, step=a.step, by=by),
    Step.SEND_BACK: lambda a, by: moves.send_back(application_id=a.pk, step=a.step, by=by, note="x"),
    Step.ACCEPT: lambda a, by: moves.accept(application_id=a.pk, step=a.step, by=by),
    Step.REJECT: lambda a, by: moves.reject(application_id=a.pk, step=a.step, by=by),
    Step.APPEAL: lambda a, by: moves.appeal(application_id=a.pk, step=a.step, by=by, note="x"),
    Step.REGISTER: lambda a, by: moves.register(application_id=a.pk, step=a.step, by=by),
    Step.SERVE: lambda a, by: moves.serve(application_id=a.pk, step=a.step, by=by),
    Step.CLOSE: lambda a, by: moves.close(application_id=a.pk, step=a.step, by=by, reason=ClosedReason.DIED),
}
# these moves are made beside a record of a higher floor, which the database wants to see
BESIDE_A_RECORD = {
    Step.ACCEPT: "decision",
    Step.REJECT: "decision",
    Step.REGISTER: "registration",
    Step.SERVE: "delivery",
}


@pytest.mark.parametrize("step", list(Step), ids=lambda step: step.value)
@pytest.mark.parametrize("status", list(Status), ids=lambda status: status.value)
def test_each_move_from_each_state(status, step, at, refused):
    application = in_state(status, at)
    by = everybody(application)
    ends = [end for (start, end), name in ALLOWED.items() if start == status and name == step]
    before = Move.objects.filter(application=application).count()
    if not ends:
        with pytest.raises(Refused) as no, transaction.atomic():
            FUNCTIONS[step](application, by)
        assert no.value.code in {"pair", "may"}
        application.refresh_from_db()
        assert (application.status, application.moves.count()) == (status, before)
    elif step in BESIDE_A_RECORD:
        with refused(f"without its {BESIDE_A_RECORD[step]}", commit=True):
            FUNCTIONS[step](application, by)
    else:
        moved = FUNCTIONS[step](application, by)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert (moved.status, moved.step) == (ends[0], application.step + 1)
        assert moved.moves.count() == before + 1
        assert moved.round == application.round + (step == Step.APPEAL)


def test_a_page_that_was_overtaken_changes_nothing(at):
    application = in_state(Status.SUBMITTED, at)
    with pytest.raises(Refused) as no:
        moves.close(application_id=application.pk, step=0, by=application.created_by, reason=ClosedReason.WITHDRAWN)
    assert (no.value.code, application.moves.count()) == ("moved", 1)


def test_a_second_click_finds_its_move_done(at):
    application = in_state(Status.SUBMITTED, at)
    for again in (moves.submit, moves.hand_in):
        with pytest.raises(Refused) as no:
            again(application_id=application.pk, step=0, by=application.created_by)
        assert (no.value.code, application.moves.count()) == ("done", 1)


def test_a_second_click_finds_the_completed_file_back_with_the_researcher(at):
    application = in_state(Status.AWAITING_APPLICANT, at)
    back = moves.hand_in(application_id=application.pk, step=application.step, by=application.created_by)
    assert back.status == Status.IN_ASSESSMENT
    with pytest.raises(Refused) as no:
        moves.hand_in(application_id=application.pk, step=application.step, by=application.created_by)
    assert no.value.code == "done"


UNFIT = [reason for reason in ClosedReason if reason not in CLOSED_REASONS[Status.SUBMITTED]]


@pytest.mark.parametrize("reason", UNFIT)
def test_a_reason_of_closing_that_does_not_fit_is_refused(at, reason):
    application = in_state(Status.SUBMITTED, at)
    with pytest.raises(Refused) as no:
        moves.close(application_id=application.pk, step=application.step, by=application.created_by, reason=reason)
    assert (no.value.field, application.moves.count()) == ("reason", 1)


def test_somebody_without_the_right_moves_nothing(at):
    application = in_state(Status.SUBMITTED, at)
    with pytest.raises(Refused) as no:
        moves.begin(application_id=application.pk, step=application.step, by=factories.make_staff(Role.RECEPTION))
    assert no.value.code == "may"


MICROSECOND = dt.timedelta(microseconds=1)


def test_the_window_opens_at_its_moment_and_not_a_microsecond_before(at, commit):
    with at("2026-01-01 10:00:00.5"), commit():
        item = factories.voted(factories.awaiting_decision())
    moment = item.application.decision_not_before
    assert moment.isoformat() == "2026-01-15T07:00:00.500000+00:00"
    with at(moment - MICROSECOND), pytest.raises(Refused) as no:
        factories.decide(item)
    assert no.value.code == "window"
    with at(moment - MICROSECOND), pytest.raises(IntegrityError, match="no decision before"), transaction.atomic():
        _insert_decision(item)
    with at(moment), commit():
        assert decisions.record(item_id=item.pk, by=None).outcome == "accept"


@pytest.mark.parametrize("late", [dt.timedelta(0), MICROSECOND])
def test_the_database_itself_lets_a_decision_in_from_its_moment_on(at, commit, refused, late):
    with at("2026-01-01 10:00"), commit():
        item = factories.voted(factories.awaiting_decision())
    # let in, and refused only at the end of the transaction, because the case was not moved with it
    with at(item.application.decision_not_before + late), refused("without its change of status", commit=True):
        _insert_decision(item)
        assert item.decisions.count() == 1


def _insert_decision(item):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO committee_decision (application_id, round, item_id, motion_id, outcome, help_kind, amount,"
            " conditions, reasons, ayes, nays, abstentions, announced)"
            " SELECT %s, 1, %s, id, outcome, help_kind, amount, conditions, reasons, 0, 0, 0, false"
            " FROM committee_motion WHERE item_id = %s",
            [item.application_id, item.pk, item.pk],
        )


def test_the_page_of_the_workflow_is_the_table(root):
    assert (root / "docs" / "workflow.md").read_text(encoding="utf-8") == document()
