"""Two versions side by side, row by row, with the words that differ marked."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from policy.models import PolicyVersion
from policy.presenters.versions import way_labels
from ui import calendars

# words of a text: same, taken away (left), added (right)
SAME, GONE, NEW = "same", "gone", "new"
Segments = list[tuple[str, str]]
Pairs = dict[str, tuple[Any, str]]

FIELDS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Adoption"),
        (
            *("title", "board_meeting", "board_term", "board_year", "weekday", "approved_on", "approved_on_hijri"),
            *("issue", "issue_number", "issued_on", "approval_status", "attendance", "supervisor_shown"),
            *("takes_effect_on", "in_force_from"),
        ),
    ),
    (
        gettext_lazy("Who decides, and when"),
        (
            *("decided_by", "deciding_body", "referral_kind", "referral_to", "window_stated", "stated_days"),
            *("decision_days", "target_days", "declaration_form", "tools_for", "review_text", "review_on"),
        ),
    ),
    (gettext_lazy("Goal and preamble"), ("goal", "preamble")),
    (
        gettext_lazy("Wording"),
        ("declaration_text", "window_text", "receipt_intro_text", "outcome_intro_text", "closing_text"),
    ),
)


@dataclass(frozen=True)
class Row:
    """One subject in both versions, in segments (SAME, GONE or NEW, words)."""

    label: Any
    first: Segments
    second: Segments
    differs: bool


@dataclass(frozen=True)
class Section:
    title: Any
    rows: list[Row]

    @property
    def differs(self) -> int:
        return sum(row.differs for row in self.rows)

    def differing(self) -> "Section":
        return Section(self.title, [row for row in self.rows if row.differs])


def sections(left: PolicyVersion, right: PolicyVersion) -> list[Section]:
    """Return everything that two versions say, matched by subject, in the order of the policy."""
    adoption, deciding, goal, wording = (
        Section(title, [_row(_label(name), _value(left, name), _value(right, name)) for name in names])
        for title, names in FIELDS
    )
    return [
        adoption,
        deciding,
        goal,
        _matched(_("Objectives"), _objectives, left, right),
        _matched(_("The seven steps of serving a beneficiary"), _steps, left, right),
        _matched(_("How entitlement is found"), _eligibility, left, right),
        _matched(_("Channels"), _channels, left, right),
        _matched(_("Tools"), _tools, left, right),
        wording,
    ]


def words(left: str, right: str) -> tuple[Segments, Segments]:
    """Return both texts in segments: runs of words that stand in both, and those that stand in one."""
    mine, theirs = re.findall(r"\S+\s*", left), re.findall(r"\S+\s*", right)
    bare = ([word.strip() for word in mine], [word.strip() for word in theirs])
    before: Segments = []
    after: Segments = []
    for kind, a, b, c, d in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if a < b:
            before.append((SAME if kind == "equal" else GONE, "".join(mine[a:b])))
        if c < d:
            after.append((SAME if kind == "equal" else NEW, "".join(theirs[c:d])))
    return before, after


def _row(label: Any, left: str, right: str) -> Row:
    return Row(label, *words(left, right), differs=left != right)


def _matched(title: str, told: Callable[[PolicyVersion], Pairs], left: PolicyVersion, right: PolicyVersion) -> Section:
    """Return rows of two lists, matched by key: in the right one's order, then what only the left one has."""
    mine, theirs = told(left), told(right)
    keys = [*theirs, *(key for key in mine if key not in theirs)]
    rows = []
    for key in keys:
        label = (theirs.get(key) or mine[key])[0]
        rows.append(_row(label, mine.get(key, ("", ""))[1], theirs.get(key, ("", ""))[1]))
    return Section(title, rows)


def _label(name: str) -> Any:
    return PolicyVersion._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _value(version: PolicyVersion, name: str) -> str:
    display = getattr(version, f"get_{name}_display", None)
    value = display() if display else getattr(version, name)
    if isinstance(value, bool):
        return pgettext("comparison", "Yes") if value else pgettext("comparison", "No")
    if isinstance(value, dt.date | dt.datetime):
        return calendars.both(value)
    return "" if value is None else str(value)


def _objectives(version: PolicyVersion) -> Pairs:
    told: Pairs = {}
    for row in version.objectives:
        means = _("a means to objective %(key)s") % {"key": row["means_to"]} if row.get("means_to") else ""
        told[row["key"]] = (row["key"], _joined(row["text"], means))
    return told


def _steps(version: PolicyVersion) -> Pairs:
    pairs = zip(version.steps, version.step_sentences, strict=False)
    return {str(n): (n, f"{term}: {sentence}") for n, (term, sentence) in enumerate(pairs, start=1)}


def _eligibility(version: PolicyVersion) -> Pairs:
    stated = version.eligibility or {}
    steps = {f"step-{n}": (n, step) for n, step in enumerate(stated.get("steps", []), start=1)}
    return steps | {
        row["key"]: (row["name"], f"{row['name']}: {row['sentence']}") for row in stated.get("mechanisms", [])
    }


def _channels(version: PolicyVersion) -> Pairs:
    return {row["key"]: (row["name"], _channel(row)) for row in version.channel_rows}


def _channel(row: Mapping[str, Any]) -> str:
    can = (
        _("takes in") if row["takes_in"] else "",
        " · ".join(way_labels(row["ways"])) if row["sends_out"] else "",
        _("may carry an outcome") if row["carries_decision"] else "",
    )
    return _joined(f"{row['position']}. {row['name']}", _printed(row), *can)


def _tools(version: PolicyVersion) -> Pairs:
    return {
        row["key"]: (row["name"], _joined(f"{row['position']}. {row['name']}", _printed(row)))
        for row in version.tool_rows
    }


def _printed(row: Mapping[str, Any]) -> str:
    printed = row.get("as_printed") or ""
    return "" if printed in ("", row["name"]) else f"{_('As the policy prints it:')} {printed}"


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
