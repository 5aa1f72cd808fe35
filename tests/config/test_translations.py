"""The tools for translations, on a catalogue of their own."""

import os
import shutil

import polib
import pytest

from devtools import translations

PAGE = "{% load i18n %}{% translate 'Hello' %}{% blocktranslate count n=n %}one{% plural %}many{% endblocktranslate %}"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A small portal: one page with two strings, and an app whose catalogue translates one of them."""
    assert shutil.which("xgettext"), "gettext is missing: apt-get install gettext"
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(PAGE)
    monkeypatch.setattr(translations, "BASE_DIR", tmp_path)
    monkeypatch.setattr(translations, "CATALOGUE", tmp_path / "locale/ar/LC_MESSAGES/django.po")
    write(tmp_path / "desk", polib.POEntry(msgid="Hello", msgstr="مرحبًا"))
    return tmp_path


def write(app, *entries):
    catalogue = polib.POFile()
    catalogue.metadata = translations.HEADER
    catalogue.extend(entries)
    (app / "locale/ar/LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    catalogue.save(str(app / "locale/ar/LC_MESSAGES/django.po"))


def test_what_is_missing_in_vain_unsure_or_said_twice_is_named(tree):
    write(tree / "ui", polib.POEntry(msgid="Hello", msgstr="أهلًا"), polib.POEntry(msgid="Gone", msgstr="ذهب"))
    write(tree / "committee", polib.POEntry(msgid="Enter a number.", msgstr="المطلوب رقم.", tcomment="library: Django"))
    write(tree / "intake", polib.POEntry(msgid="Perhaps", msgstr="ربما", flags=["fuzzy"]))
    assert translations.problems() == [
        "not translated: 'one' (templates/page.html)",
        "translated in two ways: 'Hello'",
        "translated, but asked for nowhere: 'Gone'",
        "unsure: 'Perhaps' in intake/locale/ar/LC_MESSAGES/django.po",
    ]


def test_gathering_keeps_what_is_known_drops_the_rest_and_leaves_one_catalogue(tree):
    said_better = polib.POEntry(msgid="Enter a number.", msgstr="المطلوب رقم.", tcomment="library: Django")
    write(tree / "ui", polib.POEntry(msgid="Gone", msgstr="ذهب"), said_better)
    assert translations.gather() == (3, 1)
    assert translations.catalogues() == [translations.CATALOGUE]
    assert {entry.msgid: entry.msgstr for entry in polib.pofile(str(translations.CATALOGUE))} == {
        "Enter a number.": "المطلوب رقم.",
        "Hello": "مرحبًا",
        "one": "",
    }
    before = translations.CATALOGUE.read_text()
    translations.gather()
    assert translations.CATALOGUE.read_text() == before


def test_only_changed_catalogues_are_compiled(tree):
    assert translations.compile_all() == 1
    assert translations.compile_all() == 0
    source = translations.catalogues()[0]
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    assert translations.compile_all() == 1
    assert polib.mofile(str(source.with_suffix(".mo"))).find("Hello").msgstr == "مرحبًا"
