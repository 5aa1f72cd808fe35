"""A real browser at the counter: a person is registered with the keyboard alone, and without script."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Staff
from beneficiaries.models import Beneficiary
from tests.factories import make_policy

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(context: Any, staff: Staff, address: str) -> None:
    """Gives a browser context the session of this member of staff."""
    client = Client()
    client.force_login(staff)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def test_a_person_is_registered_with_the_keyboard_alone(page: Any, live_server: Any, reception: Staff) -> None:
    make_policy()
    sign_in(page.context, reception, live_server.url)
    page.goto("/people/new/?q=مها سليمان الغيثاني")
    page.focus("#id_id_number")
    keys = page.keyboard
    keys.type("١٠٠٠٠٠٠٠٠٨")
    for _ in range(100):
        keys.press("Tab")
        focused = page.evaluate("document.activeElement.name || ''")
        if focused == "birth_date_day":
            keys.type("25")
        elif focused == "birth_date_month":
            keys.type("8")
        elif focused == "birth_date_year":
            keys.type("1407")
        elif focused == "sex":
            keys.press("ArrowDown")
            break
    keys.press("Enter")
    page.wait_for_url("**/start/")
    person = Beneficiary.objects.get()
    assert (person.full_name, person.id_number, person.sex) == ("مها سليمان الغيثاني", "1000000008", "female")


def test_a_household_is_entered_without_script(chromium: Any, live_server: Any, reception: Staff) -> None:
    make_policy()
    context = chromium.new_context(base_url=live_server.url, locale="ar-SA", java_script_enabled=False)
    sign_in(context, reception, live_server.url)
    page = context.new_page()
    page.goto("/people/new/?q=مها الغيثاني")
    page.fill("#id_id_number", "1000000008")
    page.fill("#id_birth_date_0", "25")
    page.fill("#id_birth_date_1", "8")
    page.fill("#id_birth_date_2", "1987")
    page.check("input[name=sex][value=female]")
    page.click("button[name=add_member]")
    page.fill("#id_household-0-name", "سعد الغيثاني")
    page.select_option("#id_household-0-relation", "son")
    page.click("form.form .btn-primary")
    page.wait_for_url("**/start/")
    context.close()
    assert list(Beneficiary.objects.get().household.values_list("name", "relation")) == [("سعد الغيثاني", "son")]
