"""The English words in which a load tells a value, and what differs between two."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

SHOWN = 60  # letters of a value that are shown
TAIL = 20  # letters that two long texts share before the part that is shown
_NOTHING: tuple[Any, ...] = (None, "", [])


def differences(name: str, before: Any, after: Any) -> list[str]:
    """Return one line for each value that differs within a field: `window_text: …(14)… → …(20)…`."""
    lines = []
    for path, first, second in _leaves(name, before, after):
        shared = _shared(first, second)
        lines.append(f"{path}: {value(first, shared)} → {value(second, shared)}")
    return lines or [f"{name}: in another order"]


def value(given: Any, start: int = 0) -> str:
    """Return a value in short, a text from the letter `start` on."""
    if given in _NOTHING:
        return "nothing"
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, list | dict):
        texts = all(isinstance(item, str) for item in given)
        return value(", ".join(given)) if texts and isinstance(given, list) else f"{len(given)} entries"
    text = " ".join(str(given)[start:].split())
    text = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
    return f"…{text}" if start else text


def _leaves(path: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    if _keyed(before) and _keyed(after):
        before, after = ({row["key"]: row | {"key": ""} for row in rows} for rows in (before, after))
    if isinstance(before or {}, dict) and isinstance(after or {}, dict) and (before or after):
        for key in dict.fromkeys([*(before or {}), *(after or {})]):
            yield from _leaves(f"{path}.{key}", (before or {}).get(key), (after or {}).get(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for n, (first, second) in enumerate(zip(before, after, strict=True), start=1):
            yield from _leaves(f"{path}[{n}]", first, second)
    elif before != after and not (before in _NOTHING and after in _NOTHING):
        yield path, before, after


def _keyed(rows: Any) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) and "key" in row for row in rows)


def _shared(first: Any, second: Any) -> int:
    """Return how many letters of two long texts to leave out, because they are the same in both."""
    if not (isinstance(first, str) and isinstance(second, str)):
        return 0
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    start = len(list(same)) - TAIL
    return first.rfind(" ", 0, start) + 1 if start > 0 and max(len(first), len(second)) > SHOWN else 0
