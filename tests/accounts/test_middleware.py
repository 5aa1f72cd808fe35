"""The access map is asked before any view."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.rules import PUBLIC, SIGNED_IN, Answer, Need, decide, find
from accounts.states import Perm, Role
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


def test_an_exact_name_wins_over_its_namespaces_wildcard():
    needs = {"admin:*": Need(get=PUBLIC), "admin:index": Need(get=SIGNED_IN), "home": Need(post=PUBLIC)}
    assert find(needs, "admin:index") is needs["admin:index"]
    assert find(needs, "admin:other") is needs["admin:*"]
    assert find(needs, "home") is needs["home"]
    assert find(needs, "other") is None
    assert find(needs, "desk:home") is None


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("GET", Answer.ALLOWED),
        ("HEAD", Answer.ALLOWED),
        ("POST", Answer.DENIED),
        ("OPTIONS", Answer.ALLOWED),
        ("PUT", Answer.NO_SUCH_METHOD),
        ("DELETE", Answer.NO_SUCH_METHOD),
        ("TRACE", Answer.NO_SUCH_METHOD),
        ("", Answer.NO_SUCH_METHOD),
    ],
)
def test_each_method_has_its_own_need(method, expected):
    need = Need(get=(Perm.VOTE, Perm.DELIVER), post=Perm.VOTE)
    assert decide(need=need, method=method, user=make_staff(Role.RECEPTION)) is expected


def test_an_unmapped_address_is_an_error_here_and_a_404_in_production(client, settings, monkeypatch):
    monkeypatch.setattr("config.access.MAP", {})
    with pytest.raises(ImproperlyConfigured, match="account_login"):
        client.get("/accounts/login/")
    settings.ACCESS_MAP_STRICT = False
    client.force_login(make_staff(Role.ADMIN))
    assert client.get("/accounts/login/").status_code == 404


def test_who_may_not_gets_the_arabic_page(client):
    client.force_login(make_staff(Role.RECEPTION))
    answer = client.get("/admin/")
    assert answer.status_code == 403
    assert answer["Content-Language"] == "ar"


def test_django_admin_has_no_sign_in_page_of_its_own(client):
    assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    assert client.get("/admin/login/")["Location"].startswith("/accounts/login/")
    client.force_login(make_staff(Role.ADMIN))
    assert client.get("/admin/").status_code == 200


def test_a_fragment_after_the_session_ended_takes_the_whole_page_to_sign_in(client):
    answer = client.get("/accounts/password/", HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/accounts/login/?next=/accounts/password/"


def test_after_a_post_it_leads_home_since_the_address_may_take_no_get(client):
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/?next=/"


def test_a_method_nobody_offers_says_which_are(client):
    client.force_login(make_staff(Role.RECEPTION))
    answer = client.put("/accounts/login/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"
