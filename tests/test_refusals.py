"""Every refusal of the database has its sentence for people, in both languages."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pghistory.models
import pgtrigger.registry
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils import translation
from django.utils.functional import Promise

from ledger import refusals as shared
from ledger.drift import sources

CODE = re.compile(r"CONSTRAINT = '(\w+)'")
OURS = [config for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
LABELS = [config.label for config in OURS if list(config.get_models())]


def raised() -> dict[str, set[str]]:
    """Return the codes that the triggers and functions of each app can raise."""
    found: dict[str, set[str]] = {config.label: set() for config in OURS}
    for model, trigger in pgtrigger.registry.registered():
        found[model._meta.app_label] |= set(CODE.findall(str(trigger.compile(model).install_sql)))
    for label, functions in sources().items():
        found.setdefault(label, set()).update(code for sql in functions.values() for code in CODE.findall(sql))
    return found


def named() -> Iterator[tuple[str, str]]:
    """Yield (app, constraint) for every check and every uniqueness that our models name."""
    for model in apps.get_models():
        if model._meta.app_label in LABELS and not issubclass(model, pghistory.models.Event):
            for constraint in model._meta.constraints:
                if isinstance(constraint, models.CheckConstraint | models.UniqueConstraint):
                    yield model._meta.app_label, constraint.name


def sentences(label: str) -> Mapping[str, Any]:
    """Return the sentences of an app, by code; none where it has no such module."""
    name = f"{apps.get_app_config(label).name}.domain.refusals"
    found: Mapping[str, Any] = import_module(name).SENTENCES if find_spec(name) else {}
    return found


def codes(label: str) -> set[str]:
    """Return all that the database can refuse about the tables of an app."""
    return raised()[label] | {name for app, name in named() if app == label}


def all_codes() -> set[str]:
    """Return all that the database can refuse, with the names that PostgreSQL itself gave to keys and uniqueness."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint")
        return {name for (name,) in cursor.fetchall()}.union(*(codes(label) for label in LABELS))


@pytest.mark.parametrize("label", LABELS)
def test_every_refusal_has_its_sentence(label):
    assert sorted(codes(label) - set(sentences(label)) - set(shared.SENTENCES)) == []


@pytest.mark.django_db
def test_every_sentence_is_of_a_refusal():
    known = all_codes()
    assert {label: extra for label in LABELS if (extra := set(sentences(label)) - known)} == {}


def test_every_shared_sentence_is_of_a_refusal():
    assert set(shared.SENTENCES) - set().union(*raised().values()) == set()


@pytest.mark.parametrize("label", ["ledger", *LABELS])
def test_every_sentence_is_said_in_arabic(label):
    said = shared.SENTENCES if label == "ledger" else sentences(label)
    for code, sentence in said.items():
        assert isinstance(sentence, Promise), code
        with translation.override("en"):
            english = str(sentence)
        with translation.override("ar"):
            assert re.search("[ء-ي]", str(sentence)), code
            assert str(sentence) != english
