"""What the database refuses about imports and their rows, whoever asks."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from imports.domain import jobs
from imports.models import ImportRow, PeopleImport
from ledger import clock
from tests.factories import make_person
from tests.imports.factories import HEAD, as_csv, checked, people, registered, uploaded

Refusal = Callable[..., AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
IMPORT, ROW = "imports_peopleimport", "imports_importrow"


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def entered(head: Any, as_app_role: None) -> PeopleImport:
    """An import that is written."""
    people_import = checked(as_csv([HEAD, *people(3)]), head)
    registered(people_import)
    return PeopleImport.objects.get(pk=people_import.pk)


@pytest.mark.parametrize(
    "change",
    ["first_name = 'x'", "errors = '[1]'", "mobile = '0500099999'", "id_tail = '9999'", "outcome = 'known'", "n = 99"],
)
def test_row_registered_is_not_changed(refused: Refusal, entered: PeopleImport, change: str) -> None:
    with refused("written_once"):
        sql(f"UPDATE {ROW} SET {change} WHERE people_import_id = %s AND n = 2", entered.pk)


def test_row_registered_names_no_other_person(refused: Refusal, entered: PeopleImport) -> None:
    with refused("written_once"):
        sql(f"UPDATE {ROW} SET person_id = %s WHERE people_import_id = %s AND n = 2", make_person().pk, entered.pk)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("mapping = '{}'", "columns_chosen_once"),
        ("branch_id = NULL", "columns_chosen_once"),
        ("check_job_id = NULL", "columns_chosen_once"),
        ("rows = 9", "rows_counted_once"),
        ("wrong = 1", "rows_counted_once"),
        ("write_job_id = NULL", "people_registered_once"),
        ("all_or_nothing = NOT all_or_nothing", "choices_come_with_job"),
        ("include_possible_duplicates = NOT include_possible_duplicates", "choices_come_with_job"),
        ("written = 2", "more_people_than_rows"),
        ("written = 4", "more_people_than_rows"),
        ("wiped_at = now()", "rows_stay_seven_days"),
    ],
)
def test_import_step_is_not_taken_back(refused: Refusal, entered: PeopleImport, change: str, code: str) -> None:
    with refused(code):
        sql(f"UPDATE {IMPORT} SET {change} WHERE id = %s", entered.pk)


def test_import_wiped_stays_wiped(refused: Refusal, entered: PeopleImport, at: Any) -> None:
    with at(clock.now() + dt.timedelta(days=7, minutes=1)):
        assert jobs.purge() == 1
        with refused("rows_stay_seven_days"):
            sql(f"UPDATE {IMPORT} SET wiped_at = NULL WHERE id = %s", entered.pk)


def test_import_left_unchecked_is_wiped(head: Any, at: Any) -> None:
    people_import = uploaded(as_csv([HEAD, *people(1)]), head)
    with at(clock.now() + dt.timedelta(days=7, minutes=1)):
        assert jobs.purge() == 1
    assert PeopleImport.objects.get(pk=people_import.pk).wiped_at is not None


def test_import_is_never_deleted(refused: Refusal, entered: PeopleImport) -> None:
    with refused("never_deleted"):
        sql(f"DELETE FROM {IMPORT} WHERE id = %s", entered.pk)


def test_row_is_not_deleted_before_its_import_is_wiped(refused: Refusal, entered: PeopleImport) -> None:
    with refused("rows_stay_seven_days"):
        sql(f"DELETE FROM {ROW} WHERE people_import_id = %s", entered.pk)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("outcome = 'lost'", "importrow_outcome_is_known"),
        ("id_token = '1000000008'", "importrow_id_is_encrypted"),
        ("outcome = 'written'", "importrow_written_is_somebody"),
    ],
)
def test_row_staged_is_encrypted_and_complete(refused: Refusal, head: Any, change: str, code: str) -> None:
    people_import = checked(as_csv([HEAD, *people(1)]), head)
    with refused(code):
        sql(f"UPDATE {ROW} SET {change} WHERE people_import_id = %s", people_import.pk)


def test_row_number_occurs_once(refused: Refusal, head: Any) -> None:
    people_import = checked(as_csv([HEAD, *people(2)]), head)
    with refused("importrow_is_kept_once"):
        ImportRow(people_import=people_import, n=2, outcome="wrong").save()
