"""Reading a profile: whatever is wrong is told with file, line and key, and nothing else ever happens."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.domain import profiles
from tests.policy.sample import TEXT, changed, line_of, write

BIDI = "\u202e"


def told(folder: Path, text: str | bytes) -> profiles.ProfileError:
    with pytest.raises(profiles.ProfileError) as caught:
        profiles.read(write(folder, text))
    return caught.value


def test_a_profile_in_order_is_read(tmp_path: Path) -> None:
    profile = profiles.read(write(tmp_path))
    assert profile.version["approved_on_hijri"] == "1446-04-17"
    assert profile.version["preamble"] == "تنظّم هذه السياسة علاقة الجمعية بالمستفيدين."
    assert [row["key"] for row in profile.channels] == ["visit", "phone", "letters"]
    assert profile.lines["channels[3].name"] == line_of(TEXT, "name: الخطابات")


@pytest.mark.parametrize("slug", profiles.available())
def test_every_profile_of_the_portal_is_in_order(slug: str) -> None:
    assert profiles.read(profiles.FOLDER / f"{slug}.yaml").association["slug"] == slug


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


@pytest.mark.parametrize(("old", "new", "fragment", "key", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_told_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, fragment: str, key: str, problem: str
) -> None:
    text = changed((old, new))
    error = told(tmp_path, text)
    assert (error.file, error.line, error.key) == ("sample.yaml", line_of(text, fragment), key)
    assert problem in error.problem
    assert str(error) == ": ".join(part for part in (f"sample.yaml:{error.line}", key, error.problem) if part)


@pytest.mark.parametrize(
    ("raw", "line", "problem"),
    [
        (b"", 1, "is empty"),
        (b"# nothing but a remark\n", 1, "is empty"),
        (b"- association\n- policy\n", 1, "must be a mapping of keys"),
        (b"---\na: 1\n---\nb: 2\n", 3, "is not readable as YAML: but found another document"),
        (b"a: b\nc: \xc7\n", 2, "is not UTF-8"),
        (b"\xef\xbb\xbfa: b\nc: \xc7\n", 2, "is not UTF-8"),
        (b"a: " + b"[" * 150_000, 1, "is nested too deeply"),
        (b"a: b\n" * 50_000, 1, "is longer than 200 kB"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\n", 1, "anchors and aliases are not used here"),
    ],
    ids=["empty", "remark", "list", "two documents", "not UTF-8", "not UTF-8, marked", "deep", "long", "bomb"],
)
def test_a_file_that_is_no_profile_is_told_with_its_line(tmp_path: Path, raw: bytes, line: int, problem: str) -> None:
    error = told(tmp_path, raw)
    assert (error.line, error.key) == (line, "")
    assert problem in error.problem


def test_a_folder_in_the_place_of_a_profile_is_told(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").mkdir()
    with pytest.raises(profiles.ProfileError, match=r"sample\.yaml: cannot be opened: Is a directory"):
        profiles.read(tmp_path / "sample.yaml")


@pytest.mark.parametrize(
    ("day", "hijri", "weekday"),
    [
        ("2025-10-19", "1447-04-27", "الأحد"),
        ("2025-02-24", "1446-08-25", "الإثنين"),
        ("2025-02-24", "1446-08-25", "يوم الاثنين"),
        ("2021-03-02", "1442-07-18", "الثلاثاء"),
        ("2023-08-10", "1445-01-23", "الخميس"),
        ("2024-10-20", "1446-04-17", "الاحد"),
    ],
)
def test_the_same_day_in_both_calendars_with_its_name_is_taken(
    tmp_path: Path, day: str, hijri: str, weekday: str
) -> None:
    pairs = (("2024-10-20", day), ("1446-04-17", hijri), ("weekday: الأحد", f"weekday: {weekday}"))
    version = profiles.read(write(tmp_path, changed(*pairs))).version
    assert (version["approved_on"].isoformat(), version["approved_on_hijri"]) == (day, hijri)
    assert version["weekday"] == weekday


def test_what_may_be_left_out_is_as_the_portal_has_it_otherwise(tmp_path: Path) -> None:
    text = changed(
        ("    stated: true\n    stated_days: 14\n    days: 14\n", "    stated: false\n"),
        ("  decided_by: committee\n", ""),
        ("  approved_on_hijri: \"1446-04-17\"\n", ""),
        ("  board_meeting: 11\n", "  board_meeting: null\n"),
    )  # fmt: skip
    version = profiles.read(write(tmp_path, text)).version
    assert (version["window_stated"], version["stated_days"], version["decision_days"]) == (False, None, 14)
    assert (version["decided_by"], version["approved_on_hijri"], version["board_meeting"]) == ("committee", "", None)


def test_days_of_the_window_may_be_written_in_arabic_digits(tmp_path: Path) -> None:
    assert "١٤" in profiles.read(write(tmp_path, changed(("(14)", "(١٤)")))).version["window_text"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert profiles.read(write(tmp_path, raw)) == profiles.read(write(tmp_path))


def _read_or_told(folder: Path, raw: bytes) -> None:
    """It is read, or refused with a line of the file: nothing else."""
    error = None
    try:
        profiles.read(write(folder, raw))
    except profiles.ProfileError as caught:
        error = caught
    assert error is None or error.line in range(1, max(1, len(raw.splitlines())) + 1)
    assert error is None or str(error).startswith(f"sample.yaml:{error.line}: ")


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each key and value of the text stands, from its first letter to behind its last."""
    spans, waiting = [], [yaml.compose(text, Loader=yaml.SafeLoader)]
    while waiting:
        node = waiting.pop()
        spans.append((node.start_mark.index, node.end_mark.index))
        for child in [] if isinstance(node, yaml.ScalarNode) else node.value:
            waiting += child if isinstance(child, tuple) else [child]
    return sorted(spans)


