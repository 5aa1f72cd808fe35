"""docs/triggers.sql holds every rule of the database as the code has it."""

import re

import pgtrigger.registry
from django.core.management import call_command

from ledger.drift import functions
from ledger.management.triggers_page import document


def test_the_page_is_up_to_date():
    call_command("write_triggers", "--check")


def test_the_page_names_every_trigger_and_function():
    page = document()
    tables, shared = page.split(" accounts ", 1)[1], page.split(" accounts ", 1)[0]
    for model, trigger in pgtrigger.registry.registered():
        own = re.search(rf"^-- {model._meta.db_table}: {trigger.name}$", tables, re.MULTILINE)
        assert own or re.search(rf"^-- {trigger.name}: [^B]*\b{model._meta.db_table}\b", shared, re.MULTILINE)
    assert {name for name in functions() if f"CREATE FUNCTION {name}(" not in page} == set()


def test_the_page_shows_what_a_trigger_does():
    assert """\
-- policy_channel: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a channel is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;
""" in document()
