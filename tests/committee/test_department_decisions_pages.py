"""The pages of a department's decision, asked as each of its people asks them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessLog
from accounts.states import Role
from committee.domain import department_decisions
from committee.models import Countersignature, Decision, DepartmentDecision
from desk.presenters.cases import TABS
from eligibility.domain import assessments
from intake.domain import recusals
from intake.models import Application
from tests import factories
from tests.committee import factories as department

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(at):
    with at("2026-01-01 10:00"):
        return department.at_department()


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name, subject):
    key = subject.reference if isinstance(subject, Application) else subject.pk
    return reverse(f"department:{name}", args=[key])


VALUES = {"outcome": "accept", "help_kind": "سداد إيجار سكن", "amount": "9000", "reasons": "دخل الأسرة دون الحد."}


def test_from_the_list_to_the_record(case, at):
    first, second = as_(department.decider()), as_(department.countersigner())
    with at("2026-01-03 10:00"):
        home = first.get("/").content.decode()
        assert page("case", case) in home
        dossier = first.get(page("case", case))
        assert dossier.context["next"].url == page("decide", case)
        form = first.get(page("decide", case)).context["form"]
        assert (form.initial["after"], form.initial["reasons"]) == (0, "دخل الأسرة دون حد الاستحقاق.")
        assert first.post(page("decide", case), {**VALUES, "after": 0}).status_code == 302
        department_decision = DepartmentDecision.objects.get()
        assert page("countersign", department_decision) in second.get("/").content.decode()
        assert second.get(page("case", case)).context["next"].url == page("countersign", department_decision)
        assert second.get(page("countersign", department_decision)).status_code == 200
        assert second.post(page("countersign", department_decision), {"answer": "agree"}).status_code == 302
        assert Countersignature.objects.get().agreed
        assert second.post(page("record", department_decision)).status_code == 422
    with at("2026-01-16 10:00"):
        assert second.get(page("case", case)).context["next"].post
        assert second.post(page("record", department_decision)).status_code == 302
        decision = Decision.objects.get()
        answer = second.post(page("record", department_decision), follow=True)
        assert answer.redirect_chain == [(page("decision", decision), 302)]
        shown = answer.content.decode()
        assert department_decision.by.name in shown
        assert department_decision.countersignature.by.name in shown
        assert department.DEPARTMENT in shown
        assert page("decision", decision) in first.get(reverse("department:decisions")).content.decode()
        assert first.get(page("case", case)).context["next"].quiet_url == page("decision", decision)


def test_a_double_click_rules_and_countersigns_once(case):
    first, second = as_(department.decider()), as_(department.countersigner())
    for _click in range(2):
        assert first.post(page("decide", case), {**VALUES, "after": 0}).status_code == 302
    department_decision = DepartmentDecision.objects.get()
    for _click in range(2):
        assert second.post(page("countersign", department_decision), {"answer": "agree"}).status_code == 302
    assert second.post(page("countersign", department_decision), {"answer": "decline", "note": "لا"}).status_code == 422


def test_a_page_that_a_colleague_overtook_is_told(case):
    department.decided(case)
    answer = as_(department.decider()).post(page("decide", case), {**VALUES, "after": 0})
    assert answer.status_code == 422
    assert DepartmentDecision.objects.count() == 1


def test_declining_asks_for_the_reason_and_leads_back_to_whoever_decides(case):
    by = department.decider()
    department_decision, second = department.decided(case, by=by), as_(department.countersigner())
    assert second.post(page("countersign", department_decision), {"note": ""}).status_code == 422
    assert second.post(page("countersign", department_decision), {"answer": "decline", "note": " "}).status_code == 422
    assert (
        second.post(page("countersign", department_decision), {"answer": "decline", "note": "المبلغ مرتفع"}).status_code
        == 302
    )
    dossier = as_(by).get(page("case", case))
    assert dossier.context["next"].url == page("decide", case)
    assert "المبلغ مرتفع" in dossier.content.decode()
    assert second.get(page("countersign", department_decision)).status_code == 302


@pytest.mark.parametrize("fields", [{"reasons": ""}, {"help_kind": ""}, {"amount": "0"}, {"outcome": ""}])
def test_a_department_decision_that_lacks_something_is_not_made(case, fields):
    answer = as_(department.decider()).post(page("decide", case), {**VALUES, "after": 0, **fields})
    assert answer.status_code == 422
    assert not DepartmentDecision.objects.exists()


def test_the_author_waits_for_a_colleague_by_name(case):
    both = factories.make_staff(Role.DECIDER, Role.COUNTERSIGNER)
    colleague = department.countersigner()
    department_decision = department.decided(case, by=both)
    dossier = as_(both).get(page("case", case))
    assert dossier.context["next"].url == ""
    assert colleague.name in dossier.context["next"].why
    assert as_(both).get(page("countersign", department_decision)).status_code == 302
    assert as_(both).post(page("countersign", department_decision), {"answer": "agree"}).status_code == 422


def test_a_case_is_closed_to_strangers_and_to_whoever_declared_a_conflict(case, at):
    by = department.decider()
    department_decision = department.decided(case)
    recusals.declare(application_id=case.pk, by=by, reason="قرابة")
    for client in (as_(by), as_(factories.make_staff(Role.DECIDER, Role.COUNTERSIGNER))):
        barred = client.session["_auth_user_id"] == str(by.pk)
        assert client.get(page("case", case)).status_code == (404 if barred else 200)
        assert client.get(page("decide", case)).status_code == (404 if barred else 200)
    assert as_(by).post(page("record", department_decision)).status_code == 404
    with at("2026-01-01 10:00"):
        factories.make_policy()
        other = factories.awaiting_decision()
    assert as_(department.decider()).get(page("case", other)).status_code == 404
    chair = factories.make_committee().members.get(seat="chair").staff
    assert as_(chair).post(page("record", department_decision)).status_code == 404


def test_readings_are_logged(case):
    as_(department.decider()).get(page("case", case))
    assert AccessLog.objects.filter(application_ref=case.reference, url=page("case", case)).count() == 1


def test_nobody_outside_sees_the_department_decision_before_its_time(case, at):
    signed = department.countersigned(case, reasons="بيّنت الزيارة الحاجة", amount=8765)
    users = [case.created_by, case.researcher, *(factories.make_staff(role) for role in (Role.HEAD, Role.MANAGER))]
    with at("2026-01-14 09:00"):
        for user in users:
            for tab in TABS:
                text = as_(user).get(reverse("desk:case_tab", args=[case.reference, tab])).content.decode()
                assert "بيّنت الزيارة" not in text
                assert "8,765" not in text
        inside = as_(signed.by).get(reverse("desk:case_tab", args=[case.reference, "committee"])).content.decode()
        assert "بيّنت الزيارة" in inside
    with at("2026-01-16 09:00"):
        department_decisions.record_due()
        text = as_(users[0]).get(reverse("desk:case_tab", args=[case.reference, "committee"])).content.decode()
        assert "8,765" in text
        assert f"{department.DEPARTMENT} · {signed.department_decision.by.name}" in text
        assert signed.by.name in text


def test_sending_back_waits_while_a_department_decision_holds(case):
    by = department.decider()
    url = reverse("desk:step", args=[case.reference, "send-back"])
    department.countersigned(case)
    assert as_(by).post(url, {"note": "استكمال", "step": case.step}).status_code == 422
    assert url not in as_(by).get(page("case", case)).content.decode()


def test_a_case_sent_back_and_referred_again_asks_for_a_new_department_decision(case):
    by = department.decider()
    department.decided(case, by=by)
    url = reverse("desk:step", args=[case.reference, "send-back"])
    assert as_(by).post(url, {"note": "استكمال", "step": case.step}).status_code == 302
    now = Application.objects.get(pk=case.pk)
    assert as_(by).get(page("case", case)).status_code == 404
    assessments.refer(application_id=case.pk, step=now.step, by=now.researcher)
    shown = as_(by).get(page("case", case)).context["department"]
    assert (shown.stage, shown.current, len(shown.former)) == ("undecided", None, 1)


def test_only_roles_that_the_policy_knows_are_given_out(case):
    admin = factories.make_staff(Role.ADMIN)
    text = as_(admin).get(reverse("admin:accounts_staff_add")).content.decode()
    assert 'value="decider"' in text
    assert 'value="chair"' not in text
    assert reverse("admin:committee_committee_changelist") not in as_(admin).get("/admin/").content.decode()
    held = factories.make_staff(Role.CHAIR)
    text = as_(admin).get(reverse("admin:accounts_staff_change", args=[held.pk])).content.decode()
    assert 'value="chair"' in text
    factories.make_policy()
    text = as_(admin).get(reverse("admin:accounts_staff_add")).content.decode()
    assert 'value="decider"' not in text
    assert reverse("admin:committee_committee_changelist") in as_(admin).get("/admin/").content.decode()
