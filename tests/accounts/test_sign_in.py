"""Signing in and out, as a browser does it."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from accounts.models import AccessLog, Staff
from accounts.states import Role
from tests.factories import make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "a good pass phrase"
WRONG = "البريد الإلكتروني أو كلمة المرور غير صحيحة."


@pytest.fixture
def staff():
    return make_staff(Role.RECEPTION, email="amal@example.org")


def sign_in(client, **fields):
    return client.post("/accounts/login/", {"login": "amal@example.org", "password": PASSWORD, **fields})


def test_the_page_is_arabic_and_asks_for_two_things(client):
    page = client.get("/accounts/login/", HTTP_ACCEPT_LANGUAGE="en-US,en")
    text = page.content.decode()
    assert page.status_code == 200
    assert '<html lang="ar" dir="rtl">' in text
    assert "تسجيل الدخول" in text
    assert text.count("<input") - text.count('type="hidden"') == 2
    assert "placeholder" not in text


def test_it_signs_in_however_the_address_is_written_and_logs_it(client, staff):
    answer = sign_in(client, login="  Amal@Example.ORG ")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(staff.pk)
    assert list(AccessLog.objects.values_list("staff", "what")) == [(staff.pk, "sign_in")]


def test_it_keeps_no_second_list_of_addresses(client, staff):
    sign_in(client)
    assert not EmailAddress.objects.exists()
    Staff.objects.filter(pk=staff.pk).update(email="new@example.org")
    client.logout()
    assert sign_in(client).status_code == 200
    assert sign_in(client, login="new@example.org").status_code == 302


@pytest.mark.parametrize("fields", [{"password": "wrong"}, {"login": "nobody@example.org"}])
def test_a_wrong_address_and_a_wrong_password_get_the_same_sentence(client, staff, fields):
    answer = sign_in(client, **fields)
    assert WRONG in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not AccessLog.objects.exists()


def test_what_was_typed_stays_but_never_the_password(client, staff):
    text = sign_in(client, password="wrong secret").content.decode()
    assert 'value="amal@example.org"' in text
    assert "wrong secret" not in text


@pytest.mark.parametrize("fields", [{"login": ""}, {"password": ""}, {"login": "not an address"}, {"login": "\x00"}])
def test_missing_or_broken_input_is_answered_on_the_page(client, staff, fields):
    answer = sign_in(client, **fields)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


def test_after_five_failures_even_the_right_password_waits(client, staff):
    for _try in range(5):
        assert WRONG in sign_in(client, password="wrong").content.decode()
    text = sign_in(client).content.decode()
    assert "تعذّرت محاولات كثيرة." in text
    assert "_auth_user_id" not in client.session
    cache.clear()
    assert sign_in(client).status_code == 302


def test_an_inactive_account_is_told_so_only_after_the_right_password(client, staff):
    Staff.objects.filter(pk=staff.pk).update(is_active=False)
    assert WRONG in sign_in(client, password="wrong").content.decode()
    answer = sign_in(client)
    assert answer["Location"] == "/accounts/inactive/"
    assert "هذا الحساب غير مفعّل" in client.get(answer["Location"]).content.decode()
    assert "_auth_user_id" not in client.session


def test_switching_an_account_off_ends_its_sessions(client, staff):
    sign_in(client)
    assert client.get("/accounts/password/").status_code == 200
    Staff.objects.filter(pk=staff.pk).update(is_active=False)
    assert client.get("/accounts/password/")["Location"] == "/accounts/login/?next=/accounts/password/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
    ],
)
def test_it_never_leads_to_another_site(client, staff, elsewhere):
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_it_leads_back_to_the_page_that_was_asked_for(client, staff):
    asked = client.get("/accounts/password/?a=1&b=2")
    assert asked["Location"] == "/accounts/login/?next=/accounts/password/%3Fa%3D1%26b%3D2"
    text = client.get(asked["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/accounts/password/?a=1&amp;b=2">' in text
    assert sign_in(client, next="/accounts/password/?a=1&b=2")["Location"] == "/accounts/password/?a=1&b=2"


def test_signing_out_is_a_post_and_ends_the_session(client, staff):
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 405
    answer = client.post("/accounts/logout/")
    assert answer["Location"] == "/accounts/login/"
    assert client.get("/accounts/password/").status_code == 302


def test_signing_in_needs_the_forms_token(staff):
    from django.test import Client  # here: the only test that wants a client of its own

    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_there_is_no_sign_up_and_no_reset_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_session_ends_within_a_working_day_and_is_not_remembered(client, staff):
    sign_in(client, remember="on")
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]
    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() <= 12 * 3600


def test_changing_the_password_asks_for_the_old_one_and_signs_other_devices_out(client, staff):
    from django.test import Client  # here: the second device

    other = Client()
    sign_in(other)
    sign_in(client)
    new = {"password1": "another long sentence", "password2": "another long sentence"}
    wrong = client.post("/accounts/password/", {"oldpassword": "no", **new}).content.decode()
    assert "كلمة المرور الحالية غير صحيحة." in wrong
    weak = {"oldpassword": PASSWORD, "password1": "123456789012", "password2": "123456789012"}
    text = client.post("/accounts/password/", {**weak, "password1": "12345", "password2": "12345"}).content.decode()
    assert "كلمة المرور قصيرة، والحد الأدنى 12 خانة." in text
    assert "This password" not in text
    assert "error-summary" in client.post("/accounts/password/", weak).content.decode()
    unlike = {"oldpassword": PASSWORD, **new, "password2": "another long sentence!"}
    assert "error-summary" in client.post("/accounts/password/", unlike).content.decode()
    assert Staff.objects.get().check_password(PASSWORD)
    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, **new})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Staff.objects.get().check_password("another long sentence")
    assert client.get("/accounts/password/").status_code == 200
    assert other.get("/accounts/password/").status_code == 302
    assert Staff.objects.get().password_changes == 1


def test_the_language_is_arabic_until_somebody_switches(client, staff):
    assert 'lang="ar"' in client.get("/accounts/login/").content.decode()
    assert client.post("/accounts/language/", {"language": "en", "next": "/accounts/login/"}).status_code == 302
    assert '<html lang="en" dir="ltr">' in client.get("/accounts/login/").content.decode()


def test_the_language_of_who_is_signed_in_is_kept_in_the_account(client, staff):
    sign_in(client)
    client.post("/accounts/language/", {"language": "en"})
    assert Staff.objects.get().language == "en"
    assert 'lang="en"' in client.get("/accounts/password/").content.decode()
    client.post("/accounts/language/", {"language": "xx"})
    assert Staff.objects.get().language == "en"
    client.cookies.clear()
    sign_in(client)
    assert 'lang="en"' in client.get("/accounts/password/").content.decode()


def test_the_switch_of_language_never_leads_to_another_site(client):
    answer = client.post("/accounts/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
