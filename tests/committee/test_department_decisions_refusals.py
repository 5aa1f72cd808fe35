"""What the database refuses about a department's decision, asked in raw SQL as the portal's own role."""

import pytest
from django.db import connection

from committee.models import DepartmentDecision
from eligibility.domain import assessments, recommendations
from intake.domain import moves, recusals
from intake.models import Application
from tests import factories
from tests.committee import factories as department

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]


def q(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def case(at, commit):
    """Submitted on New Year's Day, so that a decision is possible from the 15th at ten."""
    with at("2026-01-01 10:00"), commit():
        return department.at_department()


def decide_as(case, by, *, n=1, in_round=1, reasons="وفق التوصية", **forged):
    values = {"outcome": "accept", "help_kind": "سداد إيجار", "amount": 9000, **forged}
    rows = q(
        "INSERT INTO committee_departmentdecision (application_id, round, n, step, outcome, help_kind, amount,"
        " conditions, reasons, by_id, at) VALUES (%s, %s, %s, 99, %s, %s, %s, '', %s, %s, '2020-01-01') RETURNING id",
        *(case.pk, in_round, n, values["outcome"], values["help_kind"], values["amount"], reasons, by.pk),
    )
    return DepartmentDecision.objects.get(pk=rows[0][0])


def sign(department_decision, by, *, agreed=True, note=""):
    q(
        "INSERT INTO committee_countersignature (department_decision_id, by_id, agreed, note, at)"
        " VALUES (%s, %s, %s, %s, '2020-01-01')",
        *(department_decision.pk, by.pk, agreed, note),
    )


def decide(case, department_decision, *, item=None, motion=None, in_round=1, **other):
    values = {
        name: getattr(department_decision, name) for name in ("outcome", "help_kind", "amount", "conditions", "reasons")
    }
    values |= other
    q(
        "INSERT INTO committee_decision (application_id, round, department_decision_id, item_id, motion_id, outcome,"
        " help_kind, amount, conditions, reasons, ayes, nays, abstentions, announced, decided_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 9, 9, 9, true, '2020-01-01')",
        *(case.pk, in_round, department_decision.pk, item, motion, *values.values()),
    )


def carry_out(case):
    q(
        "INSERT INTO intake_move (application_id, n, from_status, to_status, note, at)"
        " VALUES (%s, %s, 'awaiting_decision', 'accepted', '', now())",
        *(case.pk, case.step + 1),
    )
    q("UPDATE intake_application SET status = 'accepted' WHERE id = %s", case.pk)


def sent_back_and_referred_again(case, by):
    case = moves.send_back(application_id=case.pk, step=case.step, by=by, note="استكمال")
    return assessments.refer(application_id=case.pk, step=case.step, by=case.researcher)


class TestDepartmentDecisions:
    def test_only_whoever_is_authorised_rules(self, case, refused):
        for by in (
            factories.make_staff("reception"),
            factories.make_staff("head", "chair", "secretary"),
            department.countersigner(),
            department.decider(is_active=False),
        ):
            with refused("decide_not_authorised"):
                decide_as(case, by)

    def test_the_researcher_and_whoever_recommended_do_not(self, at, commit, refused):
        both = factories.make_staff("researcher", "decider")
        with at("2026-01-01 10:00"), commit():
            case = department.at_department(researcher=both)
        with refused("signer_studied_case"):
            decide_as(case, both)
        stood_in = factories.make_staff("head", "decider")
        with commit():
            case = moves.send_back(application_id=case.pk, step=case.step, by=department.decider(), note="استكمال")
            recommendations.write(application_id=case.pk, by=stood_in, proposal=department.proposal())
            case = assessments.refer(application_id=case.pk, step=case.step, by=stood_in)
        with refused("signer_studied_case"):
            decide_as(case, stood_in)

    def test_whoever_declared_a_conflict_does_not(self, case, commit, refused):
        by = department.decider()
        with commit():
            recusals.declare(application_id=case.pk, by=by, reason="قرابة")
        with refused("signer_recused"):
            decide_as(case, by)

    def test_not_on_a_committees_case(self, at, commit, refused):
        with at("2026-01-01 10:00"), commit():
            case = factories.awaiting_decision()
        with refused("committee_decides"):
            decide_as(case, department.decider())

    def test_not_before_the_case_awaits_it_and_in_no_other_round(self, case, commit, refused):
        with refused("department_case_not_awaiting"):
            decide_as(case, department.decider(), in_round=2)
        with commit():
            case = moves.send_back(application_id=case.pk, step=case.step, by=department.decider(), note="استكمال")
        with refused("department_case_not_awaiting"):
            decide_as(case, department.decider())

    def test_they_are_numbered_one_after_another(self, case, refused):
        for n in (0, 2):
            with refused("department_decision_not_next"):
                decide_as(case, department.decider(), n=n)
        decide_as(case, department.decider())
        with refused("department_decision_not_next"):
            decide_as(case, department.decider())

    def test_reasons_outcome_and_amount_are_what_they_may_be(self, case, refused):
        by = department.decider()
        for name, fields in {
            "departmentdecision_has_reasons": {"reasons": "  "},
            "departmentdecision_outcome_known": {"outcome": "perhaps", "amount": None},
            "departmentdecision_amount_of_acceptance": {"amount": 0},
        }.items():
            with refused(name):
                decide_as(case, by, **fields)
        with refused("departmentdecision_amount_of_acceptance"):
            decide_as(case, by, outcome="reject", help_kind="")

    def test_moment_and_step_are_the_databases(self, case, at):
        with at("2026-01-03 10:00"):
            department_decision = decide_as(case, department.decider())
        assert (department_decision.step, department_decision.at.isoformat()[:10]) == (case.step, "2026-01-03")

    def test_none_after_one_was_countersigned(self, case, refused):
        sign(decide_as(case, department.decider()), department.countersigner())
        with refused("department_decision_holds"):
            decide_as(case, department.decider(), n=2)


class TestCountersignatures:
    def test_nobody_countersigns_their_own(self, case, refused):
        both = factories.make_staff("decider", "countersigner")
        department_decision = decide_as(case, both)
        with refused("countersigned_by_author"):
            sign(department_decision, both)

    def test_only_whoever_is_authorised_does(self, case, refused):
        department_decision = decide_as(case, department.decider())
        for by in (factories.make_staff("head"), department.decider(), department.countersigner(is_active=False)):
            with refused("countersign_not_authorised"):
                sign(department_decision, by)

    def test_neither_the_researcher_nor_whoever_declared_a_conflict(self, at, commit, refused):
        both, barred = factories.make_staff("researcher", "countersigner"), department.countersigner()
        with at("2026-01-01 10:00"), commit():
            case = department.at_department(researcher=both)
            recusals.declare(application_id=case.pk, by=barred, reason="قرابة")
        department_decision = decide_as(case, department.decider())
        with refused("signer_studied_case"):
            sign(department_decision, both)
        with refused("signer_recused"):
            sign(department_decision, barred)

    def test_only_the_newest_department_decision_and_once(self, case, refused):
        older, newest = decide_as(case, department.decider()), decide_as(case, department.decider(), n=2)
        with refused("department_decision_replaced"):
            sign(older, department.countersigner())
        sign(newest, department.countersigner())
        with refused("committee_countersignature_department_decision_id_key"):
            sign(newest, department.countersigner())

    def test_declining_takes_a_reason(self, case, refused):
        department_decision = decide_as(case, department.decider())
        with refused("countersignature_declined_with_reason"):
            sign(department_decision, department.countersigner(), agreed=False, note="  ")

    def test_not_after_the_case_was_sent_back_and_referred_again(self, case, commit, refused):
        department_decision = decide_as(case, department.decider())
        with commit():
            case = sent_back_and_referred_again(case, department.decider())
        with refused("countersigned_case_moved_on"):
            sign(department_decision, department.countersigner())
        sign(decide_as(case, department.decider(), n=2), department.countersigner())


class TestDecisions:
    def test_not_one_minute_before_the_window_has_passed(self, case, at, refused, commit):
        department_decision = decide_as(case, department.decider())
        sign(department_decision, department.countersigner())
        with at("2026-01-15 09:59"), refused("decision_before_window"):
            decide(case, department_decision)
        with at("2026-01-15 10:00"), commit():
            decide(case, department_decision)
            carry_out(case)
        assert q("SELECT ayes, nays, announced, decided_at > '2026-01-01' FROM committee_decision") == [
            (0, 0, False, True)
        ]

    def test_not_without_an_agreed_countersignature_of_its_own_department_decision(self, case, at, refused):
        department_decision = decide_as(case, department.decider())
        with at("2026-02-01 10:00"), refused("decision_not_countersigned"):
            decide(case, department_decision)
        sign(department_decision, department.countersigner(), agreed=False, note="المبلغ مرتفع")
        with at("2026-02-01 10:00"), refused("decision_not_countersigned"):
            decide(case, department_decision)

    def test_not_on_another_applications_department_decision(self, case, at, commit, refused):
        with at("2026-01-01 10:00"), commit():
            other = department.at_department()
        department_decision = decide_as(other, department.decider())
        sign(department_decision, department.countersigner())
        with at("2026-02-01 10:00"), refused("decision_of_other_case"):
            decide(case, department_decision)
        with at("2026-02-01 10:00"), refused("decision_of_other_case"):
            decide(other, department_decision, in_round=2)

    def test_not_unlike_the_department_decision(self, case, at, refused):
        department_decision = decide_as(case, department.decider())
        sign(department_decision, department.countersigner())
        for forged in ({"outcome": "reject"}, {"amount": 90000}, {"help_kind": "سيارة"}, {"reasons": "لا شيء"}):
            with at("2026-02-01 10:00"), refused("decision_unlike_countersigned"):
                decide(case, department_decision, **forged)

    def test_on_a_department_decision_or_an_agenda_item_never_on_both_or_neither(self, case, at, commit, refused):
        with at("2026-01-01 10:00"), commit():
            factories.make_policy()
            item = factories.voted(factories.awaiting_decision())
        department_decision = decide_as(case, department.decider())
        sign(department_decision, department.countersigner())
        with at("2026-02-01 10:00"), refused("decision_by_committee_or_department"):
            decide(case, department_decision, item=item.pk, motion=item.motions.get().pk)
        with at("2026-02-01 10:00"), refused("decision_of_other_case"):
            q(
                "INSERT INTO committee_decision (application_id, round, outcome, help_kind, conditions, reasons, ayes,"
                " nays, abstentions, announced, decided_at) VALUES (%s, 1, 'accept', 'x', '', 'y', 0, 0, 0, false,"
                " now())",
                case.pk,
            )

    def test_once_a_round_and_not_by_a_sitting_besides(self, case, at, commit, refused):
        with refused("department_decides"):
            q(
                "INSERT INTO committee_agendaitem (sitting_id, application_id, round, position, added_by_id, added_at,"
                " postponed_reason) VALUES (%s, %s, 1, 1, %s, now(), '')",
                *(factories.open_sitting().pk, case.pk, department.decider().pk),
            )
        department_decision = decide_as(case, department.decider())
        sign(department_decision, department.countersigner())
        with at("2026-02-01 10:00"), commit():
            decide(case, department_decision)
            carry_out(case)
        with at("2026-02-01 10:00"), refused("decision_case_not_awaiting"):
            decide(case, department_decision)

    def test_not_after_a_signer_declared_a_conflict(self, case, at, commit, refused):
        first, second = department.decider(), department.countersigner()
        department_decision = decide_as(case, first)
        sign(department_decision, second)
        with commit():
            recusals.declare(application_id=case.pk, by=second, reason="قرابة")
        with at("2026-02-01 10:00"), refused("decision_not_countersigned"):
            decide(case, department_decision)
        with at("2026-02-01 10:00"):
            decide_as(case, first, n=2)

    def test_no_status_without_it_and_none_without_its_status(self, case, at, refused):
        department_decision = decide_as(case, department.decider())
        sign(department_decision, department.countersigner())
        with at("2026-02-01 10:00"), refused("outcome_without_decision", commit=True):
            carry_out(case)
        with at("2026-02-01 10:00"), refused("decision_without_outcome", commit=True):
            decide(case, department_decision)

    def test_a_case_with_a_countersigned_department_decision_is_not_sent_back(self, case, refused):
        sign(decide_as(case, department.decider()), department.countersigner())
        with refused("case_countersigned", commit=True):
            moves.send_back(application_id=case.pk, step=case.step, by=department.decider(), note="استكمال")
        assert Application.objects.get(pk=case.pk).status == "awaiting_decision"


@pytest.mark.parametrize("table", ["departmentdecision", "countersignature"])
@pytest.mark.parametrize(
    "attack", ["UPDATE committee_{} SET at = now()", "DELETE FROM committee_{}", "TRUNCATE committee_{} CASCADE"]
)
@pytest.mark.parametrize("before", ["", "SET pgtrigger.ignore = 'committee.DepartmentDecision:append_only'"])
def test_what_was_signed_stays(case, refused, table, attack, before):
    sign(decide_as(case, department.decider()), department.countersigner())
    with refused("permission denied" if "TRUNCATE" in attack else "append_only"):
        if before:
            q(before)
        q(attack.format(table))
