"""Reading a profile: whatever is wrong is told with file, line and key, and nothing else ever happens."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.domain.profiles import loads
from tests.policy.sample import TEXT, changed, line_of, write


def told(folder: Path, text: str | bytes) -> loads.ProfileError:
    with pytest.raises(loads.ProfileError) as caught:
        loads.read(write(folder, text))
    return caught.value


def test_a_profile_in_order_is_read(tmp_path: Path) -> None:
    profile = loads.read(write(tmp_path))
    assert profile.version["approved_on_hijri"] == "1446-04-17"
    assert profile.version["preamble"] == "تنظّم هذه السياسة علاقة الجمعية بالمستفيدين."
    assert [row["key"] for row in profile.channels] == ["visit", "phone", "letters"]
    assert profile.lines["channels[3].name"] == line_of(TEXT, "name: الخطابات")


@pytest.mark.parametrize("slug", loads.available())
def test_every_profile_of_the_portal_is_in_order(slug: str) -> None:
    assert loads.read(loads.FOLDER / f"{slug}.yaml").association["slug"] == slug


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
    with pytest.raises(loads.ProfileError, match=r"sample\.yaml: cannot be opened: Is a directory"):
        loads.read(tmp_path / "sample.yaml")


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
    version = loads.read(write(tmp_path, changed(*pairs))).version
    assert (version["approved_on"].isoformat(), version["approved_on_hijri"]) == (day, hijri)
    assert version["weekday"] == weekday


def test_what_may_be_left_out_is_as_the_portal_has_it_otherwise(tmp_path: Path) -> None:
    text = changed(
        ("    stated: true\n    stated_days: 14\n    days: 14\n", "    stated: false\n"),
        ("  decided_by: committee\n", ""),
        ("  approved_on_hijri: \"1446-04-17\"\n", ""),
        ("  board_meeting: 11\n", "  board_meeting: null\n"),
    )  # fmt: skip
    version = loads.read(write(tmp_path, text)).version
    assert (version["window_stated"], version["stated_days"], version["decision_days"]) == (False, None, 14)
    assert (version["decided_by"], version["approved_on_hijri"], version["board_meeting"]) == ("committee", "", None)


def test_days_of_the_window_may_be_written_in_arabic_digits(tmp_path: Path) -> None:
    assert "١٤" in loads.read(write(tmp_path, changed(("(14)", "(١٤)")))).version["window_text"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert loads.read(write(tmp_path, raw)) == loads.read(write(tmp_path))


def _read_or_told(folder: Path, raw: bytes) -> None:
    """It is read, or refused with a line of the file: nothing else."""
    error = None
    try:
        loads.read(write(folder, raw))
    except loads.ProfileError as caught:
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
    with pytest.raises(loads.ProfileError):
        loads.read(write(tmp_path, raw))
    _read_or_told(tmp_path, raw)
