"""The log says what broke, and not whose row it was."""

import logging
import sys

import pytest
from django.db import IntegrityError, connection, transaction

from config.logs import JsonLines, PlainLines
from imports.domain import staging
from tests.factories import make_person

FORMATTERS = [JsonLines(), PlainLines("%(message)s")]
pytestmark = pytest.mark.django_db


def record(error_of) -> logging.LogRecord:
    """The record of what the call raises, as logger.exception makes it."""
    try:
        with transaction.atomic():
            error_of()
    except Exception as error:
        return logging.LogRecord("jobs", logging.ERROR, "x", 1, "Broke: %s", (error,), sys.exc_info())
    raise AssertionError("nothing broke")


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("formatter", FORMATTERS, ids=["json", "plain"])
def test_a_row_that_the_database_refuses_stands_in_no_log(formatter):
    person = make_person(first_name="الهنوف", city="عنيزة\nالقصيم")
    statement = f"UPDATE beneficiaries_beneficiary SET sex = 'x' WHERE id = {person.pk}"
    said = formatter.format(record(lambda: sql(statement)))
    assert "beneficiary_sex_is_known" in said
    assert IntegrityError.__name__ in said
    assert "الهنوف" not in said
    assert "عنيزة" not in said


@pytest.mark.parametrize("formatter", FORMATTERS, ids=["json", "plain"])
def test_a_line_of_a_copy_stands_in_no_log(formatter):
    def copied() -> None:
        with connection.cursor() as cursor, cursor.copy(f"COPY {staging.TABLE} (n) FROM STDIN") as stream:
            stream.write_row(["0500099999"])

    said = formatter.format(record(copied))
    assert "importrow" in said
    assert "500099999" not in said
