"""Texts of consent in Django admin: added and numbered, never changed."""

import datetime as dt

import pytest
from django.test import Client

from accounts.states import Role
from beneficiaries.models import ConsentText
from ledger import clock
from tests.factories import consent_text, make_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/beneficiaries/consenttext/"


def typed(body: str, day: dt.date) -> dict[str, str]:
    """The page's form, the day in the Gregorian calendar."""
    parts = {"day": day.day, "month": day.month, "year": day.year, "calendar": "gregorian"}
    return {"body": body, **{f"valid_from_{name}": str(part) for name, part in parts.items()}}


@pytest.fixture
def admin(client: Client) -> Client:
    consent_text()
    client.force_login(make_staff(Role.ADMIN, name="يوسف الشفقي"))
    return client


def test_a_text_is_added_with_the_next_number(admin: Client) -> None:
    today = clock.today()
    answer = admin.post(f"{LIST}add/", typed("نص ثانٍ", today))
    assert answer.status_code == 302
    text = ConsentText.objects.current()
    assert text is not None
    assert (text.number, text.body, text.valid_from) == (2, "نص ثانٍ", today)
    assert text.created_by is not None
    assert text.created_by.name == "يوسف الشفقي"


def test_no_text_is_valid_from_a_day_gone_by(admin: Client) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    page = admin.post(f"{LIST}add/", typed("نص", yesterday))
    assert "يبدأ العمل بالنص الجديد من اليوم أو بعده." in page.content.decode()
    assert ConsentText.objects.count() == 1


def test_a_text_is_shown_and_never_changed(admin: Client) -> None:
    text = ConsentText.objects.get()
    there = f"{LIST}{text.pk}/change/"
    assert "<textarea" not in admin.get(there).content.decode()
    assert admin.post(there, {"body": "x"}).status_code in (403, 405)
    text.refresh_from_db()
    assert text.body != "x"
