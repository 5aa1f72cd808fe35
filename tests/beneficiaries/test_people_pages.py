"""The pages about people, as a counter uses them: without script, keeping what was typed."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog, Staff
from beneficiaries.domain import households, people
from beneficiaries.models import Beneficiary, Representative
from tests.factories import id_number, make_person, make_policy, make_staff

pytestmark = pytest.mark.django_db
NEW = "/people/new/"


@pytest.fixture(autouse=True)
def _policy(db: None) -> None:
    make_policy()


@pytest.fixture
def counter(client: Client, reception: Staff) -> Client:
    client.force_login(reception)
    return client


@pytest.fixture
def typed() -> dict[str, Any]:
    """What the page posts for a person without household."""
    return {
        "q": "مها الغيثاني",
        "id_kind": "national",
        "id_number": "١٠٠٠٠٠٠٠٠٨",
        "first_name": "مها",
        "family_name": "الغيثاني",
        "sex": "female",
        "birth_date_day": "25",
        "birth_date_month": "8",
        "birth_date_year": "1407",
        "birth_date_calendar": "hijri",
        "nationality": "SA",
        "mobile": "+966 51 234 5678",
        "household-TOTAL_FORMS": "0",
        "household-INITIAL_FORMS": "0",
    }


def rows(*members: dict[str, str]) -> dict[str, str]:
    posted = {"household-TOTAL_FORMS": str(len(members)), "household-INITIAL_FORMS": "0"}
    for n, member in enumerate(members):
        posted |= {f"household-{n}-{name}": value for name, value in member.items()}
    return posted


def test_a_new_file_opens_only_after_a_search(counter: Client) -> None:
    answer = counter.get(NEW)
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:search"))
    assert counter.post(NEW, {"q": "  "})["Location"] == reverse("desk:search")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("مها سليمان الغيثاني", ['name="first_name" value="مها"', 'name="father_name" value="سليمان"']),
        ("0512345678", ['name="mobile" value="0512345678"']),
        ("1000000008", ['name="id_number" value="1000000008"']),
    ],
)
def test_it_carries_over_what_was_typed(counter: Client, text: str, shown: list[str]) -> None:
    page = counter.post(NEW, {"q": text, "open": "1"})
    assert page.status_code == 200
    for words in shown:
        assert words in page.content.decode()


def test_it_registers_and_goes_on_to_the_application(counter: Client, typed: dict[str, Any], reception: Staff) -> None:
    members = rows(
        {"name": "سعد", "relation": "son", "depends": "beneficiary"},
        {"name": "", "relation": "", "depends": "beneficiary"},
        {"name": "زيد", "relation": "son", "remove": "on"},
    )
    answer = counter.post(NEW, typed | members)
    person = Beneficiary.objects.get()
    assert answer["Location"] == reverse("intake:start", args=[person.public_id])
    assert (person.id_number, person.birth_date.isoformat(), person.created_by) == (
        "1000000008",
        "1987-04-23",
        reception,
    )
    assert list(person.household.values_list("name", flat=True)) == ["سعد"]
    assert person.contact_points.get().value == "0512345678"


def test_a_known_number_leads_to_its_person_and_keeps_what_was_typed(counter: Client, typed: dict[str, Any]) -> None:
    known = make_person(id_number="1000000008")
    page = counter.post(NEW, typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert f'href="{reverse("desk:person", args=[known.public_id])}"' in text
    assert known.full_name in text
    assert "رقم الهوية هذا مسجّل لمستفيد من قبل." in text
    assert 'name="first_name" value="مها"' in text
    assert Beneficiary.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id_number": "1000000009"}, "رقم الهوية غير صحيح"),
        ({"id_number": "10000"}, "رقم الهوية عشر خانات."),
        ({"id_number": "2000000006"}, "يبدأ رقم الهوية الوطنية بالرقم 1."),
        ({"id_number": ""}, "رقم الهوية غير مدخل."),
        ({"birth_date_year": "1490"}, "لا يكون تاريخ الميلاد في المستقبل."),
        ({"birth_date_year": "1850", "birth_date_calendar": "gregorian"}, "أكثر من 120 سنة"),
        (
            {"id_expires_on_day": "1", "id_expires_on_month": "1", "id_expires_on_year": "1440"},
            "انتهت صلاحية هذه الوثيقة",
        ),
        ({"mobile": "12"}, "رقم الجوال السعودي عشر خانات"),
        ({"email": "a@b"}, "صيغة البريد الإلكتروني"),
        ({"first_name": ""}, "هذا الجزء من الاسم غير مدخل."),
        ({"first_name": "مها7"}, "يُكتب الاسم بالحروف"),
        ({"sex": ""}, "الجنس غير محدد."),
        ({"nationality": ""}, "الجنسية غير محددة."),
        ({"nationality": "YE"}, "الهوية الوطنية للسعوديين"),
        ({"id_kind": "passport", "id_number": "A1234567"}, "سبب استخدام هذا النوع"),
        ({"national_address": "12"}, "العنوان الوطني المختصر أربعة أحرف"),
        (rows({"name": "سعد", "relation": ""}), "صلة القرابة غير محددة."),
        (rows({"name": "", "relation": "son"}), "هذا الجزء من الاسم غير مدخل."),
    ],
)
def test_every_wrong_value_has_its_sentence(
    counter: Client, typed: dict[str, Any], change: dict[str, str], sentence: str
) -> None:
    page = counter.post(NEW, typed | change)
    text = page.content.decode()
    assert page.status_code == 422
    assert text.count(sentence) >= 2, "in the summary and beside the field"
    assert "<title>خطأ:" in text
    assert not Beneficiary.objects.exists()


def test_all_that_is_wrong_is_said_at_once(counter: Client, typed: dict[str, Any]) -> None:
    text = counter.post(NEW, typed | {"id_number": "1", "mobile": "1", "sex": ""}).content.decode()
    for sentence in ("رقم الهوية عشر خانات.", "رقم الجوال السعودي", "الجنس غير محدد."):
        assert sentence in text


def test_another_row_is_added_without_script_and_without_a_word(counter: Client, typed: dict[str, Any]) -> None:
    asked = typed | rows({"name": "سعد", "relation": "son"}) | {"add_member": "1", "id_number": "oops"}
    page = counter.post(NEW, asked)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="household-TOTAL_FORMS" value="2"' in text
    assert 'name="household-0-name" value="سعد"' in text
    new = re.search(r'<input[^>]*name="household-1-name"[^>]*>', text)
    assert new is not None
    assert "autofocus" in new.group()
    assert text.count("autofocus") == 1
    assert 'value="oops"' in text
    assert "error-summary" not in text
    assert not Beneficiary.objects.exists()


@pytest.mark.parametrize("total", ["x", "-1", "999999999", "20", "", "²"])
def test_a_tampered_count_of_rows_does_no_harm(counter: Client, typed: dict[str, Any], total: str) -> None:
    page = counter.post(NEW, typed | {"household-TOTAL_FORMS": total, "add_member": "1"})
    assert page.status_code == 200
    assert counter.post(NEW, typed | {"household-TOTAL_FORMS": total}).status_code in (302, 422)


def test_the_enter_key_saves(counter: Client) -> None:
    text = counter.get(NEW, {"q": "مها"}).content.decode()
    form = text[text.index('<form method="post" class="form') :]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert "name=" not in first.group()


def test_it_shows_what_is_kept_and_not_the_number(counter: Client) -> None:
    person = make_person(mobile="0512345678")
    households.add(beneficiary_id=person.pk, by=person.created_by, name="سعد", relation="son")
    text = counter.get(reverse("beneficiaries:edit", args=[person.public_id])).content.decode()
    assert person.id_number not in text
    assert person.masked_id in text
    for words in ('value="0512345678"', 'value="سعد"', 'value="الواحة"'):
        assert words in text
    assert list(AccessLog.objects.values_list("what", "person_id")) == [("person", str(person.public_id))]


def edited(person: Beneficiary, typed: dict[str, Any], **change: Any) -> dict[str, Any]:
    return typed | {"id_number": "", "edits": str(Beneficiary.objects.get(pk=person.pk).edits)} | change


def test_a_correction_is_saved(counter: Client, typed: dict[str, Any]) -> None:
    person = make_person()
    address = reverse("beneficiaries:edit", args=[person.public_id])
    answer = counter.post(address, edited(person, typed, city="جدة"))
    assert answer["Location"] == reverse("desk:person", args=[person.public_id])
    after = Beneficiary.objects.get()
    assert (after.city, after.first_name, after.id_number) == ("جدة", "مها", person.id_number)


def test_a_colleagues_edit_is_shown_and_saving_again_is_a_choice(
    counter: Client, typed: dict[str, Any], reception: Staff
) -> None:
    person = make_person()
    address = reverse("beneficiaries:edit", args=[person.public_id])
    posted = edited(person, typed, city="مكة")
    people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, city="جدة")
    page = counter.post(address, posted)
    text = page.content.decode()
    assert page.status_code == 409
    assert "جدة" in text
    assert Beneficiary.objects.get().city == "جدة"
    shown = re.search(r'name="edits" value="(\d+)"', text)
    assert shown is not None
    assert counter.post(address, posted | {"edits": shown.group(1)}).status_code == 302
    assert Beneficiary.objects.get().city == "مكة"


def test_a_correction_to_a_known_number_leads_to_its_person(counter: Client, typed: dict[str, Any]) -> None:
    person, known = make_person(), make_person()
    page = counter.post(
        reverse("beneficiaries:edit", args=[person.public_id]), edited(person, typed, id_number=known.id_number)
    )
    assert page.status_code == 422
    assert reverse("desk:person", args=[known.public_id]) in page.content.decode()


@pytest.fixture
def deputy() -> dict[str, Any]:
    return {
        "kind": "agent",
        "name": "سعد النخيلاوي",
        "id_kind": "national",
        "id_number": id_number(),
        "phone": "0500000001",
        "document_kind": "power_of_attorney",
        "document_number": "4412",
        "document_expires_on_day": "1",
        "document_expires_on_month": "1",
        "document_expires_on_year": "2050",
        "document_expires_on_calendar": "gregorian",
        "seen_original": "on",
    }


def test_a_representative_is_added_and_the_page_that_sent_us_is_back(counter: Client, deputy: dict[str, Any]) -> None:
    person = make_person()
    back = reverse("intake:start", args=[person.public_id])
    address = reverse("beneficiaries:representatives", args=[person.public_id])
    assert counter.post(address, deputy | {"next": back})["Location"] == back
    assert person.representatives.get().name == "سعد النخيلاوي"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_elsewhere(counter: Client, deputy: dict[str, Any], elsewhere: str) -> None:
    person = make_person()
    address = reverse("beneficiaries:representatives", args=[person.public_id])
    answer = counter.post(address, deputy | {"next": elsewhere})
    assert answer["Location"] == reverse("desk:person", args=[person.public_id])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": ""}, "الصفة غير محددة"),
        ({"document_kind": "family_record"}, "مستند الوكيل الوكالة."),
        ({"document_expires_on_year": "2001"}, "انتهت صلاحية هذه الوثيقة"),
        ({"seen_original": ""}, "تلزم صورة الوثيقة أو الإفادة"),
        ({"id_number": "1000000009"}, "رقم الهوية غير صحيح"),
        ({"phone": "5"}, "رقم الجوال السعودي"),
    ],
)
def test_a_wrong_representative_has_its_sentence(
    counter: Client, deputy: dict[str, Any], change: dict[str, str], sentence: str
) -> None:
    person = make_person()
    page = counter.post(reverse("beneficiaries:representatives", args=[person.public_id]), deputy | change)
    assert page.status_code == 422
    assert page.content.decode().count(sentence) >= 2
    assert not Representative.objects.exists()


def test_a_file_that_is_no_document_is_told_beside_it(counter: Client, deputy: dict[str, Any]) -> None:
    person = make_person()
    scan = SimpleUploadedFile("scan.pdf", b"MZ not a pdf", "application/pdf")
    page = counter.post(reverse("beneficiaries:representatives", args=[person.public_id]), deputy | {"scan": scan})
    assert page.status_code == 422
    assert 'href="#id_scan"' in page.content.decode()


def test_a_representation_is_ended_by_its_own_page_only(counter: Client, deputy: dict[str, Any]) -> None:
    person, other = make_person(), make_person()
    counter.post(reverse("beneficiaries:representatives", args=[person.public_id]), deputy)
    agent = person.representatives.get()
    away = reverse("beneficiaries:representatives", args=[other.public_id])
    assert counter.post(away, {"retire": str(agent.pk)}).status_code == 404
    here = reverse("beneficiaries:representatives", args=[person.public_id])
    assert counter.post(here, {"retire": "x"}).status_code == 404
    assert counter.post(here, {"retire": str(agent.pk)}).status_code == 302
    assert not person.representatives.acting().exists()
    assert counter.get(here).status_code == 200


@pytest.mark.parametrize("name", ["edit", "representatives"])
def test_a_stranger_is_not_there(counter: Client, name: str) -> None:
    address = reverse(f"beneficiaries:{name}", args=["00000000-0000-0000-0000-000000000000"])
    assert counter.get(address).status_code == 404


@pytest.mark.parametrize("role", ["researcher", "member", "manager", "admin"])
def test_only_reception_registers(client: Client, role: str) -> None:
    client.force_login(make_staff(role))
    assert client.get(NEW, {"q": "مها"}).status_code == 403


@pytest.mark.parametrize("name", ["edit", "representatives"])
def test_its_queries_do_not_grow_with_rows(counter: Client, name: str, deputy: dict[str, Any]) -> None:
    person = make_person()
    address = reverse(f"beneficiaries:{name}", args=[person.public_id])
    counts = []
    for n in (1, 3):
        for _ in range(n):
            households.add(beneficiary_id=person.pk, by=person.created_by, name="سعد", relation="son")
            counter.post(
                reverse("beneficiaries:representatives", args=[person.public_id]), deputy | {"id_number": id_number()}
            )
        with CaptureQueriesContext(connection) as seen:
            assert counter.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("typed", "carried"),
    [
        ("مها بنت سليمان الغيثاني", {"first_name": "مها", "father_name": "سليمان", "family_name": "الغيثاني"}),
        ("١٠٠٠٠٠٠٠٠٨", {"id_number": "١٠٠٠٠٠٠٠٠٨", "id_kind": "national", "nationality": "SA"}),
        ("2000000000", {"id_number": "2000000000", "id_kind": "iqama", "nationality": ""}),
        ("٤٠٠٠٠٠٠٠٠٠", {"id_number": "٤٠٠٠٠٠٠٠٠٠", "id_kind": "border", "nationality": ""}),
        ("784000000000000", {"id_number": "784000000000000", "id_kind": "gcc", "nationality": ""}),
        ("A1234567", {"id_number": "A1234567", "id_kind": "passport", "nationality": ""}),
        ("٠٥١٢ ٣٤٥ ٦٧٨", {"mobile": "٠٥١٢ ٣٤٥ ٦٧٨"}),
        ("+966512345678", {"mobile": "+966512345678"}),
    ],
)
def test_registering_begins_with_what_was_searched(counter: Client, typed: str, carried: dict[str, str]) -> None:
    form = counter.post(NEW, {"q": typed, "open": "1"}).context["form"]
    assert {name: form[name].value() for name in carried} == carried
