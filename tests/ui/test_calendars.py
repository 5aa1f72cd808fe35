"""Both calendars: known days, every day there and back, and nothing but None outside the tables."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ui import calendars

KNOWN = [
    ((1446, 8, 25), dt.date(2025, 2, 24), "الاثنين"),
    ((1445, 1, 23), dt.date(2023, 8, 10), "الخميس"),
    ((1446, 4, 17), dt.date(2024, 10, 20), "الأحد"),
]
UMM_AL_QURA = st.dates(min_value=dt.date(1924, 8, 1), max_value=dt.date(2077, 11, 16))


@pytest.mark.parametrize(("hijri", "day", "weekday"), KNOWN)
def test_it_knows_the_published_pairs(hijri, day, weekday):
    assert calendars.to_hijri(day) == hijri
    assert calendars.to_gregorian(*hijri) == day
    assert calendars.gregorian(day, week=True).split()[0] == weekday


@given(UMM_AL_QURA)
def test_every_day_comes_back_from_the_other_calendar(day):
    there = calendars.to_hijri(day)
    assert there is not None
    assert calendars.to_gregorian(*there) == day


@given(UMM_AL_QURA)
def test_a_written_hijri_date_is_read_back(day):
    year, month, number = calendars.to_hijri(day)
    assert calendars.parse_hijri(calendars.hijri(day)) == day
    assert calendars.parse_hijri(f"{year}-{month:02d}-{number:02d}") == day
    assert calendars.parse_hijri(f"{number}/{month}/{year}") == day


@given(st.dates())
def test_no_date_raises(day):
    assert calendars.both(day)
    assert (calendars.to_hijri(day) is None) == (not dt.date(1924, 8, 1) <= day <= dt.date(2077, 11, 16))


@given(UMM_AL_QURA)
def test_a_month_is_as_long_as_its_last_day(day):
    there = calendars.to_hijri(day)
    last = calendars.days_in(there.year, there.month)
    assert calendars.to_gregorian(there.year, there.month, last)
    assert calendars.to_gregorian(there.year, there.month, last + 1) is None
    assert calendars.gregorian_day(day.year, day.month, calendars.days_in(day.year, day.month))


def test_a_person_born_before_the_tables_has_only_a_gregorian_date():
    assert calendars.both(dt.date(1920, 5, 1)) == "1 مايو 1920م"


@pytest.mark.parametrize("text", ["1446-13-01", "1446-02-31", "1600-01-01", "نص", "", "25 شهر 1446", "1/1/1"])
def test_what_is_no_hijri_date_is_none(text):
    assert calendars.parse_hijri(text) is None


@pytest.mark.parametrize(
    "text", ["٢٥ شعبان ١٤٤٦هـ", "25 شعبان 1446 هـ", "۲۵/۸/۱۴۴۶", "\u200f25-8-1446", "25 Shaban 1446 AH"]
)
def test_a_hijri_date_is_read_in_any_digits(text):
    assert calendars.parse_hijri(text) == dt.date(2025, 2, 24)


def test_it_writes_both_calendars_as_the_pages_and_letters_do():
    day = dt.date(2026, 11, 25)
    assert calendars.both(day, week=True) == "الأربعاء 25 نوفمبر 2026م · 15 جمادى الآخرة 1448هـ"
    assert calendars.both(day, letter=True) == "25 نوفمبر 2026م الموافق 15 جمادى الآخرة 1448هـ"
    assert calendars.gregorian(day, year=False) == "25 نوفمبر"
    with translation.override("en"):
        assert calendars.both(day) == "25 November 2026 · 15 Jumada al-Akhirah 1448 AH"


def test_a_moment_is_a_day_and_an_hour_in_riyadh():
    late = dt.datetime(2026, 11, 24, 21, 30, tzinfo=dt.UTC)
    assert calendars.day_of(late) == dt.date(2026, 11, 25)
    assert calendars.clock(late) == "12:30 ص"
    assert calendars.clock(dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)) == "1:15 م"
