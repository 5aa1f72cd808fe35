"""Translations: what the code asks for, what is translated, and what is missing.

Strings are extracted with gettext's own tools from a copy of the tree, so that checking changes nothing; catalogues are
compiled with polib, so that running the portal needs no tools.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.utils.translation.reloader import translation_file_changed

BASE_DIR = Path(__file__).resolve().parent.parent
CATALOGUE = BASE_DIR / "locale" / "ar" / "LC_MESSAGES" / "django.po"
LEFT_OUT = shutil.ignore_patterns(
    ".*", "node_modules", "staticfiles", "locale", "tests", "bench", "docs", "__pycache__", "requirements", "deploy"
)
HEADER = {
    "Project-Id-Version": "mustafid",
    "Language": "ar",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
    ": n%100>=11 && n%100<=99 ? 4 : 5;",
}
Key = tuple[str | None, str, str]


def catalogues() -> list[Path]:
    """Return every catalogue of ours: the common one and those of apps."""
    return sorted([*BASE_DIR.glob("locale/*/LC_MESSAGES/*.po"), *BASE_DIR.glob("*/locale/*/LC_MESSAGES/*.po")])


def compile_all() -> int:
    """Compile the catalogues that are newer than their compiled form; return how many.

    A process that has loaded them already reads them anew: what it writes next is in the language of the new ones.
    """
    made = 0
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # written aside and moved, because a running process may read it
        aside = target.with_suffix(f".{os.getpid()}.mo")
        polib.pofile(str(source)).save_as_mofile(str(aside))
        aside.replace(target)
        translation_file_changed(None, target)
        made += 1
    return made


def key(entry: polib.POEntry) -> Key:
    """Return what makes two entries the same string."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def extract() -> polib.POFile:
    """Return the strings that the code and the templates ask for now, untranslated. Needs gettext's tools."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(BASE_DIR, copy, ignore=LEFT_OUT)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "ar", "--no-wrap", "--add-location=file"]
        # without settings, so that makemessages knows one folder of catalogues only
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True, text=True)
        return polib.pofile(str(copy / "locale/ar/LC_MESSAGES/django.po"), wrapwidth=0)


def known() -> dict[Key, list[polib.POEntry]]:
    """Return every translation that we have, by string; more than one where catalogues repeat it."""
    found: dict[Key, list[polib.POEntry]] = {}
    for source in catalogues():
        for entry in polib.pofile(str(source)):
            if entry.translated() and not entry.obsolete:
                found.setdefault(key(entry), []).append(entry)
    return found


def problems() -> list[str]:
    """One line for each string that is missing, unsure, said in two ways, or translated though nobody asks for it."""
    asked = {key(entry): entry for entry in extract() if not entry.obsolete}
    have = known()
    lines = [f"not translated: {entry.msgid!r} ({_places(entry)})" for k, entry in asked.items() if k not in have]
    lines += [
        f"translated, but asked for nowhere: {k[1]!r}"
        for k, entries in have.items()
        if k not in asked and not _of_a_library(entries[0])
    ]
    for k, entries in have.items():
        if len({(entry.msgstr, *sorted(entry.msgstr_plural.values())) for entry in entries}) > 1:
            lines.append(f"translated in two ways: {k[1]!r}")
    for source in catalogues():
        lines += [
            f"unsure: {entry.msgid!r} in {source.relative_to(BASE_DIR)}"
            for entry in polib.pofile(str(source)).fuzzy_entries()
        ]
        lines += _format_errors(source)
    return sorted(lines)


def _of_a_library(entry: polib.POEntry) -> bool:
    """Marked with the comment "# library": a sentence of Django or another package that we say better."""
    return bool(entry.tcomment.startswith("library"))


def _places(entry: polib.POEntry) -> str:
    return ", ".join(sorted({place for place, _line in entry.occurrences}))


def _format_errors(source: Path) -> list[str]:
    done = subprocess.run(
        ["msgfmt", "--check-format", "-o", os.devnull, str(source)], capture_output=True, text=True, check=False
    )
    return done.stderr.splitlines() if done.returncode else []


def gather() -> tuple[int, int]:
    """Write the one catalogue anew from what is asked and what is known, and remove those of apps.

    Returns the number of strings and how many of them are not translated yet.
    """
    have = known()
    asked = {key(entry): entry for entry in extract()}
    libraries = [entries[0] for k, entries in have.items() if k not in asked and _of_a_library(entries[0])]
    merged = polib.POFile(wrapwidth=0)
    merged.metadata = HEADER
    for entry in sorted([*asked.values(), *libraries], key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        known_entry = have.get(key(entry), [entry])[0]
        entry.msgstr, entry.msgstr_plural = known_entry.msgstr, known_entry.msgstr_plural
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        # files without lines: a catalogue that changes with every edit is read by nobody
        entry.occurrences = sorted({(place, "") for place, _line in entry.occurrences})
        merged.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    merged.save(str(CATALOGUE))
    for source in catalogues():
        if source != CATALOGUE:
            source.unlink()
            source.with_suffix(".mo").unlink(missing_ok=True)
    return len(merged), len(merged.untranslated_entries())
