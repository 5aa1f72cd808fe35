"""Referring what is unclear, and answering it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.states import Role
from intake.domain import referrals
from intake.models import Referral
from tests import factories
from tests.intake.factories import page
from tests.intake.paper_browser import send, text_of

pytestmark = pytest.mark.django_db


def test_none_was_needed(client, draft):
    response = client.get(page(draft, "referrals"))
    assert response.context["points"] == []
    assert draft.policy_version.referral_to in text_of(response)


def test_a_point_is_referred_and_answered_by_the_head(client, draft):
    url = page(draft, "referrals")
    assert send(client, url, client.get(url), has="question", question="هل يُحتسب الدخل الموسمي؟").url == url
    point = Referral.objects.get()
    assert (point.question, point.asked_by) == ("هل يُحتسب الدخل الموسمي؟", draft.created_by)
    reply = page(draft, "referral_answer", point.pk)
    assert reply not in client.get(url).content.decode()
    assert client.post(reply, {f"r{point.pk}-answer": "لا"}).status_code == 403
    head = factories.make_staff(Role.HEAD, branch=draft.branch)
    client.force_login(head)
    field = f"r{point.pk}-answer"
    assert send(client, url, client.get(url), to=reply, **{field: "نعم، بمتوسط السنة."}).url == url
    point.refresh_from_db()
    assert (point.answer, point.answered_by) == ("نعم، بمتوسط السنة.", head)
    assert "نعم، بمتوسط السنة." in text_of(client.get(url))


@pytest.mark.parametrize("question", ["", "   ", "س" * 2001, "x\x00y"])
def test_a_question_that_is_none_is_refused_and_kept(client, draft, question):
    url = page(draft, "referrals")
    answer = send(client, url, client.get(url), has="question", question=question)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"question"})
    assert 'href="#id_question"' in answer.content.decode()
    assert not Referral.objects.exists()


def test_the_same_point_is_referred_once(client, draft):
    url = page(draft, "referrals")
    opened = client.get(url)
    send(client, url, opened, has="question", question="ما المقصود؟")
    assert send(client, url, opened, has="question", question="ما المقصود؟").status_code == 422
    assert Referral.objects.count() == 1


def test_an_empty_and_a_second_answer_are_refused(client, draft):
    point = referrals.ask(application_id=draft.pk, by=draft.created_by, question="ما المقصود؟")
    client.force_login(factories.make_staff(Role.HEAD, branch=draft.branch))
    reply = page(draft, "referral_answer", point.pk)
    answer = client.post(reply, {f"r{point.pk}-answer": " "})
    assert answer.status_code == 422
    assert f'href="#id_r{point.pk}-answer"' in answer.content.decode()
    assert client.post(reply, {f"r{point.pk}-answer": "الدخل الثابت"}).status_code == 302
    again = client.post(reply, {f"r{point.pk}-answer": "غير ذلك"})
    assert again.status_code == 422
    assert "غير ذلك" in again.content.decode()
    assert Referral.objects.get().answer == "الدخل الثابت"


def test_a_point_of_another_case_is_a_404(client, draft):
    point = referrals.ask(application_id=draft.pk, by=draft.created_by, question="ما المقصود؟")
    other = factories.draft(by=draft.created_by)
    client.force_login(factories.make_staff(Role.HEAD, branch=draft.branch))
    assert client.post(page(other, "referral_answer", point.pk), {}).status_code == 404


def test_its_queries_do_not_grow_with_points(client, draft):
    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(page(draft, "referrals")).status_code == 200
        return len(found)

    for question in ("أولًا؟",):
        referrals.ask(application_id=draft.pk, by=draft.created_by, question=question)
    one = count()
    for question in ("ثانيًا؟", "ثالثًا؟"):
        referrals.ask(application_id=draft.pk, by=draft.created_by, question=question)
    assert count() == one
