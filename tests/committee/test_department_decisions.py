"""A department's decision through the domain functions: from its making to the notice."""

import pytest

from accounts.states import Role
from channels_log.domain import sweep
from channels_log.models import Notice
from committee.domain import agenda_items, decisions, department_decisions
from committee.models import Decision
from committee.queries.agenda_items import waiting
from committee.queries.department_decisions import due, holds
from eligibility.domain import assessments
from eligibility.states import Outcome
from intake.domain import moves, recusals
from intake.models import Application
from ledger.errors import Refused
from tests import factories
from tests.committee import factories as department

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(at):
    with at("2026-01-01 10:00"):
        return department.at_department()


def refusal(act, **fields) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**fields)
    return caught.value


def test_what_was_countersigned_is_recorded_when_the_window_has_passed(case, at, commit):
    with at("2026-01-03 10:00"), commit():
        signed = department.countersigned(case)
        assert holds(signed.department_decision)
    with at("2026-01-15 09:59"):
        assert sweep.run().decided == 0
        assert not Notice.objects.filter(kind="decision").exists()
    with at("2026-01-15 10:00"), commit():
        assert sweep.run().decided == 1
    decision = Decision.objects.get()
    assert (decision.department_decision, decision.item, decision.by, decision.number) == (
        signed.department_decision,
        None,
        None,
        f"{case.reference}/1",
    )
    assert Application.objects.get(pk=case.pk).status == "accepted"
    assert Notice.objects.get(kind="decision").application == case


def test_a_rejection_is_recorded_as_one(case, at, commit):
    department.countersigned(case, outcome="reject")
    with at("2026-02-01 10:00"), commit():
        (decision,) = department_decisions.record_due()
    assert (decision.outcome, decision.amount) == (Outcome.REJECT, None)
    assert Application.objects.get(pk=case.pk).status == "rejected"


def test_whoever_may_records_it_by_hand_and_the_second_click_is_told(case, at, commit):
    department_decision, by = department.countersigned(case).department_decision, department.countersigner()
    with at("2026-01-14 10:00"):
        assert (
            refusal(department_decisions.record, department_decision_id=department_decision.pk, by=by).code == "window"
        )
    with at("2026-01-16 10:00"):
        assert (
            refusal(
                department_decisions.record,
                department_decision_id=department_decision.pk,
                by=factories.make_staff(Role.HEAD),
            ).code
            == "may"
        )
        with commit():
            assert department_decisions.record(department_decision_id=department_decision.pk, by=by).by == by
        assert (
            refusal(department_decisions.record, department_decision_id=department_decision.pk, by=by).code == "decided"
        )


def test_a_declined_department_decision_is_made_anew(case, at):
    by, second = department.decider(), department.countersigner()
    department_decision = department.decided(case, by=by)
    assert (
        refusal(
            department_decisions.countersign,
            department_decision_id=department_decision.pk,
            by=second,
            agreed=False,
            note=" ",
        ).field
        == "note"
    )
    answer = department_decisions.countersign(
        department_decision_id=department_decision.pk, by=second, agreed=False, note="المبلغ مرتفع"
    )
    assert (answer.agreed, answer.note, holds(department_decision)) == (
        False,
        "المبلغ مرتفع",
        False,
    )
    with at("2026-02-01 10:00"):
        assert decisions.record_due() == []
    again = department.decided(case, by=by, amount=5000)
    assert (again.n, again.amount) == (2, 5000)


def test_what_a_page_did_not_show_is_not_overruled(case):
    department.decided(case)
    assert refusal(department.decided, application=case, after=0, amount=5000).code == "overtaken"
    assert department.decided(case, after=1).n == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"reasons": " "}, "reasons"), ({"help_kind": ""}, "help_kind"), ({"outcome": "reject", "amount": 1}, "amount")],
)
def test_a_department_decision_lacks_nothing(case, fields, field):
    assert refusal(department.decided, application=case, **fields).field == field


