"""Names: the Python normaliser and the SQL one are twins, and what they fold is what people write differently."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beneficiaries.models import names

# Characters that Python's Unicode knows: PostgreSQL's may be newer, and what it alone knows cannot be compared.
KNOWN = st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\x00")
ARABIC = st.sampled_from(
    [
        chr(c)
        for c in (*range(0x600, 0x700), *range(0xFB50, 0xFDFF), *range(0xFE70, 0xFEFD))
        if unicodedata.name(chr(c), "")
    ]
    + list(" \t\n\u00a0\u0640\u200b\u200e\u200f\u202b\u2066\ufeff\u0654\u0655\u064b\u0670AZaz09٠٩۰۹'\\")
)
TEXTS = st.lists(st.text(st.one_of(ARABIC, ARABIC, KNOWN), max_size=30), min_size=100, max_size=100)


@pytest.mark.django_db
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(texts=TEXTS)
def test_the_twins_agree_on_ten_thousand_texts(texts: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f, replace(f, ' ', '') FROM unnest(%s::text[]) WITH ORDINALITY AS x(t, n), ar_norm_v1(t) AS f"
            " ORDER BY n",
            [texts],
        )
        assert cursor.fetchall() == [(names.normalise(text), names.joined(text)) for text in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إيمان", "ايمان"),
        ("آمنة", "امنه"),
        ("ا\u0654حمد", "أحمد"),
        ("هدى", "هدي"),
        ("فؤاد", "فواد"),
        ("عائشة", "عايشه"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("\u202bمحمد\u202c", "محمد"),
        ("محمد\u200f", "محمد"),
        ("  محمد   علي ", "محمد علي"),
        ("محمد\u00a0علي", "محمد علي"),
        ("علی", "علي"),
        ("کریم", "كريم"),
        ("ﷲ", "الله"),
        ("٠١٢۳۴", "01234"),
        ("SALEH", "saleh"),
    ],
)
def test_what_people_write_differently_is_one(one: str, other: str) -> None:
    assert names.normalise(one) == names.normalise(other)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("مها بنت سليمان", ["مها", "سليمان"]),
        ("بن", ["بن"]),
        ("، ! ؟", []),
        ("", []),
        ("أ " * 50, ["ا"] * 8),
        ("س" * 10_000, ["س" * 60]),
    ],
)
def test_parts_worth_searching(text: str, parts: list[str]) -> None:
    assert names.parts(text) == parts


@pytest.mark.parametrize("text", ["عبدالله", "عبد الله", "عَبْد الله", " عبد\u00a0الله "])
def test_one_form_without_spaces(text: str) -> None:
    assert names.joined(text) == "عبدالله"


@pytest.mark.parametrize(
    ("parts", "units"),
    [
        ([], []),
        (["مها"], [("مها",)]),
        (["عبد", "الله", "ابو", "بكر"], [("عبد", "الله"), ("ابو", "بكر")]),
        (["مها", "عبد"], [("مها",), ("عبد",)]),
    ],
)
def test_halves_of_a_name_go_together(parts: list[str], units: list[tuple[str, ...]]) -> None:
    assert names.units(parts) == units


@pytest.mark.parametrize(
    ("text", "four"),
    [
        ("", ("", "", "", "")),
        ("مها", ("مها", "", "", "")),
        ("مها الغيثاني", ("مها", "", "", "الغيثاني")),
        ("مها بنت سليمان الغيثاني", ("مها", "سليمان", "", "الغيثاني")),
        ("عبد الله بن أبو بكر الغيثاني", ("عبد الله", "أبو بكر", "", "الغيثاني")),
        ("مها سليمان راشد الغيثاني", ("مها", "سليمان", "راشد", "الغيثاني")),
        ("مها سليمان راشد حمد آل ثاني", ("مها", "سليمان", "راشد", "حمد آل ثاني")),
        ("عبد", ("عبد", "", "", "")),
    ],
)
def test_a_typed_name_falls_into_four_parts(text: str, four: tuple[str, str, str, str]) -> None:
    assert names.split(text) == four
