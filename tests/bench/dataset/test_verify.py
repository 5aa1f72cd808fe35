"""Verification says what is wrong: each fault is planted past the rules, found, and mended."""

import psycopg
import pytest

from bench.dataset import verify
from bench.dataset.tasks import SESSION
from documents.models import StoredFile

pytestmark = pytest.mark.usefixtures("db")

FIRST = "SELECT min(id) FROM {table} WHERE {condition}"
# the sentence that is expected; table and condition of the row (the first of them); what is wrong with it, and mends it
FAULTS = {
    "a step too many": (
        "applications whose step or status",
        "intake_application",
        "true",
        ("step = step + 1", "step = step - 1"),
    ),
    "words changed after the signature": (
        "declarations of a sample",
        "intake_statement",
        "signed_at IS NOT NULL",
        ("data = data || '{\"x\": 1}'", "data = data - 'x'"),
    ),
    "an open point on a signed sheet": (
        "declarations of a sample",
        "intake_statementdocument",
        "seen_original",
        ("seen_original = false", "seen_original = true"),
    ),
    "a submission that no move made": (
        "applications whose submission",
        "intake_application",
        "submitted_at IS NOT NULL",
        ("submitted_at = submitted_at + interval '1 hour'", "submitted_at = submitted_at - interval '1 hour'"),
    ),
    "a case that belongs to nobody": (
        "rows of intake_application refer",
        "intake_application",
        "true",
        ("beneficiary_id = beneficiary_id + 90000", "beneficiary_id = beneficiary_id - 90000"),
    ),
    "a decision before its moment": (
        "decisions before their moment",
        "committee_decision",
        "true",
        ("decided_at = decided_at - interval '60 days'", "decided_at = decided_at + interval '60 days'"),
    ),
    "a decision unlike its motion": (
        "decisions unlike the motion",
        "committee_decision",
        "outcome = 'accept'",
        ("amount = amount + 1", "amount = amount - 1"),
    ),
    "a vote too many": (
        "closings that miscount",
        "committee_voteclosing",
        "true",
        ("ayes = ayes + 1", "ayes = ayes - 1"),
    ),
    "a quorum that was not there": (
        "closings that miscount, or without quorum",
        "committee_sitting",
        "id IN (SELECT sitting_id FROM committee_agendaitem WHERE postponed_at IS NULL)",
        ("quorum = 6", "quorum = 3"),
    ),
    "a marker without its notice": (
        "applications or decisions whose marker",
        "committee_decision",
        "true",
        ("announced = false", "announced = true"),
    ),
}


@pytest.fixture
def past_rules(loaded):
    """Runs a statement for which triggers and foreign keys rest."""
    with psycopg.connect(**loaded.params, autocommit=True) as own:
        own.execute(SESSION)
        yield own.execute


@pytest.mark.parametrize("fault", FAULTS)
def test_it_catches(loaded, past_rules, fault):
    sentence, table, condition, changes = FAULTS[fault]
    (row,) = past_rules(FIRST.format(table=table, condition=condition)).fetchone()
    for change, found in zip(changes, (True, False), strict=True):
        assert past_rules(f"UPDATE {table} SET {change} WHERE id = {row}").rowcount == 1
        said = verify.faults(loaded.params, root=loaded.root)
        assert any(sentence in line for line in said) == found, said
    assert said == []


def test_it_catches_a_sequence_that_stands_behind(loaded, past_rules):
    past_rules("SELECT setval(pg_get_serial_sequence('intake_move', 'id'), 5)")
    assert verify.faults(loaded.params, root=loaded.root) == ["1 sequences of intake_move would give an id again"]
    past_rules("SELECT setval(pg_get_serial_sequence('intake_move', 'id'), (SELECT max(id) FROM intake_move))")
    assert verify.faults(loaded.params, root=loaded.root) == []


def test_it_catches_a_number_that_stands_in_the_wrong_row(loaded, past_rules):
    swap = """
        UPDATE beneficiaries_beneficiary b SET id_token = o.id_token FROM beneficiaries_beneficiary o
         WHERE b.id IN (1, 2) AND o.id IN (1, 2) AND o.id <> b.id
    """
    past_rules(swap)
    assert verify.faults(loaded.params, root=loaded.root) == ["2 of 200 identity numbers cannot be read back"]
    past_rules(swap)
    assert verify.faults(loaded.params, root=loaded.root) == []


def test_it_catches_a_file_that_is_gone(loaded):
    place = loaded.root / StoredFile.objects.filter(kind="upload").first().path
    aside = place.with_suffix(".aside")
    place.rename(aside)
    assert "files are not on the disk" in verify.faults(loaded.params, root=loaded.root)[0]
    aside.rename(place)
    assert verify.faults(loaded.params, root=loaded.root) == []
