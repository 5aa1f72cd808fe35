"""A whole profile of an association that there is not, to be broken line by line."""

from pathlib import Path
from typing import Any

from django.db import connection

SLUG = "sample"
TEXT = """\
association:
  slug: sample
  name: جمعية المثال
  licence: "901"
  website: https://example.org

policy:
  title: سياسة المثال
  board_meeting: 11
  weekday: الأحد
  approved_on: 2024-10-20
  approved_on_hijri: "1446-04-17"
  issue: الإصدار الأول
  issued_on: 2024-10-21
  preamble: >-
    تنظّم هذه السياسة
    علاقة الجمعية بالمستفيدين.
  decided_by: committee
  deciding_body: لجنة البحث
  referral_kind: person
  referral_to: المسؤول
  declaration_form: separate
  review: تُراجَع السياسة.
  window:
    stated: true
    stated_days: 14
    days: 14
    target_days: 21

objectives:
  o1: الغاية الأولى.
  o6: الغاية السادسة.
  o7: {text: الوسيلة, means_to: o6}

steps:
  - {term: الاستقبال, sentence: الخطوة الأولى.}
  - {term: البيانات, sentence: الخطوة الثانية.}
  - {term: الإحالة, sentence: الخطوة الثالثة.}
  - {term: الإقرار, sentence: الخطوة الرابعة.}
  - {term: المدة, sentence: الخطوة الخامسة.}
  - {term: التسجيل, sentence: الخطوة السادسة.}
  - {term: الخدمة, sentence: الخطوة السابعة.}

eligibility:
  steps:
    - تقديم الطلب.
  mechanisms:
    - {key: interview, name: المقابلة الشخصية, sentence: مقابلة المستفيد.}

channels:
  - {key: visit, name: المقابلة, takes_in: true, sends_out: false, carries_decision: false, ways: []}
  - {key: phone, name: الهاتف, takes_in: true, sends_out: true, carries_decision: true, ways: [sms, phone]}
  - key: letters
    name: الخطابات
    as_printed: خطابات
    takes_in: true
    sends_out: true
    carries_decision: true
    ways: [letter]

tools:
  - {key: bylaws, name: اللائحة}
  - {key: request_form, name: طلب الدعم, kind: form}

wording:
  declaration_text: أُقرّ بصحة البيانات.
  window_text: تنظر لجنة البحث في الطلب بعد مدة لا تقل عن (14) يومًا.
"""
# the window made longer, and two lines of channels
LONGER = (("    days: 14", "    days: 20"), ("(14)", "(20)"))
VISIT, PHONE = (line for line in TEXT.splitlines(keepends=True) if "key: visit" in line or "key: phone" in line)


def changed(*pairs: tuple[str, str]) -> str:
    """The profile with each first text replaced by the second; the first must stand there once."""
    text = TEXT
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def line_of(text: str, fragment: str) -> int:
    """The line, from 1, in which the last occurrence of a fragment begins."""
    return text[: text.rindex(fragment)].count("\n") + 1


def write(folder: Path, text: str | bytes = TEXT) -> Path:
    """Writes the profile into a folder; returns its path."""
    path = folder / f"{SLUG}.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def snapshot() -> dict[str, list[str]]:
    """Every row of every table of this app, its history included, as text."""
    names = [name for name in connection.introspection.table_names() if name.startswith("policy_")]
    assert "policy_channelevent" in names
    with connection.cursor() as cursor:
        return {name: _rows(cursor, name) for name in names}


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f"SELECT one::text FROM {table} one ORDER BY 1")
    return [row[0] for row in cursor.fetchall()]
