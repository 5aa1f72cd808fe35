"""YAML as nodes that know their line. Nothing is built from them, so nothing in a profile can run, loop or swell."""

import re

import yaml

STR, INT, BOOL, NULL, DAY = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "null", "timestamp"))
LONGEST = 200_000  # bytes; the longest profile has about 10,000
DEEPEST = 20  # collections inside one another; a profile needs five
# Control characters, halves of characters, and marks that change how a text looks and never what it says.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)

# YAML counts these as ends of lines and most editors do not: line numbers would be wrong
_ODD_BREAK = re.compile("[\u0085\u2028\u2029]")


class ProfileError(Exception):
    """A profile cannot be loaded: names the file, the line (from 1) and the key, for its editor.

    `key` is empty where the file as a whole is wrong, and `line` None where there is no such file.
    """

    def __init__(self, file: str, key: str, problem: str, line: int | None = None) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(": ".join(part for part in (place, key, problem) if part))
        self.file = file
        self.key = key
        self.problem = problem
        self.line = line


def compose(file: str, raw: bytes) -> yaml.Node:
    """Return the one document of these bytes. Raises ProfileError with the line where it is no plain, readable YAML.

    Anchors, aliases and tags are refused: a profile is read by people, and repeats nothing.
    """
    if len(raw) > LONGEST:
        raise ProfileError(file, "", f"is longer than {LONGEST // 1000} kB", line=1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(file, "", "is not UTF-8", line=error.object[: error.start].count(b"\n") + 1) from error
    odd = _ODD_BREAK.search(text)
    if odd:
        line = text[: odd.start()].count("\n") + 1
        raise ProfileError(file, "", "has a line break that only some editors show", line=line)
    try:
        _scan(file, text)
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise ProfileError(file, "", "has a character that YAML does not allow", line=line) from error
    except yaml.MarkedYAMLError as error:
        raise _unreadable(file, text, error) from error
    if node is None:
        raise ProfileError(file, "", "is empty", line=1)
    return node


def entries(file: str, path: str, node: yaml.Node, line: int) -> dict[str, tuple[int, yaml.Node]]:
    """Return the keys of a mapping, each with its line and its value. `line` is for the error where it is none."""
    if not isinstance(node, yaml.MappingNode):
        raise ProfileError(file, path, "must be a mapping of keys", line)
    found: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag != STR or not key.value or HIDDEN.search(key.value):
            raise ProfileError(file, path, "a key here must be a plain word", at)
        if key.value in found:
            full = f"{path}.{key.value}" if path else key.value
            raise ProfileError(file, full, f"is given twice, first in line {found[key.value][0]}", at)
        found[key.value] = (at, value)
    return found


def _unreadable(file: str, text: str, error: yaml.MarkedYAMLError) -> ProfileError:
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    line = min(mark.line + 1, len(text.splitlines())) if mark else 1
    # what was left open began further up: that is where to look
    since = f", {error.context} that began in line {begun.line + 1}" if begun and begun.line + 1 < line else ""
    return ProfileError(file, "", f"is not readable as YAML: {error.problem or error.context}{since}", line=line)


def _scan(file: str, text: str) -> None:
    # events come one by one, before anything is composed of them: what is refused here never grows
    loader = yaml.SafeLoader(text)
    depth = 0
    try:
        while loader.check_event():
            event = loader.get_event()  # type: ignore[no-untyped-call]
            line = event.start_mark.line + 1
            if getattr(event, "anchor", None):
                raise ProfileError(file, "", "anchors and aliases are not used here", line)
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
                raise ProfileError(file, "", "tags are not used here", line)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise ProfileError(file, "", "is nested too deeply", line)
    except (ValueError, OverflowError) as error:
        # an escape such as "\UFFFFFFFF", a character that there is not
        raise ProfileError(file, "", "is not readable as YAML: no such character", loader.line + 1) from error
    finally:
        loader.dispose()
