"""Every write of intake is refused to whoever lacks its permission, whatever page or code calls it."""

import pytest

from accounts.states import ROLE_PERMISSIONS, Perm, Role
from intake.domain import (
    applications,
    declarations,
    match_sheets,
    moves,
    receipts,
    recusals,
    referrals,
    statements,
)  # fmt: skip
from intake.models import Application
from intake.states import ClosedReason, SignMethod
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def _open_draft(case, by):
    applications.open_draft(
        by=by,
        beneficiary=factories.make_person(by=case.created_by),
        service=case.service,
        branch=case.branch,
        notify_channel=case.notify_channel,
        notify_way="sms",
    )


def _sign(case, by):
    statement = case.statements.get()
    digest = declarations.shown_digest(statement_id=statement.pk)
    declarations.sign(
        statement_id=statement.pk, digest=digest, by=by, method=SignMethod.TYPED, signer_name=case.applicant_name
    )


def _close(case, by):
    moves.close(application_id=case.pk, step=case.step, by=by, reason=ClosedReason.WITHDRAWN)


def _answer(case, by):
    point = referrals.ask(application_id=case.pk, by=case.created_by, question="ما المقصود؟")
    referrals.answer(referral_id=point.pk, by=by, answer="x")


WRITES = {
    "open_draft": (Perm.TAKE_IN, _open_draft),
    "open_next": (Perm.TAKE_IN, lambda case, by: statements.open_next(application_id=case.pk, by=by)),
    "fill": (
        Perm.TAKE_IN,
        lambda case, by: statements.fill(statement_id=case.statements.get().pk, edits=0, by=by, answers={}),
    ),
    "refresh": (
        Perm.TAKE_IN,
        lambda case, by: statements.refresh(statement_id=case.statements.get().pk, edits=0, by=by),
    ),
    "match": (
        Perm.TAKE_IN,
        lambda case, by: match_sheets.record(statement_id=case.statements.get().pk, edits=0, by=by, results={}),
    ),
    "sign": (Perm.TAKE_IN, _sign),
    "hand_in": (Perm.TAKE_IN, lambda case, by: moves.hand_in(application_id=case.pk, step=case.step, by=by)),
    "close": (Perm.CLOSE_CASES, _close),
    "issue": (Perm.TAKE_IN, lambda case, by: receipts.issue(application_id=case.pk, by=by)),
    "hand_over": (Perm.TAKE_IN, lambda case, by: receipts.hand_over(application_id=case.pk, by=by)),
    "answer": (Perm.ANSWER_REFERRALS, _answer),
    "declare": (
        Perm.DECLARE_CONFLICT,
        lambda case, by: recusals.declare(application_id=case.pk, by=by, reason="x"),
    ),
}
LACKING = [(name, role) for name, (perm, _do) in WRITES.items() for role in Role if perm not in ROLE_PERMISSIONS[role]]


@pytest.fixture
def case():
    return factories.draft()


@pytest.mark.parametrize(("name", "role"), LACKING)
def test_write_without_its_permission_is_refused(case, name, role):
    stranger = factories.make_staff(role, branch=case.branch)
    with pytest.raises(Refused) as refusal:
        WRITES[name][1](case, stranger)
    assert refusal.value.code == "may"
    assert (case.moves.count(), case.recusals.count(), Application.objects.count()) == (0, 0, 1)


ASKS = {Perm.TAKE_IN, Perm.ASSESS}


@pytest.mark.parametrize("role", [role for role in Role if not ASKS & ROLE_PERMISSIONS[role]])
def test_referral_by_whoever_neither_receives_nor_studies_is_refused(case, role):
    with pytest.raises(Refused) as refusal:
        referrals.ask(application_id=case.pk, by=factories.make_staff(role, branch=case.branch), question="x")
    assert (refusal.value.code, case.referrals.count()) == ("may", 0)


def test_answer_by_whoever_declared_a_conflict_is_refused(case):
    head = factories.make_staff(Role.HEAD, branch=case.branch)
    recusals.declare(application_id=case.pk, by=head, reason="x")
    with pytest.raises(Refused) as refusal:
        _answer(case, head)
    assert refusal.value.code == "may"
    assert case.referrals.get().answered_at is None


def test_second_click_finds_its_own_answer(case):
    head = factories.make_staff(Role.HEAD, branch=case.branch)
    point = referrals.ask(application_id=case.pk, by=case.created_by, question="x")
    answers = [referrals.answer(referral_id=point.pk, by=head, answer="نعم").answered_at for _ in range(2)]
    assert answers[0] == answers[1]
    with pytest.raises(Refused) as refusal:
        referrals.answer(referral_id=point.pk, by=head, answer="لا")
    assert refusal.value.code == "referral_fixed"


def test_second_signature_over_a_statement_is_refused():
    case = factories.signed()
    with pytest.raises(Refused) as refusal:
        _sign(case, case.created_by)
    assert refusal.value.code == "signed"
