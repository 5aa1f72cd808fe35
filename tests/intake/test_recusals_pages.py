"""Stepping back from a case for a conflict of interest."""

import pytest

from accounts.states import Role
from intake.models import Recusal
from tests import factories
from tests.intake.factories import page
from tests.intake.paper_browser import send

pytestmark = pytest.mark.django_db


def test_the_case_is_closed_to_whoever_declares(client, draft):
    url = page(draft, "conflict")
    assert send(client, url, client.get(url), has="reason", reason="قرابة من الدرجة الأولى").url == "/"
    bar = Recusal.objects.get()
    assert (bar.staff, bar.by, bar.reason) == (draft.created_by, draft.created_by, "قرابة من الدرجة الأولى")
    for name in ("documents", "match", "declaration", "referrals", "close", "conflict"):
        assert client.get(page(draft, name)).status_code == 404
    client.force_login(factories.make_staff(Role.RECEPTION, branch=draft.branch))
    assert client.get(page(draft, "documents")).status_code == 200


def test_a_second_click_says_that_it_is_declared(client, draft):
    url = page(draft, "conflict")
    opened = client.get(url)
    for _ in range(2):
        assert send(client, url, opened, has="reason", reason="شراكة تجارية").url == "/"
    assert Recusal.objects.count() == 1


def test_it_needs_a_reason(client, draft):
    url = page(draft, "conflict")
    answer = send(client, url, client.get(url), has="reason", reason=" ")
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reason"})
    assert not Recusal.objects.exists()


def test_a_case_never_theirs_is_a_404(client, draft):
    client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
    assert client.post(page(draft, "conflict"), {"reason": "x"}).status_code == 404
