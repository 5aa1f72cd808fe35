"""One thing wrong in a profile: it is told with its file, its line and its key."""

from pathlib import Path

import pytest

from policy.domain.profiles import loads
from tests.policy.sample import TEXT, changed, line_of, write

BIDI = "\u202e"

# what stands in the profile, what somebody writes instead, the text in whose line it is told, the key, the problem
BROKEN = {
    "key missing": ("  title: سياسة المثال\n", "", "policy:", "policy.title", "is missing"),
    "value missing": ("title: سياسة المثال", "title:", "  title:", "policy.title", "is missing"),
    "section missing": ("tools:\n", "toolz:\n", "toolz:", "toolz", "not known here; known: association"),
    "key misspelt": ("board_meeting", "bord_meeting", "bord_meeting", "policy.bord_meeting", "not known here"),
    "key misspelt in a row": ("as_printed", "as_print", "as_print", "channels[3].as_print", "not known here"),
    "key twice": (
        "  issue: ا",
        "  title: أخرى\n  issue: ا",
        "title: أخرى",
        "policy.title",
        "given twice, first in line 8",
    ),
    "alias": ("issue: الإصدار الأول", "issue: *one", "issue: *one", "", "anchors and aliases are not used here"),
    "anchor": ("issue: الإصدار", "issue: &one الإصدار", "issue: &one", "", "anchors and aliases are not used here"),
    "merge key": ("  issue: الإصدار الأول", "  <<: {a: b}", "<<", "policy", "a key here must be a plain word"),
    "key that is a flag": ("  issue:", "  yes:", "  yes:", "policy", "a key here must be a plain word"),
    "key with a hidden mark": ("  issue:", f"  issue{BIDI}:", f"issue{BIDI}", "policy", "must be a plain word"),
    "tag of Python": ("title: سياسة", "title: !!python/name:os.system سياسة", "!!python", "", "tags are not used here"),
    "section that is a text": (
        "tools:\n  - {key: bylaws, name: اللائحة}\n  - {key: request_form, name: طلب الدعم, kind: form}",
        "tools: none",
        "tools: none",
        "tools",
        "must be a list",
    ),
    "row that is a text": (
        "  - {key: bylaws, name: اللائحة}",
        "  - bylaws",
        "- bylaws",
        "tools[1]",
        "must be a mapping",
    ),
    "list for a text": (
        "referral_to: المسؤول",
        "referral_to: [المسؤول]",
        "referral_to",
        "policy.referral_to",
        "single value",
    ),
    "tab": ("  title:", "\ttitle:", "\ttitle", "", "is not readable as YAML: found character '\\t'"),
    "bracket left open": (
        "ways: [sms, phone]}",
        "ways: [sms, phone}",
        "ways: [sms, phone}",
        "",
        "is not readable as YAML",
    ),
    "quote left open": (
        "name: الخطابات",
        'name: "الخطابات',
        "لا تقل عن",
        "",
        f"that began in line {line_of(TEXT, 'name: الخطابات')}",
    ),
    "bell": ("سياسة المثال", "سياسة\aالمثال", "title:", "", "a character that YAML does not allow"),
    "NUL": ("سياسة المثال", "سياسة\0المثال", "title:", "", "a character that YAML does not allow"),
    "NUL in disguise": (
        "title: سياسة المثال",
        'title: "سياسة\\0"',
        "title:",
        "policy.title",
        "hidden character, U+0000",
    ),
    "half a character": (
        "title: سياسة المثال",
        'title: "\\uD800"',
        "title:",
        "policy.title",
        "hidden character, U+D800",
    ),
    "no character": ("title: سياسة المثال", 'title: "\\UFFFFFFFF"', "title:", "", "no such character"),
    "bidi mark": ("سياسة المثال", f"سياسة{BIDI}المثال", "title:", "policy.title", "hidden character, U+202E"),
    "bidi mark in a list": ("    - تقديم الطلب.", f"    - تقديم{BIDI}", "- تقديم", "eligibility.steps", "U+202E"),
    "odd line break": ("سياسة المثال", "سياسة\u2028المثال", "title:", "", "a line break that only some editors show"),
    "long label": (
        "name: الهاتف",
        f"name: {'ه' * 300}",
        "key: phone",
        "channels[2].name",
        "must have 120 letters at most, has 300",
    ),
    "label of two lines": (
        "referral_to: المسؤول",
        'referral_to: "أ\\nب"',
        "referral_to",
        "policy.referral_to",
        "one line",
    ),
    "number for a text": ('"901"', "901", "licence", "association.licence", "must be a text, in quotes"),
    "flag for a text": ("issue: الإصدار الأول", "issue: no", "issue: no", "policy.issue", "must be a text, in quotes"),
    "text for a number": (
        "board_meeting: 11",
        'board_meeting: "11"',
        "board_meeting",
        "policy.board_meeting",
        "a whole number",
    ),
    "octal": ("board_meeting: 11", "board_meeting: 013", "board_meeting", "policy.board_meeting", "a whole number"),
    "number of base sixty": (
        "board_meeting: 11",
        "board_meeting: 1:30",
        "board_meeting",
        "policy.board_meeting",
        "a whole number",
    ),
    "fraction": ("board_meeting: 11", "board_meeting: 1.5", "board_meeting", "policy.board_meeting", "a whole number"),
    "number too large": (
        "board_meeting: 11",
        "board_meeting: 40000",
        "board_meeting",
        "policy.board_meeting",
        "0 to 32767",
    ),
    "flag spelt yes": ("stated: true", "stated: yes", "stated: yes", "policy.window.stated", "must be true or false"),
    "no such day": (
        "approved_on: 2024-10-20",
        "approved_on: 2025-02-30",
        "approved_on: ",
        "policy.approved_on",
        "no such day: 2025-02-30",
    ),
    "moment for a day": (
        "2024-10-20",
        "2024-10-20 10:00:00",
        "approved_on: ",
        "policy.approved_on",
        "must be a date, YYYY-MM-DD",
    ),
    "day in quotes": (
        "approved_on: 2024-10-20",
        'approved_on: "2024-10-20"',
        "approved_on: ",
        "policy.approved_on",
        "without quotes",
    ),
    "day the other way round": ("2024-10-20", "20/10/2024", "approved_on: ", "policy.approved_on", "must be a date"),
    "Hijri without quotes": (
        '"1446-04-17"',
        "1446-04-17",
        "approved_on_hijri",
        "policy.approved_on_hijri",
        "in quotes",
    ),
    "Hijri of another day": (
        '"1446-04-17"',
        '"1446-04-18"',
        "approved_on_hijri",
        "policy.approved_on_hijri",
        "is 2024-10-21, and approved_on is 2024-10-20 (1446-04-17)",
    ),
    "Hijri month thirteen": (
        '"1446-04-17"',
        '"1446-13-01"',
        "approved_on_hijri",
        "policy.approved_on_hijri",
        "is no day",
    ),
    "Hijri too early": ('"1446-04-17"', '"1342-01-01"', "approved_on_hijri", "policy.approved_on_hijri", "is no day"),
    "Hijri too late": ('"1446-04-17"', '"1501-01-01"', "approved_on_hijri", "policy.approved_on_hijri", "is no day"),
    "Hijri in Arabic digits": (
        '"1446-04-17"',
        '"١٤٤٦-٠٤-١٧"',
        "approved_on_hijri",
        "policy.approved_on_hijri",
        "a Hijri date",
    ),
    "wrong weekday": (
        "weekday: الأحد",
        "weekday: الإثنين",
        "weekday",
        "policy.weekday",
        "is الإثنين, and approved_on 2024-10-20 is الأحد",
    ),
    "no weekday": ("weekday: الأحد", "weekday: العيد", "weekday", "policy.weekday", "is no day of the week: العيد"),
    "date against weekday and Hijri": (
        "2024-10-20",
        "2024-10-19",
        "approved_on_hijri",
        "policy.approved_on_hijri",
        "is 2024-10-20",
    ),
    "six steps": (
        "  - {term: الخدمة, sentence: الخطوة السابعة.}\n",
        "",
        "steps:\n  - {term: الاستقبال",
        "steps",
        "must have 7 entries, has 6",
    ),
    "eight steps": (
        "steps:\n  - {term: الا",
        "steps:\n  - {term: أ, sentence: ب}\n  - {term: الا",
        "steps:\n  - {term: أ",
        "steps",
        "has 8",
    ),
    "step without its sentence": (", sentence: الخطوة الثالثة.", "", "الإحالة", "steps[3].sentence", "is missing"),
    "no objectives": (
        "  o1: الغاية الأولى.\n  o6: الغاية السادسة.\n  o7: {text: الوسيلة, means_to: o6}",
        "  {}",
        "objectives",
        "objectives",
        "must not be empty",
    ),
    "empty objective": ("o1: الغاية الأولى.", 'o1: ""', "o1:", "objectives.o1", "is missing"),
    "objective with an Arabic key": (
        "o1: الغاية",
        "غاية: الغاية",
        "غاية:",
        "objectives.غاية",
        "a word in Latin letters",
    ),
    "means to nothing": (
        "means_to: o6",
        "means_to: o2",
        "o7:",
        "objectives.o7.means_to",
        "not known: o2; known: o1, o6",
    ),
    "means to itself": ("means_to: o6", "means_to: o7", "o7:", "objectives.o7.means_to", "not known: o7"),
    "unknown mechanism": (
        "key: interview",
        "key: oracle",
        "key: oracle",
        "eligibility.mechanisms[1].key",
        "not known: oracle",
    ),
    "channel key twice": (
        "key: phone",
        "key: visit",
        "name: الهاتف",
        "channels[2].key",
        f"visit is given twice, first in line {line_of(TEXT, 'key: visit')}",
    ),
    "channel name twice": (
        "name: الهاتف",
        "name: المقابلة",
        "key: phone",
        "channels[2].name",
        "المقابلة is given twice",
    ),
    "channel key with a space": (
        "key: phone",
        "key: the phone",
        "key: the phone",
        "channels[2].key",
        "a word in Latin letters",
    ),
    "unknown way": (
        "ways: [letter]",
        "ways: [pigeon]",
        "ways: [pigeon]",
        "channels[3].ways",
        "not known: pigeon; known: sms",
    ),
    "way twice": ("[sms, phone]", "[sms, sms]", "key: phone", "channels[2].ways", "the same word is given twice"),
    "sends without a way": ("ways: [letter]", "ways: []", "ways: []", "channels[3].ways", "needs one way at least"),
    "carries without sending": (
        "sends_out: true\n",
        "sends_out: false\n",
        "carries_decision: true\n",
        "channels[3].carries_decision",
        "must send out",
    ),
    "window shorter than stated": (
        " days: 14",
        " days: 13",
        " days: 13",
        "policy.window.days",
        "not fewer than the policy states",
    ),
    "silent with stated days": (
        "stated: true",
        "stated: false",
        "stated_days",
        "policy.window.stated_days",
        "must be empty",
    ),
    "stated without days": ("    stated_days: 14\n", "", "  window:", "policy.window.stated_days", "is missing"),
    "target before the window": (
        "target_days: 21",
        "target_days: 9",
        "target_days",
        "policy.window.target_days",
        "not be fewer",
    ),
    "window unnamed": ("(14) يومًا", "(114) يومًا", "window_text", "wording.window_text", "must name the 14 days"),
    "decider unnamed": (
        "تنظر لجنة البحث",
        "يُنظر",
        "window_text",
        "wording.window_text",
        "must name who decides: لجنة البحث",
    ),
    "unknown decider": (
        "decided_by: committee",
        "decided_by: king",
        "decided_by",
        "policy.decided_by",
        "not known: king; known: committee, department",
    ),
    "unknown referral": (
        "referral_kind: person",
        "referral_kind: x",
        "referral_kind",
        "policy.referral_kind",
        "not known: x",
    ),
    "unknown declaration": ("separate", "spoken", "declaration_form", "policy.declaration_form", "not known: spoken"),
    "tool key twice": ("key: request_form", "key: bylaws", "طلب الدعم", "tools[2].key", "bylaws is given twice"),
    "unknown kind of tool": (
        "kind: form",
        "kind: book",
        "kind: book",
        "tools[2].kind",
        "not known: book; known: document, form",
    ),
    "website that is none": (
        "https://example.org",
        "example",
        "website",
        "association.website",
        "an address of the web",
    ),
}


def test_a_profile_without_a_channel_for_outcomes_is_refused(tmp_path: Path) -> None:
    text = changed().replace("carries_decision: true", "carries_decision: false")
    with pytest.raises(loads.ProfileError, match="one channel at least must carry a decision") as caught:
        loads.read(write(tmp_path, text))
    assert (caught.value.line, caught.value.key) == (line_of(text, "channels:"), "channels")


@pytest.mark.parametrize(("old", "new", "fragment", "key", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_told_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, fragment: str, key: str, problem: str
) -> None:
    text = changed((old, new))
    with pytest.raises(loads.ProfileError) as caught:
        loads.read(write(tmp_path, text))
    error = caught.value
    assert (error.file, error.line, error.key) == ("sample.yaml", line_of(text, fragment), key)
    assert problem in error.problem
    assert str(error) == ": ".join(part for part in (f"sample.yaml:{error.line}", key, error.problem) if part)
