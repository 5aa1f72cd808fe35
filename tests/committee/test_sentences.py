"""Every code with which the database refuses a row of committee or eligibility has its sentence, and none is idle."""

import re

import pytest
from django.apps import apps

from committee.domain import refusals as committee
from eligibility.domain import refusals as eligibility
from ledger import refusals as shared

SENTENCES = {"committee": committee.SENTENCES, "eligibility": eligibility.SENTENCES}


def codes_of(model):
    """The names of its constraints, unique columns among them, and the codes of its triggers."""
    yield from (rule.name for rule in model._meta.constraints)
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key:
            yield f"{model._meta.db_table}_{field.column}_key"
    for rule in getattr(model._meta, "triggers", []):
        yield from re.findall(r"CONSTRAINT = '(\w+)'", str(rule.render_func(model)))


@pytest.mark.parametrize("app", SENTENCES)
def test_the_sentences_are_those_of_all_codes(app):
    codes = {code for model in apps.get_app_config(app).get_models() for code in codes_of(model)}
    assert codes - set(shared.SENTENCES) == set(SENTENCES[app])
