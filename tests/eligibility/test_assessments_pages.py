"""The researcher's pages: what they record, whom they let in, and that a second click adds nothing."""

from typing import Any

import pytest

from accounts.models import AccessLog
from accounts.states import Role
from intake.models import Application, Recusal
from tests import factories as make
from tests.desk.factories import client_of, staff

pytestmark = pytest.mark.django_db

REVIEW = {"finding": "satisfies", "note": "الوثائق مكتملة وسارية."}
INTERVIEW = {"place": "office", "present": "المستفيدة", "summary": "الدخل ثابت."}
RECOMMEND = {"outcome": "accept", "help_kind": "سداد إيجار", "amount": "٩٬٠٠٠", "reasons": "الدخل دون الحد."}


def _url(case: Application, page: str) -> str:
    return f"/assessment/{case.reference}/{page}/"


def _on(day: Any, name: str = "held_on") -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year, "calendar": "gregorian"}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def _now(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def test_a_case_is_taken_once_and_a_second_click_is_no_error() -> None:
    case, user = make.submitted(), staff(Role.RESEARCHER)
    client = client_of(user)
    for _click in range(2):
        response = client.post(_url(case, "take"), {"step": case.step})
        assert response["Location"] == f"/cases/{case.reference}/assessment/"
    assert _now(case).researcher == user
    late = client_of(staff(Role.RESEARCHER))
    assert late.post(_url(case, "take"), {"step": case.step}).status_code == 404
    assert late.get(_url(case, "take")).status_code == 405


def test_the_head_assigns_from_those_who_may_study_it() -> None:
    case, head, chosen = make.submitted(), staff(Role.HEAD), staff(Role.RESEARCHER)
    away, barred = staff(Role.RESEARCHER, "SOUTH"), staff(Role.RESEARCHER)
    Recusal.objects.create(application=case, staff=barred, reason="قرابة", by=barred)
    client = client_of(head)
    page = client.get(_url(case, "assign")).content.decode()
    assert chosen.name in page
    assert away.name not in page
    assert barred.name not in page
    assert client.post(_url(case, "assign"), {"step": case.step}).status_code == 422
    assert client.post(_url(case, "assign"), {"step": case.step, "researcher": away.pk}).status_code == 422
    assert client.post(_url(case, "assign"), {"step": case.step, "researcher": chosen.pk}).status_code == 302
    assert _now(case).researcher == chosen
    assert client.post(_url(case, "assign"), {"step": case.step, "researcher": chosen.pk}).status_code == 422
    assert client_of(chosen).get(_url(case, "assign")).status_code == 403


def test_the_study_from_review_to_referral_each_click_twice() -> None:
    user = staff(Role.RESEARCHER)
    case = make.in_assessment(researcher=user)
    client = client_of(user)
    step = {"step": case.step}
    early = client.post(_url(case, "refer"), step)
    assert early.status_code == 422
    sent = {"review": REVIEW, "interview": INTERVIEW | _on(make.clock.today()), "recommend": RECOMMEND}
    for page, data in sent.items():
        assert client.get(_url(case, page)).status_code == 200
        for _click in range(2):
            assert client.post(_url(case, page), data | step).status_code == 302
    assert case.assessment.reviews.count() == case.assessment.interviews.count() == case.recommendations.count() == 1
    assert case.recommendations.get().amount == 9000
    assert client.get(_url(case, "refer")).status_code == 200
    assert client.post(_url(case, "refer"), step).status_code == 302
    assert _now(case).status == "awaiting_decision"
    assert AccessLog.objects.filter(what=AccessLog.What.CASE_FILE, application_ref=case.reference).exists()


@pytest.mark.parametrize(
    ("page", "data", "field"),
    [
        ("review", {"finding": "satisfies", "note": "  "}, "note"),
        ("review", {"finding": "perhaps", "note": "نص"}, "finding"),
        ("interview", INTERVIEW | {"held_on_day": "31", "held_on_month": "2", "held_on_year": "2026"}, "held_on"),
        ("interview", INTERVIEW | {"held_on_day": "1", "held_on_month": "1", "held_on_year": "2090"}, "held_on"),
        ("interview", INTERVIEW | {"held_on_day": "1", "held_on_month": "1", "held_on_year": "2020"}, "held_on"),
        ("recommend", RECOMMEND | {"help_kind": ""}, "help_kind"),
        ("recommend", RECOMMEND | {"amount": "كثير"}, "amount"),
        ("recommend", RECOMMEND | {"amount": "0"}, "amount"),
        ("recommend", RECOMMEND | {"outcome": "reject"}, "amount"),
        ("recommend", RECOMMEND | {"reasons": ""}, "reasons"),
        ("ask", {"note": ""}, "note"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_keeps_what_was_typed(
    page: str, data: dict[str, str], field: str
) -> None:
    user = staff(Role.RESEARCHER)
    case = make.in_assessment(researcher=user)
    response = client_of(user).post(_url(case, page), data | {"step": case.step})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    body = response.content.decode()
    assert "error-summary" in body
    for typed in ("الدخل دون الحد.", "الدخل ثابت."):
        if typed in data.values():
            assert typed in body
    assert _now(case).status == "in_assessment"
    assert not case.recommendations.exists()


def test_asking_the_applicant_is_refused_to_a_page_that_was_overtaken() -> None:
    user = staff(Role.RESEARCHER)
    case = make.in_assessment(researcher=user)
    client = client_of(user)
    assert client.post(_url(case, "ask"), {"step": case.step, "note": "فاتورة"}).status_code == 302
    assert _now(case).status == "awaiting_applicant"
    assert client.post(_url(case, "ask"), {"step": case.step, "note": "فاتورة"}).status_code == 422
    assert client.get(_url(case, "review"))["Location"] == f"/cases/{case.reference}/assessment/"


@pytest.mark.parametrize("page", ["review", "interview", "recommend", "refer", "ask"])
def test_only_whoever_studies_the_case_gets_in(page: str) -> None:
    case = make.in_assessment(researcher=staff(Role.RESEARCHER))
    assert client_of(staff(Role.RESEARCHER)).get(_url(case, page)).status_code == 404
    assert client_of(staff(Role.HEAD, "SOUTH")).get(_url(case, page)).status_code == 404
    assert client_of(case.created_by).get(_url(case, page)).status_code == 403
    assert client_of(staff(Role.HEAD)).get(_url(case, page)).status_code == 200


def test_a_conflict_closes_the_case_to_its_own_researcher() -> None:
    user = staff(Role.RESEARCHER)
    case = make.in_assessment(researcher=user)
    Recusal.objects.create(application=case, staff=user, reason="قرابة", by=user)
    assert client_of(user).get(_url(case, "review")).status_code == 404
    assert client_of(user).post(_url(case, "review"), REVIEW | {"step": case.step}).status_code == 404
