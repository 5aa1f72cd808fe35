"""Reading a profile by key, so that whatever is wrong is told with its file and key."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import hijridate


class ProfileError(Exception):
    """A profile cannot be loaded: names the file, the key and where known the line, for whoever edits it."""

    def __init__(self, file: str, key: str, problem: str, line: int | None = None) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(": ".join(part for part in (place, key, problem) if part))
        self.file = file
        self.key = key
        self.problem = problem
        self.line = line


class Reader:
    """One mapping of a profile. Each method returns one checked value, or raises ProfileError with its key."""

    def __init__(self, file: str, path: str, content: Any) -> None:
        self.file = file
        self.path = path
        if not isinstance(content, dict):
            raise ProfileError(file, path, "must be a mapping of keys")
        self.content: dict[Any, Any] = content

    def wrong(self, key: str, problem: str) -> ProfileError:
        """The error for one key of this mapping."""
        return ProfileError(self.file, self._full(key), problem)

    def only(self, *known: str) -> None:
        """Refuses a key that means nothing, which is mostly one misspelt."""
        for key in self.content:
            if key not in known:
                raise self.wrong(str(key), f"not known here; known: {', '.join(known)}")

    def section(self, key: str) -> "Reader":
        """A mapping inside this one."""
        return Reader(self.file, self._full(key), self._get(key))

    def rows(self, key: str, *, exactly: int | None = None, required: bool = True) -> list["Reader"]:
        """A list of mappings; `exactly` that many when given."""
        content = self._list(key)
        if required and not content:
            raise self.wrong(key, "must not be empty")
        if exactly is not None and len(content) != exactly:
            raise self.wrong(key, f"must have {exactly} entries, has {len(content)}")
        return [Reader(self.file, f"{self._full(key)}[{n}]", row) for n, row in enumerate(content, start=1)]

    def lines(self, key: str) -> list[str]:
        """A list of texts, perhaps empty."""
        content = self._list(key)
        if not all(isinstance(line, str) and line.strip() for line in content):
            raise self.wrong(key, "must be a list of texts")
        return [line.strip() for line in content]

    def names(self) -> list[str]:
        """The keys of this mapping, in order."""
        return [str(key) for key in self.content]

    def is_mapping(self, key: str) -> bool:
        """Whether a mapping stands there, and no text."""
        return isinstance(self.content.get(key), dict)

    def text(self, key: str, *, required: bool = True) -> str:
        """A text; empty where it is not required and absent or null."""
        value = self.content.get(key)
        if value is None or value == "":
            if required:
                raise self.wrong(key, "is missing")
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text")
        return value.strip()

    def flag(self, key: str) -> bool:
        """true or false."""
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def number(self, key: str, *, required: bool = True) -> Any:
        """A whole number from 0 to 32767; None where it is not required and absent."""
        value = self.content.get(key)
        if value is None and not required:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 32767:
            raise self.wrong(key, "must be a whole number")
        return value

    def choice(self, key: str, known: Sequence[str], *, default: str | None = None) -> str:
        """One of these words; `default` where there is one and the key is absent."""
        value = self.text(key, required=default is None) or str(default)
        if value not in known:
            raise self.wrong(key, f"not known: {value}; known: {', '.join(known)}")
        return value

    def date(self, key: str, *, required: bool = True) -> Any:
        """A Gregorian date, written YYYY-MM-DD; None where it is not required and absent."""
        if not required and self.content.get(key) is None:
            return None
        value = self._get(key)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.wrong(key, "must be a date, YYYY-MM-DD")
        return value

    def hijri(self, key: str, *, same_day_as: str) -> str:
        """A Hijri date written "YYYY-MM-DD", which must be the same day as the Gregorian one; empty where absent."""
        value = self.text(key, required=False)
        if not value:
            return ""
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise self.wrong(key, 'must be a Hijri date in quotes, "YYYY-MM-DD"')
        day: dt.date = self.date(same_day_as)
        try:
            there = hijridate.Hijri(*map(int, value.split("-"))).to_gregorian()
        except (ValueError, OverflowError) as error:
            raise self.wrong(key, f"is no day of the Umm al-Qura calendar: {error}") from error
        if (there.year, there.month, there.day) != (day.year, day.month, day.day):
            raise self.wrong(key, f"is {there.isoformat()}, and {same_day_as} is {day.isoformat()}")
        return value

    def _full(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _get(self, key: str) -> Any:
        if key not in self.content or self.content[key] is None:
            raise self.wrong(key, "is missing")
        return self.content[key]

    def _list(self, key: str) -> list[Any]:
        content = self._get(key)
        if not isinstance(content, list):
            raise self.wrong(key, "must be a list")
        return content
