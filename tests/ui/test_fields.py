"""What people type into the fields, and what comes out."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict

from tests.ui.gallery import Everything, filled
from ui import calendars, fields
from ui.forms import PortalForm, summary


def fixed_day() -> dt.date:
    """The day these tests are written on."""
    return dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PORTAL_TODAY = "tests.ui.test_fields.fixed_day"


def dated(day, month, year, calendar="gregorian", **options):
    """Return a bound form with one date."""

    class Dated(PortalForm):
        when = fields.DualDateField(label="التاريخ", **options)

    data = QueryDict(mutable=True)
    data.update({"when_day": day, "when_month": month, "when_year": year, "when_calendar": calendar})
    return Dated(data)


@pytest.mark.parametrize(
    ("day", "month", "year", "calendar"),
    [
        ("24", "2", "2025", "gregorian"),
        ("25", "8", "1446", "hijri"),
        ("٢٥", "٨", "١٤٤٦", "hijri"),
        ("۲۵", "08", "۱۴۴۶", "hijri"),
        # the year says which calendar is meant, whatever the choice beside it
        ("25", "8", "1446", "gregorian"),
        ("24", "2", "2025", "hijri"),
        ("25", "8", "1446هـ", "hijri"),
        ("٢٥", "٨", "١٤٤٦ هـ", "hijri"),
        ("25", "8", "\u200f1446 ه", "gregorian"),
        ("24", "2", "2025م", "gregorian"),
        ("25", "8", "1446 AH", "gregorian"),
    ],
)
def test_a_date_is_taken_in_either_calendar(day, month, year, calendar):
    form = dated(day, month, year, calendar)
    assert form.is_valid()
    assert form.cleaned_data["when"] == dt.date(2025, 2, 24)


@pytest.mark.parametrize(
    ("parts", "options", "code"),
    [
        (("", "", ""), {}, "required"),
        (("1", "", "1446"), {}, "incomplete"),
        (("31", "2", "2025"), {}, "day"),
        (("29", "2", "2025"), {}, "day"),
        (("31", "2", "1446"), {}, "day"),
        (("30", "8", "1446"), {}, "day"),
        (("0", "8", "1446"), {}, "day"),
        (("1", "13", "1446"), {}, "swapped"),
        (("8", "25", "1446"), {}, "swapped"),
        (("2", "24", "2025"), {}, "swapped"),
        (("25", "13", "1446"), {}, "month"),
        (("1", "0", "1446"), {}, "month"),
        (("1", "32", "1446"), {}, "month"),
        (("1", "1", "99"), {}, "year_short"),
        (("25", "8", "46"), {}, "year_short"),
        (("1", "1", "446"), {}, "year_short"),
        (("1", "1", "1342"), {}, "year"),
        (("1", "1", "1501"), {}, "year"),
        (("1", "1", "1799"), {}, "year"),
        (("أول", "1", "1446"), {}, "digits"),
        (("²", "1", "1446"), {}, "digits"),
        (("1", "شعبان", "1446"), {}, "digits"),
        (("1", "1", "هـ"), {}, "digits"),
        (("1", "1", "14466"), {}, "digits"),
        (("23", "11", "2026"), {"past": True}, "past"),
        (("21", "11", "2026"), {"future": True}, "future"),
        (("1", "1", "2020"), {"earliest": dt.date(2021, 1, 1)}, "earliest"),
        (("1", "1", "2022"), {"latest": dt.date(2021, 1, 1)}, "latest"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_its_reason(parts, options, code):
    form = dated(*parts, **options)
    assert [error.code for error in form.errors.as_data()["when"]] == [code]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("30", "8", "1446"), "لا يوجد يوم 30 في شعبان 1446هـ؛ فعدد أيامه 29 يومًا."),
        (("٣٠", "٢", "٢٠٢٥"), "لا يوجد يوم 30 في فبراير 2025م؛ فعدد أيامه 28 يومًا."),
        (("8", "25", "1446"), "لا يوجد شهر برقم 25، ويبدو أن اليوم والشهر كُتب أحدهما مكان الآخر."),
        (("25", "8", "46"), "تُكتب السنة بأرقامها الأربعة، مثل: 1446 أو 2025."),
        (
            ("1", "1", "1600"),
            "السنة 1600 ليست من أيٍّ من التقويمين: الهجري من 1343 إلى 1500، والميلادي من 1800 إلى 2200.",
        ),
    ],
)
def test_a_refusal_says_what_to_mend(parts, sentence):
    assert dated(*parts).errors["when"] == [sentence]


@pytest.mark.parametrize("options", [{"past": True}, {"future": True}])
def test_today_is_neither_too_early_nor_too_late(options):
    assert dated("22", "11", "2026", **options).is_valid()


def test_an_optional_date_may_be_empty():
    form = dated("", "", "", required=False)
    assert form.is_valid()
    assert form.cleaned_data["when"] is None


def test_the_other_calendar_is_echoed_when_the_page_returns():
    assert "الاثنين 24 فبراير 2025م · 25 شعبان 1446هـ" in str(dated("25", "8", "1446")["when"])


@pytest.mark.parametrize(("calendar", "year"), [("hijri", "1446"), ("gregorian", "2025")])
def test_a_kept_date_opens_in_the_fields_calendar(calendar, year):
    class Dated(PortalForm):
        when = fields.DualDateField(calendar=calendar)

    assert f'value="{year}"' in str(Dated(initial={"when": dt.date(2025, 2, 24)})["when"])


def test_an_unchanged_date_has_not_changed():
    field = fields.DualDateField()
    assert not field.has_changed(dt.date(2025, 2, 24), ["25", "8", "1446", "hijri"])
    assert field.has_changed(dt.date(2025, 2, 24), ["26", "8", "1446", "hijri"])
    assert field.has_changed(dt.date(2025, 2, 24), ["99", "8", "1446", "hijri"])


@pytest.mark.parametrize("text", ["1500.5", "١٥٠٠٫٥", "1,500.50", "١٬٥٠٠٫٥٠", " 1500٫50 ", "۱۵۰۰.۵"])
def test_an_amount_is_taken_in_any_digits(text):
    assert fields.MoneyField().clean(text) == Decimal("1500.50")


@pytest.mark.parametrize("text", ["ألف", "-1", "1.005", "NaN", "1e99", "1.2.3"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(forms.ValidationError):
        fields.MoneyField().clean(text)


def test_digits_keep_their_zeros_and_lose_their_spaces():
    assert fields.DigitsField().clean("٠٠١ ٢٣-٤") == "001234"
    with pytest.raises(forms.ValidationError):
        fields.DigitsField().clean("12a")
    with pytest.raises(forms.ValidationError, match="10"):
        fields.DigitsField(length=10).clean("123")


def test_counts_phones_and_addresses_take_arabic_digits():
    assert fields.CountField().clean("٦") == 6
    assert fields.PhoneField().clean("+٩٦٦ ٥١ ٢٣٤ ٥٦٧٨") == "0512345678"
    assert fields.EmailField().clean("\u200famal٧@example.org") == "amal7@example.org"
    assert fields.PlainField().clean(" نورة \u200f  بنت ") == "نورة بنت"


@pytest.mark.parametrize("text", ["M1", "M1 2C3 4", '"><script>', "M1 2L3 4Z", "1 2"])
def test_a_signature_is_strokes_and_nothing_else(text):
    with pytest.raises(forms.ValidationError):
        fields.SignatureField().clean(text)
    assert fields.SignatureField().clean("M1 2L3.5 4") == "M1 2L3.5 4"


def test_the_summary_leads_to_the_first_thing_to_fill():
    lines = {line.label: line.target for line in summary([filled()])}
    assert lines["قناة الإشعار"] == "id_channel_0"
    assert lines["رقم الهوية"] == "id_id_number"
    empty = {line.label: line.target for line in summary([Everything(QueryDict("x=1"))])}
    assert empty["تاريخ الميلاد"] == "id_birth_date_0"


def test_a_refusal_stands_beside_its_field_or_above_the_form():
    class Refusal:
        def __init__(self, field):
            self.message, self.field = "لا يصح", field

    form = filled()
    form.refuse(Refusal("rent"))
    form.refuse(Refusal("elsewhere"))
    assert form.errors["rent"] == ["لا يصح"]
    assert form.non_field_errors() == ["لا يصح"]
    assert summary(["جملة", Refusal(None), ("#place", "هنا")]) == [
        ("", "", "جملة"),
        ("", "", "لا يصح"),
        ("place", "", "هنا"),
    ]


def test_today_is_the_portals_own():
    assert calendars.today() == fixed_day()