SPANS = _spans(TEXT)
ODD = (
    "|null|~|yes|no|0|-1|013|0x1F|1_0|1:30|1e9|.inf|2025-02-30|2024-10-20|[]|{}|[[]]|{a: b}|*x|&x y|!!set {a}|>-|\"|'|"
    '\t|- x|? y|<<: {}|%|\u202e|\x07|\x00|"\\uD800"|"\\U00110000"|o6|visit|sms|٣|---|...|' + "a" * 500
).split("|")
VALUES = st.one_of(st.sampled_from(ODD), st.text(max_size=30))
folders = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(folders, max_examples=150)
@given(span=st.sampled_from(SPANS), act=st.sampled_from(["delete", "double", "replace", "swap"]), data=st.data())
def test_a_profile_with_any_part_changed_is_read_or_told(
    tmp_path: Path, span: tuple[int, int], act: str, data: st.DataObject
) -> None:
    start, end = span
    part = TEXT[start:end]
    if act == "replace":
        part = data.draw(VALUES)
    elif act == "swap":
        part = TEXT[slice(*data.draw(st.sampled_from(SPANS)))]
    else:
        part = part * 2 if act == "double" else ""
    _read_or_told(tmp_path, (TEXT[:start] + part + TEXT[end:]).encode("utf-8", "surrogatepass"))


LINES = st.integers(0, TEXT.count("\n") - 1)


@settings(folders, max_examples=150)
@given(moves=st.lists(st.tuples(LINES, LINES, st.integers(0, 2)), min_size=1, max_size=6))
def test_a_profile_with_its_lines_shuffled_is_read_or_told(tmp_path: Path, moves: list[tuple[int, int, int]]) -> None:
    lines = TEXT.splitlines(keepends=True)
    for one, other, times in moves:
        lines[one], lines[other] = lines[other], lines[one] * times
    _read_or_told(tmp_path, "".join(lines).encode())


@settings(folders, max_examples=150)
@given(raw=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode())))
def test_anything_in_the_place_of_a_profile_is_told(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(profiles.ProfileError):
        profiles.read(write(tmp_path, raw))
    _read_or_told(tmp_path, raw)