def test_refusals_are_said_in_words(case):
    by = factories.make_staff(Role.DECIDER, Role.COUNTERSIGNER)
    department_decision = department.decided(case, by=by)
    assert (
        refusal(department_decisions.countersign, department_decision_id=department_decision.pk, by=by).code
        == "countersigned_by_author"
    )
    assert refusal(department.decided, application=case, by=factories.make_staff(Role.HEAD)).code == "may"
    department_decisions.countersign(department_decision_id=department_decision.pk, by=department.countersigner())
    assert refusal(department.decided, application=case).code == "department_decision_holds"


def test_a_conflict_declared_later_keeps_the_decision_from_being_recorded(case, at, commit):
    signed = department.countersigned(case)
    recusals.declare(application_id=case.pk, by=signed.by, reason="قرابة")
    with at("2026-02-01 10:00"):
        assert list(due()) == []
        assert (
            refusal(
                department_decisions.record,
                department_decision_id=signed.department_decision_id,
                by=department.decider(),
            ).code
            == "decision_not_countersigned"
        )
        with commit():
            department.countersigned(case)
            assert len(decisions.record_due()) == 1


def test_a_case_goes_back_to_its_researcher_only_while_no_department_decision_holds(case):
    by = department.decider()
    department.decided(case)
    sent = agenda_items.send_back_from_file(application_id=case.pk, step=case.step, by=by, note="استكمال")
    assert sent.status == "in_assessment"
    again = assessments.refer(application_id=case.pk, step=sent.step, by=sent.researcher)
    department.countersigned(again)
    said = refusal(agenda_items.send_back_from_file, application_id=case.pk, step=again.step, by=by, note="استكمال")
    assert said.code == "countersigned"


def test_after_an_appeal_another_department_decision_is_made_in_the_next_round(case, at, commit):
    department.countersigned(case, outcome="reject")
    with at("2026-02-01 10:00"):
        with commit():
            department_decisions.record_due()
        now = Application.objects.get(pk=case.pk)
        with commit():
            now = moves.appeal(application_id=case.pk, step=now.step, by=case.created_by, note="تغيّر الدخل")
        signed = department.countersigned(now)
        assert (signed.department_decision.round, signed.department_decision.n) == (2, 1)
    with at("2026-03-01 10:00"), commit():
        assert [one.round for one in department_decisions.record_due()] == [2]


def test_both_bodies_decide_in_one_portal_each_its_own_cases(case, at, commit):
    with at("2026-01-01 10:00"):
        factories.make_policy()
        item = factories.voted(factories.awaiting_decision())
        department.countersigned(case)
    assert list(waiting(sitting=item.sitting, by=factories.secretary(item.sitting.committee))) == []
    with at("2026-02-01 10:00"), commit():
        found = decisions.record_due()
    assert {(one.item_id, one.application_id) for one in found} == {
        (item.pk, item.application_id),
        (None, case.pk),
    }


def test_each_act_needs_its_permission(case, at):
    by = factories.make_staff(Role.SECRETARY)
    made = department.decided(case)
    for act, fields in (
        (department_decisions.decide, {"application_id": case.pk, "proposal": department.proposal()}),
        (department_decisions.countersign, {"department_decision_id": made.pk}),
        (department_decisions.record, {"department_decision_id": made.pk}),
        (agenda_items.send_back_from_file, {"application_id": case.pk, "step": case.step, "note": "استكمال"}),
    ):
        assert refusal(act, by=by, **fields).code == "may"
    reader = department.countersigner()
    fields = {"application_id": case.pk, "step": case.step, "note": "استكمال"}
    assert refusal(agenda_items.send_back_from_file, by=reader, **fields).code == "may"


def test_what_is_sent_twice_is_done_once(case):
    by, second = department.decider(), department.countersigner()
    made = department.decided(case, by=by, after=0)
    assert department.decided(case, by=by, after=0) == made
    signed = department_decisions.countersign(department_decision_id=made.pk, by=second)
    assert department_decisions.countersign(department_decision_id=made.pk, by=second) == signed
    other = refusal(department_decisions.countersign, department_decision_id=made.pk, by=department.countersigner())
    assert other.code == "committee_countersignature_department_decision_id_key"
