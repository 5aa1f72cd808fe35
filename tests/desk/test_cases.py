"""The case file: who may open it, its seven steps, the next action, and what it keeps to itself until its time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from accounts.models import AccessLog
from accounts.states import Role
from committee.domain import agenda_items
from desk.presenters.next_actions import next_action, other_actions
from desk.presenters.steps import rail
from desk.queries.case_files import CaseFile
from intake.domain import moves, receipts, recusals, referrals, statements
from intake.models import Application
from ledger.errors import Refused
from tests import factories as make
from tests.desk.factories import client_of, queries, staff

pytestmark = pytest.mark.django_db
At = Callable[[Any], AbstractContextManager[None]]
TABS = ["data", "documents", "assessment", "committee", "contacts", "history"]


def _states(application: Application) -> list[str]:
    return [step["state"] for step in rail(CaseFile(Application.objects.get(pk=application.pk)))]


def _next(user: Any, application: Application) -> Any:
    return next_action(user, CaseFile(Application.objects.get(pk=application.pk)))


def _url(application: Application, tab: str = "") -> str:
    return f"/cases/{application.reference}/" + (f"{tab}/" if tab else "")


@pytest.mark.parametrize("tab", ["", *TABS])
def test_every_tab_opens_and_is_logged(tab: str) -> None:
    researcher = staff(Role.RESEARCHER)
    case = make.in_assessment(researcher=researcher)
    assert client_of(researcher).get(_url(case, tab)).status_code == 200
    read = AccessLog.objects.get(what=AccessLog.What.CASE_FILE)
    assert (read.application_ref, read.detail) == (case.reference, tab or "data")


def test_a_case_that_is_not_yours_does_not_exist() -> None:
    researcher = staff(Role.RESEARCHER)
    case = make.in_assessment(researcher=researcher)
    reception = staff(Role.RECEPTION)
    recusals.declare(application_id=case.pk, by=reception, reason="قرابة")
    for user in (reception, staff(Role.RECEPTION, "SOUTH"), staff(Role.RESEARCHER), make.make_staff(Role.MEMBER)):
        assert client_of(user).get(_url(case)).status_code == 404
    for user in (researcher, staff(Role.RECEPTION), staff(Role.HEAD)):
        assert client_of(user).get(_url(case)).status_code == 200
    for tab in ("nonsense", "%00", "close"):
        assert client_of(researcher).get(_url(case, tab)).status_code == 404
    assert client_of(researcher).get("/cases/1448-99999/").status_code == 404
    assert client_of(researcher).get("/cases/%00/").status_code == 404
    assert client_of(make.make_staff(Role.MANAGER)).get(_url(case)).status_code == 403


def test_the_researcher_s_notes_are_not_for_the_counter() -> None:
    case = make.awaiting_decision()
    client = client_of(case.created_by)
    assert client.get(_url(case, "assessment")).status_code == 404
    assert "دخل الأسرة دون حد الاستحقاق" not in client.get(_url(case, "history")).content.decode()


@pytest.mark.parametrize(("tab", "expected"), zip(TABS, (12, 13, 14, 13, 13, 14), strict=True))
def test_a_tab_costs_the_same_with_more_in_it(tab: str, expected: int) -> None:
    head = staff(Role.HEAD)
    case = make.draft()
    for turn in range(2):
        for n in range(1 + turn):
            asked = referrals.ask(application_id=case.pk, by=case.created_by, question=f"سؤال {turn}{n}")
            referrals.answer(referral_id=asked.pk, by=head, answer="جواب")
        assert queries(head, _url(case, tab)) == expected


def test_the_rail_of_a_draft_points_at_what_is_open() -> None:
    case = make.draft()
    assert _states(case) == ["done", "now", "ahead", "ahead", "ahead", "ahead", "ahead"]
    case = make.fill(case)
    assert _states(case) == ["done", "done", "ahead", "now", "ahead", "ahead", "ahead"]
    case = make.sign(case)
    assert _states(case) == ["done", "done", "skipped", "done", "now", "ahead", "ahead"]


def test_an_unanswered_point_holds_the_third_step() -> None:
    head = staff(Role.HEAD)
    case = make.fill(make.draft())
    asked = referrals.ask(application_id=case.pk, by=case.created_by, question="هل يقبل عقد غير موثق؟")
    assert _states(case)[2] == "now"
    referrals.answer(referral_id=asked.pk, by=head, answer="لا بد من التوثيق.")
    assert _states(case)[2:4] == ["done", "now"]
    step = rail(CaseFile(Application.objects.get(pk=case.pk)))[2]
    assert step["meta"][0] == head.name


def test_handing_over_the_receipt_and_nothing_else_ticks_the_fifth_step(at: At) -> None:
    with at("2026-11-01 09:00+03"):
        case = make.signed()
        assert _states(case)[4] == "now"
        case = moves.submit(application_id=case.pk, step=case.step, by=case.created_by)
        assert _states(case)[4] == "now"
        receipts.issue(application_id=case.pk, by=case.created_by)
        assert _states(case)[4] == "now"
    with at("2026-11-30 09:00+03"):
        assert _states(case)[4] == "now"
        receipts.hand_over(application_id=case.pk, by=case.created_by)
        assert _states(case) == ["done", "done", "skipped", "done", "done", "ahead", "ahead"]


def test_a_decision_does_not_tick_the_fifth_step(at: At) -> None:
    with at("2026-11-01 09:00+03"):
        item = make.voted(make.awaiting_decision())
    with at("2026-11-20 09:00+03"):
        make.decide(item)
        assert _states(item.application) == ["done", "done", "skipped", "done", "ahead", "now", "ahead"]
        make.register(item.application)
        assert _states(item.application)[4:] == ["ahead", "done", "now"]
        make.serve(Application.objects.get(pk=item.application_id))
        assert _states(item.application)[4:] == ["ahead", "done", "done"]


def test_a_correction_opens_the_steps_again(commit: Any) -> None:
    researcher = staff(Role.RESEARCHER)
    with commit():
        case = make.in_assessment(researcher=researcher)
        case = moves.ask(application_id=case.pk, step=case.step, by=researcher, note="فاتورة")
    statements.open_next(application_id=case.pk, by=case.created_by)
    assert _states(case)[:5] == ["done", "done", "ahead", "now", "ahead"]


def test_a_rejected_case_needs_no_registration(at: At) -> None:
    with at("2026-11-01 09:00+03"):
        item = make.voted(make.awaiting_decision(outcome="reject"), outcome="reject")
    with at("2026-11-20 09:00+03"):
        make.decide(item)
        assert _states(item.application)[5:] == ["skipped", "skipped"]


def test_the_next_action_follows_the_state_and_the_reader() -> None:
    reception, head, researcher = staff(Role.RECEPTION), staff(Role.HEAD), staff(Role.RESEARCHER)
    case = make.draft(by=reception)
    ref = case.reference
    assert _next(reception, case).url == f"/intake/{ref}/documents/"
    assert _next(head, case).url == ""
    case = make.fill(case)
    assert _next(reception, case).url == f"/intake/{ref}/declaration/"
    case = make.sign(case)
    case = moves.submit(application_id=case.pk, step=case.step, by=reception)
    assert _next(reception, case).url == f"/intake/{ref}/receipt/"
    assert _next(head, case).url == f"/assessment/{ref}/assign/"
    assert (_next(researcher, case).url, _next(researcher, case).post) == (f"/assessment/{ref}/take/", True)


def test_the_researcher_is_led_from_review_to_referral() -> None:
    from eligibility.domain import document_reviews, interviews, recommendations
    from eligibility.domain.proposals import Proposal

    researcher, head = staff(Role.RESEARCHER), staff(Role.HEAD)
    case = make.in_assessment(researcher=researcher)
    base = f"/assessment/{case.reference}"
    assert _next(researcher, case).url == f"{base}/review/"
    assert _next(head, case).url == f"{base}/review/"
    document_reviews.record(application_id=case.pk, by=researcher, finding="satisfies", note="مكتملة")
    assert _next(researcher, case).url == f"{base}/interview/"
    interviews.record(
        application_id=case.pk, by=researcher, held_on=make.clock.today(), place="office", present="هي", summary="ثابت"
    )
    assert _next(researcher, case).url == f"{base}/recommend/"
    proposal = Proposal(outcome="reject", reasons="الدخل مرتفع")
    recommendations.write(application_id=case.pk, by=researcher, proposal=proposal)
    assert _next(researcher, case).url == f"{base}/refer/"


def test_other_steps_are_those_of_the_reader() -> None:
    case = make.in_assessment()
    by = {
        role: {link.url for link in other_actions(staff(role), CaseFile(case))}
        for role in (Role.RECEPTION, Role.HEAD, Role.SECRETARY)
    }
    assert f"/intake/{case.reference}/close/" in by[Role.RECEPTION]
    assert f"/intake/{case.reference}/close/" in by[Role.HEAD]
    assert f"/intake/{case.reference}/close/" not in by[Role.SECRETARY]


def test_nobody_outside_the_committee_sees_a_result_before_its_time(at: At) -> None:
    with at("2026-11-01 09:00+03"):
        case = make.awaiting_decision()
        item = make.voted(case)
    users = [case.created_by, case.researcher, staff(Role.HEAD)]
    with at("2026-11-14 09:00+03"):
        for user in users:
            for tab in TABS:
                page = client_of(user).get(_url(case, tab)).content.decode()
                assert "وفق توصية الباحثة" not in page
                assert "9,000" not in page
        page = client_of(users[0]).get(_url(case, "committee")).content.decode()
        assert "15 نوفمبر" in page
        chair = item.sitting.committee.members.get(seat="chair").staff
        assert f"/committee/items/{item.pk}/" in client_of(chair).get(_url(case, "committee")).content.decode()
    with at("2026-11-16 09:00+03"):
        make.decide(item)
        page = client_of(users[0]).get(_url(case, "committee")).content.decode()
        assert "وفق توصية الباحثة" in page
        assert "9,000" in page


def test_an_appeal_opens_a_round_and_a_second_click_is_told(at: At) -> None:
    with at("2026-11-01 09:00+03"):
        item = make.voted(make.awaiting_decision(outcome="reject"), outcome="reject")
    with at("2026-11-20 09:00+03"):
        make.decide(item)
        case = Application.objects.get(pk=item.application_id)
        client = client_of(case.created_by)
        url = f"{_url(case)}step/appeal/"
        assert client.get(url).status_code == 200
        assert client.post(url, {"step": case.step, "note": " "}).status_code == 422
        assert client.post(url, {"step": case.step, "note": "الدخل تغيّر"}).status_code == 302
        assert Application.objects.get(pk=case.pk).round == 2
        assert client.post(url, {"step": case.step, "note": "الدخل تغيّر"}).status_code == 422
        assert client.post(url, {"step": "x", "note": "الدخل تغيّر"}).status_code == 422
        assert client.get(url).status_code == 302
        assert client_of(make.secretary(item.sitting.committee)).get(url).status_code == 404
        assert client.get(f"{_url(case)}step/nonsense/").status_code == 404


@pytest.mark.parametrize("role", [Role.HEAD, Role.RESEARCHER, Role.MEMBER, Role.SECRETARY, Role.MANAGER])
def test_an_appeal_needs_the_permission_whoever_calls(at: At, role: Role) -> None:
    with at("2026-11-01 09:00+03"):
        item = make.voted(make.awaiting_decision(outcome="reject"), outcome="reject")
    with at("2026-11-20 09:00+03"):
        make.decide(item)
        case = Application.objects.get(pk=item.application_id)
        with pytest.raises(Refused) as refused:
            moves.appeal(application_id=case.pk, step=case.step, by=staff(role), note="الدخل تغيّر")
    assert refused.value.code == "may"


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.HEAD, Role.RESEARCHER, Role.MEMBER, Role.MANAGER])
def test_sending_back_needs_the_permission_whoever_calls(role: Role) -> None:
    case = make.awaiting_decision()
    with pytest.raises(Refused) as refused:
        agenda_items.send_back_from_file(application_id=case.pk, step=case.step, by=staff(role), note="زيارة السكن")
    assert refused.value.code == "may"


def test_a_case_on_no_agenda_is_sent_back_from_its_file() -> None:
    committee = make.make_committee()
    case = make.awaiting_decision()
    client = client_of(make.secretary(committee))
    url = f"{_url(case)}step/send-back/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"step": case.step, "note": "زيارة السكن"}).status_code == 302
    assert Application.objects.get(pk=case.pk).status == "in_assessment"


def test_a_case_on_an_agenda_is_sent_back_from_there() -> None:
    item = make.on_agenda(make.awaiting_decision())
    client = client_of(make.secretary(item.sitting.committee))
    url = f"{_url(item.application)}step/send-back/"
    assert client.get(url)["Location"] == f"/committee/items/{item.pk}/send-back/"


def test_files_of_the_case_and_of_no_other() -> None:
    case, other = make.submitted(), make.submitted()
    mine = receipts.issue(application_id=case.pk, by=case.created_by).file
    strange = receipts.issue(application_id=other.pk, by=other.created_by).file
    client = client_of(case.created_by)
    response = client.get(f"{_url(case)}files/{mine.pk}/")
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert AccessLog.objects.filter(what=AccessLog.What.DOCUMENT, application_ref=case.reference).count() == 1
    assert client.get(f"{_url(case)}files/{strange.pk}/").status_code == 404


def test_history_tells_everything_and_can_be_narrowed() -> None:
    head = staff(Role.HEAD)
    case = make.submitted()
    asked = referrals.ask(application_id=case.pk, by=case.created_by, question="هل يقبل عقد غير موثق؟")
    referrals.answer(referral_id=asked.pk, by=head, answer="لا بد من التوثيق.")
    receipts.issue(application_id=case.pk, by=case.created_by)
    client = client_of(head)
    whole = client.get(_url(case, "history")).context["events"]
    assert len(whole) == 6
    assert [event["at"] for event in whole] == sorted((event["at"] for event in whole), reverse=True)
    assert len(client.get(_url(case, "history"), {"show": "moves"}).context["events"]) == 1
    assert client.get(_url(case, "history"), {"show": "contacts"}).context["events"] == []
