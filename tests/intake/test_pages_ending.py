"""Referring what is unclear; closing; stepping back for a conflict of interest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.states import Role
from intake.domain import referrals
from intake.models import Application, Recusal, Referral
from intake.states import ClosedReason, Status
from tests import factories
from tests.intake.paper_browser import form_of, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    """A draft, its receptionist signed in."""
    application = factories.draft()
    client.force_login(application.created_by)
    return application


def page(application, name, *more):
    return reverse(f"intake:{name}", args=[application.reference, *more])


class TestReferring:
    def test_none_was_needed(self, client, draft):
        response = client.get(page(draft, "referrals"))
        assert response.context["points"] == []
        assert draft.policy_version.referral_to in text_of(response)

    def test_a_point_is_referred_and_answered_by_the_head(self, client, draft):
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
    def test_a_question_that_is_none_is_refused_and_kept(self, client, draft, question):
        url = page(draft, "referrals")
        answer = send(client, url, client.get(url), has="question", question=question)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"question"})
        assert 'href="#id_question"' in answer.content.decode()
        assert not Referral.objects.exists()

    def test_the_same_point_is_referred_once(self, client, draft):
        url = page(draft, "referrals")
        opened = client.get(url)
        send(client, url, opened, has="question", question="ما المقصود؟")
        assert send(client, url, opened, has="question", question="ما المقصود؟").status_code == 422
        assert Referral.objects.count() == 1

    def test_an_empty_and_a_second_answer_are_refused(self, client, draft):
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

    def test_a_point_of_another_case_is_a_404(self, client, draft):
        point = referrals.ask(application_id=draft.pk, by=draft.created_by, question="ما المقصود؟")
        other = factories.draft(by=draft.created_by)
        client.force_login(factories.make_staff(Role.HEAD, branch=draft.branch))
        assert client.post(page(other, "referral_answer", point.pk), {}).status_code == 404

    def test_its_queries_do_not_grow_with_points(self, client, draft):
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


class TestClosing:
    def test_it_closes_with_a_coded_reason(self, client, draft):
        url = page(draft, "close")
        answer = send(client, url, client.get(url), has="reason", reason="withdrawn", note="بطلب منها")
        assert answer.url == reverse("desk:case", args=[draft.reference])
        application = Application.objects.get()
        assert (application.status, application.closed_reason) == (Status.CLOSED, ClosedReason.WITHDRAWN)
        assert application.moves.get().note == "بطلب منها"

    def test_it_closes_for_the_page_that_sent_us_and_goes_back_there(self, client, draft):
        url = page(draft, "close") + "?reason=duplicate&next=/people/pairs/7/merge/"
        shown = client.get(url)
        assert shown.context["form"]["reason"].initial == "duplicate"
        assert send(client, url, shown, has="reason", reason="duplicate").url == "/people/pairs/7/merge/"

    @pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
    def test_it_goes_to_none_but_our_own_pages(self, client, draft, address):
        shown = client.get(page(draft, "close"), {"next": address})
        assert shown.context["next"] == reverse("desk:case", args=[draft.reference])
        assert f'href="{address}' not in shown.content.decode()

    def test_a_second_click_finds_it_closed(self, client, draft):
        url = page(draft, "close")
        opened = client.get(url)
        for _ in range(2):
            assert send(client, url, opened, has="reason", reason="died").status_code == 302
        assert draft.moves.count() == 1
        assert client.get(url).status_code == 302

    @pytest.mark.parametrize("reason", [None, "", "lapsed", "boredom"])
    def test_a_reason_that_does_not_fit_is_refused_and_the_note_kept(self, client, draft, reason):
        url = page(draft, "close")
        answer = send(client, url, client.get(url), has="reason", reason=reason, note="ملاحظة")
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason"})
        assert form_of(answer, has="reason").values["note"][0].strip() == "ملاحظة"
        assert Application.objects.get().status == Status.DRAFT

    def test_a_page_that_was_overtaken_is_refused(self, client):
        application = factories.signed()
        client.force_login(application.created_by)
        url = page(application, "close")
        opened = client.get(url)
        factories.moves.submit(application_id=application.pk, step=0, by=application.created_by)
        answer = send(client, url, opened, has="reason", reason="withdrawn")
        assert answer.status_code == 422
        assert Application.objects.get().status == Status.SUBMITTED

    def test_a_researcher_may_not_close(self, client, draft):
        client.force_login(factories.make_staff(Role.RESEARCHER, branch=draft.branch))
        assert client.get(page(draft, "close")).status_code == 403

    def test_another_branchs_case_is_a_404(self, client, draft):
        client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
        assert client.get(page(draft, "close")).status_code == 404
        assert client.post(page(draft, "close"), {"step": 0, "reason": "died"}).status_code == 404


class TestConflict:
    def test_the_case_is_closed_to_whoever_declares(self, client, draft):
        url = page(draft, "conflict")
        assert send(client, url, client.get(url), has="reason", reason="قرابة من الدرجة الأولى").url == "/"
        bar = Recusal.objects.get()
        assert (bar.staff, bar.by, bar.reason) == (draft.created_by, draft.created_by, "قرابة من الدرجة الأولى")
        for name in ("documents", "match", "declaration", "referrals", "close", "conflict"):
            assert client.get(page(draft, name)).status_code == 404
        client.force_login(factories.make_staff(Role.RECEPTION, branch=draft.branch))
        assert client.get(page(draft, "documents")).status_code == 200

    def test_a_second_click_says_that_it_is_declared(self, client, draft):
        url = page(draft, "conflict")
        opened = client.get(url)
        for _ in range(2):
            assert send(client, url, opened, has="reason", reason="شراكة تجارية").url == "/"
        assert Recusal.objects.count() == 1

    def test_it_needs_a_reason(self, client, draft):
        url = page(draft, "conflict")
        answer = send(client, url, client.get(url), has="reason", reason=" ")
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason"})
        assert not Recusal.objects.exists()

    def test_a_case_never_theirs_is_a_404(self, client, draft):
        client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
        assert client.post(page(draft, "conflict"), {"reason": "x"}).status_code == 404
