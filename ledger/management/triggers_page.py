"""docs/triggers.sql: what the database does by itself, written from the code so that it can be read in one place."""

import inspect
import textwrap
import unicodedata
from collections import defaultdict
from typing import Any

import pgtrigger.registry
from django.apps import apps
from pghistory.trigger import Event

from ledger.drift import sources

HEAD = """\
-- What the database does by itself: every SQL function, and every trigger by app, table and name, as the code has them.
-- Written by `manage.py write_triggers`; `make check` fails where it is out of date. To read, not to run: migrations
-- create all of this. Signs that nobody sees stand as \\u0000. A code in `CONSTRAINT = '...'` has its sentence for
-- people in the app's domain/refusals.py.
"""
# a body that so many tables have is written once, before the others
SHARED = 3
WIDTH = 130


def document() -> str:
    tables: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    used: dict[tuple[str, str], list[str]] = defaultdict(list)
    for model, trigger in pgtrigger.registry.registered():
        name, text, table = str(trigger.name), _written(model, trigger), model._meta.db_table
        tables[model._meta.app_label, table][name] = text
        used[name, text].append(table)
    shared = {key: sorted(names) for key, names in used.items() if len(names) >= SHARED}
    parts = [HEAD, _title("functions"), *_functions(), _title("triggers that several tables have")]
    parts += [_folded(f"-- {name}: {', '.join(names)}") + f"\n{text}" for (name, text), names in sorted(shared.items())]
    app = ""
    for (label, table), triggers in sorted(tables.items()):
        if label != app:
            app = label
            parts.append(_title(label))
        as_above = [name for name, text in sorted(triggers.items()) if (name, text) in shared]
        if as_above:
            parts.append(_folded(f"-- {table}: {', '.join(as_above)} as above") + "\n")
        own = [(name, text) for name, text in sorted(triggers.items()) if (name, text) not in shared]
        parts += [f"-- {table}: {name}\n{text}" for name, text in own]
    return "\n".join(parts)


def _functions() -> list[str]:
    """Return the functions of each app, in the order in which they are created."""
    labels = [config.label for config in sorted(apps.get_app_configs(), key=lambda config: config.label)]
    by_app = sources()
    return [f"{inspect.cleandoc(_visible(sql))};\n" for label in labels for sql in by_app.get(label, {}).values()]


def _visible(text: str) -> str:
    """Return the text with the code points of signs that nobody sees in their place; spaces and ends of lines stay."""
    unseen = {sign for sign in text if sign not in " \n" and unicodedata.category(sign)[0] in "CZM"}
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in unseen})


def _title(words: str) -> str:
    return f"\n-- {f' {words} '.center(112, '=')}\n"


def _written(model: Any, trigger: Any) -> str:
    condition = trigger.render_condition(model)
    if isinstance(trigger, Event):
        event: Any = trigger.event_model
        own = [field.column for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
        kept = f"-- {trigger.when} {trigger.operation}: the old row into {event._meta.db_table}: {', '.join(own)}"
        return f"{_folded(kept)}\n"
    timing = f" DEFERRABLE INITIALLY {trigger.timing}" if trigger.timing else ""
    lines = [f"-- {trigger.when} {trigger.operation}{timing} FOR EACH {trigger.level} {condition}".rstrip()]
    declared = " ".join(trigger.render_declare(model).split())
    body = "\n".join(map(_folded, inspect.cleandoc(trigger.render_func(model)).splitlines()))
    lines += [_folded(declared)] if declared else []
    return "\n".join([*lines, "BEGIN", textwrap.indent(body, "    "), "END;", ""])


def _folded(line: str) -> str:
    """Return the line, broken between its words where it is too long for a page."""
    if len(line) <= WIDTH:
        return line
    indent = line[: len(line) - len(line.lstrip())] + "    "
    if line.lstrip().startswith("RAISE "):
        return line.replace(" USING ERRCODE", f"\n{indent}USING ERRCODE")
    mark = "--" if line.startswith("--") else ""
    return textwrap.fill(line, WIDTH, subsequent_indent=mark + indent, break_long_words=False, break_on_hyphens=False)
