"""Choices in the words of lists, and cells as they are shown beside a fault."""

import pytest

from imports.domain.choices import choice
from imports.domain.rows import hidden
from ledger.errors import Refused


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("sex", "ذكر", "male"),
        ("sex", " أُنْثَى ", "female"),
        ("sex", "انثى", "female"),
        ("sex", "F", "female"),
        ("nationality", "سعودية", "SA"),
        ("nationality", "المملكة العربية السعودية", "SA"),
        ("nationality", "yemeni", "YE"),
        ("nationality", "EG", "EG"),
        ("id_kind", "إقامة", "iqama"),
        ("id_kind", "هوية وطنية", "national"),
        ("sex", "", ""),
    ],
)
def test_choice_in_the_words_of_lists_is_understood(field, cell, value):
    assert choice(cell, field=field) == value


def test_choice_unknown_is_refused_with_the_word():
    with pytest.raises(Refused) as refused:
        choice("؟؟", field="sex")
    assert refused.value.code == "sex_unknown"
    assert "؟؟" in str(refused.value)


@pytest.mark.parametrize(
    ("target", "cell", "shown"),
    [
        ("birth_date", "31/02/1990", "31/02/1990"),
        ("", "1405/03/12هـ", "1405/03/12هـ"),
        ("birth_date", "05001234567", "•••••••4567"),
        ("", "0500-12-3456", "••••••••3456"),
        ("id_number", "1990-02-31", "••••••2-31"),
    ],
)
def test_cell_with_a_day_is_shown_and_with_a_number_hidden(target, cell, shown):
    # identity numbers are shown by their last four digits, whatever their length
    assert hidden(target, cell)[-4:] == shown[-4:]
    assert (hidden(target, cell) == cell) == (shown == cell)
