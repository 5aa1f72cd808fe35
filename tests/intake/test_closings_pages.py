"""Closing an application."""

import pytest
from django.urls import reverse

from accounts.states import Role
from intake.domain import moves
from intake.models import Application
from intake.states import ClosedReason, Status
from tests import factories
from tests.intake.factories import page
from tests.intake.paper_browser import form_of, send

pytestmark = pytest.mark.django_db


def test_it_closes_with_a_coded_reason(client, draft):
    url = page(draft, "close")
    answer = send(client, url, client.get(url), has="reason", reason="withdrawn", note="بطلب منها")
    assert answer.url == reverse("desk:case", args=[draft.reference])
    application = Application.objects.get()
    assert (application.status, application.closed_reason) == (Status.CLOSED, ClosedReason.WITHDRAWN)
    assert application.moves.get().note == "بطلب منها"


def test_it_closes_for_the_page_that_sent_us_and_goes_back_there(client, draft):
    url = page(draft, "close") + "?reason=duplicate&next=/people/pairs/7/merge/"
    shown = client.get(url)
    assert shown.context["form"]["reason"].initial == "duplicate"
    assert send(client, url, shown, has="reason", reason="duplicate").url == "/people/pairs/7/merge/"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_it_goes_to_none_but_our_own_pages(client, draft, address):
    shown = client.get(page(draft, "close"), {"next": address})
    assert shown.context["next"] == reverse("desk:case", args=[draft.reference])
    assert f'href="{address}' not in shown.content.decode()


def test_a_second_click_finds_it_closed(client, draft):
    url = page(draft, "close")
    opened = client.get(url)
    for _ in range(2):
        assert send(client, url, opened, has="reason", reason="died").status_code == 302
    assert draft.moves.count() == 1
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("reason", [None, "", "lapsed", "boredom"])
def test_a_reason_that_does_not_fit_is_refused_and_the_note_kept(client, draft, reason):
    url = page(draft, "close")
    answer = send(client, url, client.get(url), has="reason", reason=reason, note="ملاحظة")
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason"})
    assert form_of(answer, has="reason").values["note"][0].strip() == "ملاحظة"
    assert Application.objects.get().status == Status.DRAFT


def test_a_page_that_was_overtaken_is_refused(client):
    application = factories.signed()
    client.force_login(application.created_by)
    url = page(application, "close")
    opened = client.get(url)
    moves.submit(application_id=application.pk, step=0, by=application.created_by)
    answer = send(client, url, opened, has="reason", reason="withdrawn")
    assert answer.status_code == 422
    assert Application.objects.get().status == Status.SUBMITTED


def test_a_researcher_may_not_close(client, draft):
    client.force_login(factories.make_staff(Role.RESEARCHER, branch=draft.branch))
    assert client.get(page(draft, "close")).status_code == 403


def test_another_branchs_case_is_a_404(client, draft):
    client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
    assert client.get(page(draft, "close")).status_code == 404
    assert client.post(page(draft, "close"), {"step": 0, "reason": "died"}).status_code == 404
