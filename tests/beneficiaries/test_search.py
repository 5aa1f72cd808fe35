"""Search: what a text is taken for, whom it finds, what it costs, and that no text breaks it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Staff
from beneficiaries.domain import contact_points
from beneficiaries.models import Beneficiary
from beneficiaries.queries import name_correction, name_parts, search
from beneficiaries.queries.name_correction import Condition
from beneficiaries.queries.search import Kind
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def named(*parts: str, **fields: Any) -> Beneficiary:
    names = dict(zip(("first_name", "father_name", "grandfather_name", "family_name"), parts, strict=True))
    return make_person(**names, **fields)


@pytest.fixture
def maha() -> Beneficiary:
    named("سعد", "راشد", "حمد", "الهضباني")
    return named("مَها", "عبد الله", "أحمد", "الغيثاني", id_number="1000000008", mobile="0512345678")


@pytest.mark.parametrize(
    "text",
    [
        "مها",
        "مه",
        "الغيث مها",
        "مها عبدالله",
        "مها عبد الله",
        "مها عبد الل",
        "مها احمد الغيثانى",
        "مها بنت عبد الله",
        "مـــها",
        "\u202bمها\u202c\u200f",
        "1000000008",
        "١٠٠٠٠٠٠٠٠٨",
        "100 000 0008",
        "0512345678",
        "+966 51 234 5678",
        "٠٥١٢٣٤٥٦٧٨",
        "512345678",
    ],
)
def test_it_finds_her_however_she_is_asked_for(maha: Beneficiary, text: str) -> None:
    found = search.search(text=text)
    assert found.people == [maha]
    assert found.exact


@pytest.mark.parametrize("text", ["عبد", "عبدا", "عبدالله", "عبد الله"])
def test_a_joined_name_is_found_apart_and_together(text: str) -> None:
    together = named("عبدالله", "", "", "الشفقي")
    apart = named("عبد الله", "", "", "النخيلاوي")
    assert set(search.search(text=text)) == {together, apart}


@pytest.mark.parametrize("text", ["1000000016", "0599999999", "زيد", "", "   ", "؟!", "مها سعد راشد"])
def test_nobody_is_found_for_what_nobody_has(maha: Beneficiary, text: str) -> None:
    found = search.search(text=text)
    assert found.exact is False or not found


def test_the_nearest_are_told_as_such(maha: Beneficiary) -> None:
    found = search.search(text="مها الغيثاني القصيبي")
    assert (found.people, found.exact) == ([maha], False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.NOTHING),
        ("!", Kind.NOTHING),
        ("12", Kind.NOTHING),
        ("1000000008", Kind.ID),
        ("1000000009", Kind.ID),
        ("A1234567", Kind.ID),
        ("784198012345678", Kind.ID),
        ("0512345678", Kind.PHONE),
        ("مها", Kind.NAME),
        ("مها 5", Kind.NAME),
    ],
)
def test_a_text_is_taken_for_what_it_is(text: str, kind: Kind) -> None:
    assert search.kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "'",
        "''':*",
        "\\",
        "م\\' | 'ا",
        "مها' & 'x':*",
        "%",
        "_",
        "مها%",
        "; DROP TABLE beneficiaries_beneficiary; --",
        "م:*",
        "!(م)",
        "<->",
        "م\x00ها",
        "م\ud800ها",
        "\u202e\u2066مها\u2069",
        "𓀀 𝕄",
        "ا" * 10_000,
        "مها " * 3_000,
        "9" * 10_000,
        "مها عبد",
        "عبد " * 20,
    ],
)
def test_no_text_breaks_it(maha: Beneficiary, text: str) -> None:
    assert len(search.search(text=text)) <= 1


def test_a_wildcard_is_a_letter_like_any_other(maha: Beneficiary) -> None:
    assert not search.search(text="%%%ها")
    assert search.search(text="مها %") == search.search(text="مها")


def test_a_name_with_a_quote_and_a_backslash_is_found() -> None:
    person = named("O'Brien", "x\\y", "", "Smith")
    assert search.search(text="o'br").people == [person]
    assert search.search(text="x\\y smith").people == [person]


def test_twenty_at_most_and_it_says_there_are_more() -> None:
    for _ in range(21):
        named("ريم", "", "", "السدراوي")
    found = search.search(text="ريم", limit=500)
    assert (len(found), found.more) == (20, True)


@pytest.mark.parametrize("text", ["ريم", "0512345678"])
def test_it_costs_the_same_whatever_it_finds_and_counts_nothing(reception: Staff, text: str) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            for person in search.search(text=text):
                assert person.reached is not None  # type: ignore[attr-defined]
        return [query["sql"] for query in seen]

    for _ in range(3):
        person = named("ريم", "", "", "السدراوي")
        contact_points.add(beneficiary_id=person.pk, kind="mobile", value="0512345678", by=reception)
        queries()  # the first one may find that the vocabulary has grown
        assert len(queries()) == (3 if text == "ريم" else 2)
    assert not any("COUNT(" in sql.upper() for sql in queries())


def test_a_name_is_looked_up_in_the_index(maha: Beneficiary) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    known = name_parts.current()
    wanted = name_correction.condition(name_correction.words_of(["مه"], known), known)
    assert wanted == Condition("('مها')")
    plan = Beneficiary.objects.filter(name_tsv__matches=wanted.indexed).values("pk").explain()
    assert "beneficiary_name_parts" in plan


def test_a_contact_point_out_of_use_finds_nobody(maha: Beneficiary, reception: Staff) -> None:
    contact_points.remove(contact_id=maha.contact_points.get(kind="mobile").pk, by=reception)
    assert not search.search(text="0512345678")
    assert search.find_by_phone(phone="0512345678") == []


def test_a_family_shares_a_number(reception: Staff) -> None:
    one, two = make_person(mobile="0512345678"), make_person(mobile="0512345678")
    assert search.find_by_phone(phone="+966512345678") == [two, one]


@pytest.mark.parametrize("number", ["1000000008", "١٠٠٠٠٠٠٠٠٨"])
def test_it_finds_by_identity_number(maha: Beneficiary, number: str) -> None:
    assert search.find_by_id(number=number) == maha


@pytest.mark.parametrize("number", ["", "1000000009", "x", "1" * 1000])
def test_no_number_finds_nobody(maha: Beneficiary, number: str) -> None:
    assert search.find_by_id(number=number) is None


def test_a_passport_is_found(reception: Staff) -> None:
    person = make_person(id_kind="passport", id_number="A1234567", nationality="YE", id_kind_reason="زيارة")
    assert search.search(text="a1234567").people == [person]
