"""Every code with which the database refuses a row of intake or delivery has its sentence."""

import re

import pytest
from django.apps import apps

from delivery.domain import refusals as delivery
from intake.domain import refusals as intake
from ledger import refusals as shared

SENTENCES = {"intake": intake.SENTENCES, "delivery": delivery.SENTENCES}


@pytest.mark.parametrize("app", SENTENCES)
def test_every_named_constraint_has_its_sentence(app):
    models = apps.get_app_config(app).get_models()
    names = {rule.name for model in models for rule in model._meta.constraints}
    assert names
    assert names - set(SENTENCES[app]) == set()


@pytest.mark.parametrize("app", SENTENCES)
def test_every_code_of_a_trigger_has_its_sentence(app):
    models = apps.get_app_config(app).get_models()
    bodies = [rule.render_func(model) for model in models for rule in getattr(model._meta, "triggers", [])]
    codes = {code for body in bodies for code in re.findall(r"CONSTRAINT = '(\w+)'", str(body))}
    assert codes
    assert codes - set(SENTENCES[app]) - set(shared.SENTENCES) == set()
