"""Typed reading of a profile by key: each error names its file, its line and its key."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import hijridate
import yaml
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from policy.domain.profiles import yaml_nodes
from policy.domain.profiles.yaml_nodes import BOOL, DAY, HIDDEN, INT, NULL, STR, ProfileError
from ui import calendars, digits

_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"0|[1-9][0-9]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEK = [calendars.weekday(dt.date(2024, 1, day), "ar") for day in range(1, 8)]


class Reader:
    """One mapping of a profile. Each method returns one checked value, or raises ProfileError with its line and key.

    `lines` has the line of every key that was met, by its full name.
    """

    def __init__(self, file: str, path: str, node: yaml.Node, line: int, lines: dict[str, int] | None = None) -> None:
        self.file = file
        self.path = path
        self.line = line
        self.lines: dict[str, int] = {} if lines is None else lines
        self._entries = yaml_nodes.entries(file, path, node, line)
        self.lines |= {self._full(key): self._line(key) for key in self._entries}

    def wrong(self, key: str, problem: str) -> ProfileError:
        """Return the error for one key, at the line of its value, or of the mapping where the key is absent."""
        return ProfileError(self.file, self._full(key), problem, self._line(key))

    def only(self, *known: str) -> None:
        """Refuse a key that means nothing, which is mostly one misspelt."""
        for key, (line, _value) in self._entries.items():
            if key not in known:
                raise ProfileError(self.file, self._full(key), f"not known here; known: {', '.join(known)}", line)

    def section(self, key: str) -> "Reader":
        return Reader(self.file, self._full(key), self._get(key), self._line(key), self.lines)

    def rows(self, key: str, *, exactly: int | None = None, required: bool = True) -> list["Reader"]:
        """Return a list of mappings; `exactly` that many when given."""
        items = self._list(key)
        if required and not items:
            raise self.wrong(key, "must not be empty")
        if exactly is not None and len(items) != exactly:
            raise self.wrong(key, f"must have {exactly} entries, has {len(items)}")
        readers = []
        for n, item in enumerate(items, start=1):
            place, line = f"{self._full(key)}[{n}]", item.start_mark.line + 1
            self.lines[place] = line
            readers.append(Reader(self.file, place, item, line, self.lines))
        return readers

    def texts(self, key: str) -> list[str]:
        """Return a list of texts, perhaps empty."""
        items = self._list(key)
        for item in items:
            if not isinstance(item, yaml.ScalarNode) or item.tag != STR or not item.value.strip():
                raise ProfileError(self.file, self._full(key), "must be a list of texts", item.start_mark.line + 1)
            self._visible(key, item)
        return [item.value.strip() for item in items]

    def words(self, key: str, known: Sequence[str]) -> list[str]:
        """Return a list of these words, each once at most, perhaps empty."""
        words = self.texts(key)
        unknown = [word for word in words if word not in known]
        if unknown:
            raise self.wrong(key, f"not known: {', '.join(unknown)}; known: {', '.join(known)}")
        if len(set(words)) < len(words):
            raise self.wrong(key, "the same word is given twice")
        return words

    def names(self) -> list[str]:
        """Return the keys of this mapping, in order, each a word in Latin letters."""
        for key, (line, _value) in self._entries.items():
            if not _KEY.fullmatch(key) or len(key) > 50:
                raise ProfileError(self.file, self._full(key), "must be a word in Latin letters", line)
        return list(self._entries)

    def is_mapping(self, key: str) -> bool:
        return isinstance(self._entries[key][1], yaml.MappingNode)

    def text(
        self,
        key: str,
        *,
        required: bool = True,
        field: "models.Field[Any, Any] | None" = None,
        longest: int | None = None,
    ) -> str:
        """Return a text, of one line where it has a `longest` length or the `field` that is to keep it has one.

        Empty where it is not required and absent, null or empty. For a SlugField it must be a word in Latin letters,
        for a URLField an address of the web.
        """
        value = self._scalar(key)
        if value is None or (value.tag == STR and not value.value.strip()):
            if required:
                raise self.wrong(key, "is missing")
            return ""
        if value.tag != STR:
            raise self.wrong(key, "must be a text, in quotes")
        self._visible(key, value)
        text: str = value.value.strip()
        longest = getattr(field, "max_length", None) or longest
        if longest is not None and len(text) > longest:
            raise self.wrong(key, f"must have {longest} letters at most, has {len(text)}")
        if longest is not None and "\n" in text:
            raise self.wrong(key, "must be one line")
        if isinstance(field, models.SlugField) and not _KEY.fullmatch(text):
            raise self.wrong(key, "must be a word in Latin letters")
        if isinstance(field, models.URLField) and not _is_address(text):
            raise self.wrong(key, "must be an address of the web, as https://example.org")
        return text

    def flag(self, key: str) -> bool:
        value = self._get(key)
        if value.tag != BOOL or value.value not in ("true", "false"):
            raise self.wrong(key, "must be true or false")
        return bool(value.value == "true")

    def number(self, key: str, *, required: bool = True) -> Any:
        """Return a whole number from 0 to 32767; None where it is not required and absent."""
        value = self._get(key) if required else self._scalar(key)
        if value is None:
            return None
        # 013 would be eleven, 1:30 ninety: only what everybody reads alike is taken
        if value.tag != INT or not _NUMBER.fullmatch(value.value) or len(value.value) > 5 or int(value.value) > 32767:
            raise self.wrong(key, "must be a whole number from 0 to 32767, without quotes")
        return int(value.value)

    def choice(self, key: str, known: Sequence[str], *, default: str | None = None) -> str:
        """Return one of these words; `default` where there is one and the key is absent."""
        value = self.text(key, required=default is None) or str(default)
        if value not in known:
            raise self.wrong(key, f"not known: {value}; known: {', '.join(known)}")
        return value

    def date(self, key: str, *, required: bool = True) -> Any:
        """Return a Gregorian date, written YYYY-MM-DD; None where it is not required and absent."""
        value = self._get(key) if required else self._scalar(key)
        if value is None:
            return None
        if value.tag != DAY or not _DATE.fullmatch(value.value):
            raise self.wrong(key, "must be a date, YYYY-MM-DD without quotes")
        try:
            return dt.date.fromisoformat(value.value)
        except ValueError as error:
            raise self.wrong(key, f"there is no such day: {value.value}") from error

    def hijri(self, key: str, *, same_day_as: str) -> str:
        """Return a Hijri date "YYYY-MM-DD" that is the same day as the Gregorian one; empty where absent."""
        node = self._scalar(key)
        if node is not None and node.tag != STR:
            raise self.wrong(key, 'must be a Hijri date in quotes, "YYYY-MM-DD"')
        value = self.text(key, required=False)
        if not value:
            return ""
        if not _DATE.fullmatch(value):
            raise self.wrong(key, 'must be a Hijri date in quotes, "YYYY-MM-DD"')
        day: dt.date = self.date(same_day_as)
        try:
            there = hijridate.Hijri(*map(int, value.split("-"))).to_gregorian()
        except (ValueError, OverflowError) as error:
            raise self.wrong(key, f"is no day of the Umm al-Qura calendar, 1343 to 1500: {error}") from error
        if (there.year, there.month, there.day) != (day.year, day.month, day.day):
            right = calendars.to_hijri(day)
            beside = f" ({right.year}-{right.month:02d}-{right.day:02d})" if right else ""
            raise self.wrong(key, f"is {there.isoformat()}, and {same_day_as} is {day.isoformat()}{beside}")
        return value

    def weekday(self, key: str, *, of: str) -> str:
        """Return the Arabic name of a weekday, which must be that of the date `of`; as written, empty where absent."""
        value = self.text(key, required=False)
        if not value:
            return ""
        day: dt.date = self.date(of)
        right = calendars.weekday(day, "ar")
        if _folded(value) not in [_folded(name) for name in _WEEK]:
            raise self.wrong(key, f"is no day of the week: {value}; known: {', '.join(_WEEK)}")
        if not same_weekday(value, day):
            raise self.wrong(key, f"is {value}, and {of} {day.isoformat()} is {right}")
        return value

    def names_number(self, key: str, number: int) -> bool:
        """Return whether a text has this number in it, in whatever digits, and not as a part of another."""
        text = digits.to_ascii(self.text(key))
        return re.search(rf"(?<![0-9]){number}(?![0-9])", text) is not None

    def _full(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _line(self, key: str) -> int:
        if key not in self._entries:
            return self.line
        line, value = self._entries[key]
        # a list or mapping begins below its key, and a text that is not there in the line of the key
        return value.start_mark.line + 1 if isinstance(value, yaml.ScalarNode) and value.value else line

    def _get(self, key: str) -> yaml.Node:
        value = self._entries[key][1] if key in self._entries else None
        if value is None or value.tag == NULL:
            raise self.wrong(key, "is missing")
        return value

    def _scalar(self, key: str) -> yaml.ScalarNode | None:
        value = self._entries[key][1] if key in self._entries else None
        if value is None or value.tag == NULL:
            return None
        if not isinstance(value, yaml.ScalarNode):
            raise self.wrong(key, "must be a single value, no list and no mapping")
        return value

    def _list(self, key: str) -> list[yaml.Node]:
        value = self._get(key)
        if not isinstance(value, yaml.SequenceNode):
            raise self.wrong(key, "must be a list")
        return list(value.value)

    def _visible(self, key: str, node: yaml.ScalarNode) -> None:
        hidden = HIDDEN.search(node.value)
        if hidden:
            line = node.start_mark.line + 1
            problem = f"has a hidden character, U+{ord(hidden.group()):04X}"
            raise ProfileError(self.file, self._full(key), problem, line)


def parse(path: Path) -> Reader:
    """Return the whole of a profile. Raises ProfileError where it cannot be read as one mapping."""
    try:
        with path.open("rb") as file:
            raw = file.read(yaml_nodes.LONGEST + 1)
    except OSError as error:
        raise ProfileError(path.name, "", f"cannot be opened: {error.strerror}") from error
    node = yaml_nodes.compose(path.name, raw)
    return Reader(path.name, "", node, node.start_mark.line + 1)


def same_weekday(name: str, day: dt.date) -> bool:
    """Return whether this Arabic name of a weekday, in whichever spelling, is that of a day."""
    return _folded(name) == _folded(calendars.weekday(day, "ar"))


def _folded(day: str) -> str:
    """Return a weekday without «يوم» and the hamza that some leave out: «يوم الإثنين» and «الاثنين» are one."""
    return day.removeprefix("يوم").strip().translate(str.maketrans("أإآ", "ااا"))


def _is_address(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True


__all__ = ["ProfileError", "Reader", "parse"]
