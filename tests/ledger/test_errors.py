"""What the database refuses, worded by the name of the constraint."""

import pytest
from django.db import IntegrityError, connection, transaction

from ledger.errors import Refused, translated_integrity_errors
from ledger.refusals import SENTENCES
from ledger.triggers import refuse

pytestmark = pytest.mark.django_db


def attempt(code: str, sentences: dict[str, str]) -> None:
    body = f"DO $$ BEGIN {refuse(code, 'told: never_deleted')} END $$"
    with translated_integrity_errors(sentences), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(body)


def test_a_refusal_of_the_app_has_its_sentence():
    with pytest.raises(Refused) as refused:
        attempt("vote_closed", {"vote_closed": "Voting is closed."})
    assert (refused.value.code, str(refused.value)) == ("vote_closed", "Voting is closed.")


def test_a_shared_refusal_has_its_sentence_everywhere():
    with pytest.raises(Refused) as refused:
        attempt("never_deleted", {})
    assert (refused.value.code, refused.value.message) == ("never_deleted", SENTENCES["never_deleted"])


def test_a_shared_refusal_takes_the_words_of_the_app():
    with pytest.raises(Refused) as refused:
        attempt("never_deleted", {"never_deleted": "Retire it instead."})
    assert str(refused.value) == "Retire it instead."


def test_a_refusal_without_a_sentence_is_raised_whatever_its_words():
    with pytest.raises(IntegrityError):
        attempt("unheard_of", {"told": "found among the words"})
