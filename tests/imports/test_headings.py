"""The guess of what a column holds, by its heading."""

import pytest

from imports.domain import headings
from spreadsheets.reader import Column
from tests.imports.factories import HEAD

FIELDS = ("id_number", "first_name", "father_name", "grandfather_name", "family_name", "sex", "birth_date")


def test_headings_of_a_list_are_guessed():
    columns = [Column(place, heading) for place, heading in enumerate(HEAD)]
    assert tuple(headings.guess(columns).values())[:7] == FIELDS


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("رقم السجل المدنى", "id_number"),
        ("تاريخ الميلاد (هجري)", "birth_date"),
        ("رقم  الجـوال", "mobile"),
        ("Full Name", "full_name"),
        ("Date of brith", "birth_date"),
        ("الاسم رباعي", "full_name"),
        ("ملاحظات", None),
    ],
)
def test_heading_misspelt_or_in_english_is_guessed(heading, target):
    assert headings.guess([Column(0, heading)]).get(0) == target
