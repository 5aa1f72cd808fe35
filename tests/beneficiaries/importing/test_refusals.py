"""What the database refuses about imports and their rows, whoever asks."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from accounts.states import Role
from imports.domain import jobs as running
from imports.models import PeopleImport
from jobs.models import Job
from ledger import clock
from tests.beneficiaries.importing.made import HEAD, as_csv, checked, people, uploaded, written
from tests.factories import make_branch, make_person, make_staff

Refusal = Callable[..., AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
IMPORT, ROW = "imports_peopleimport", "imports_importrow"


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def head() -> Any:
    return make_staff(Role.HEAD, branch=make_branch())


@pytest.fixture
def entered(head: Any, as_app_role: None) -> PeopleImport:
    """An import that is written."""
    batch = checked(as_csv([HEAD, *people(3)]), head)
    written(batch)
    return PeopleImport.objects.get(pk=batch.pk)


@pytest.mark.parametrize(
    "change",
    ["first_name = 'x'", "errors = '[1]'", "mobile = '0500099999'", "id_tail = '9999'", "outcome = 'known'", "n = 99"],
)
def test_a_row_that_was_written_stays_as_it_was(refused: Refusal, entered: PeopleImport, change: str) -> None:
    with refused("written once"):
        sql(f"UPDATE {ROW} SET {change} WHERE batch_id = %s AND n = 2", entered.pk)


def test_a_row_that_was_written_is_nobody_else(refused: Refusal, entered: PeopleImport) -> None:
    with refused("written once"):
        sql(f"UPDATE {ROW} SET person_id = %s WHERE batch_id = %s AND n = 2", make_person().pk, entered.pk)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("mapping = '{}'", "columns of an import are said once"),
        ("branch_id = NULL", "columns of an import are said once"),
        ("check_job_id = NULL", "columns of an import are said once"),
        ("rows = 9", "counted once"),
        ("wrong = 1", "counted once"),
        ("write_job_id = NULL", "registered once"),
        ("whole = NOT whole", "said with its job"),
        ("take_likely = NOT take_likely", "said with its job"),
        ("written = 2", "no more people"),
        ("written = 4", "no more people"),
        ("wiped_at = now()", "seven days after"),
    ],
)
def test_what_was_said_of_an_import_stands(refused: Refusal, entered: PeopleImport, change: str, why: str) -> None:
    with refused(why):
        sql(f"UPDATE {IMPORT} SET {change} WHERE id = %s", entered.pk)


def test_rows_are_wiped_for_good(refused: Refusal, entered: PeopleImport, at: Any) -> None:
    with at(clock.now() + dt.timedelta(days=7, minutes=1)):
        assert running.purge() == 1
        with refused("seven days after"):
            sql(f"UPDATE {IMPORT} SET wiped_at = NULL WHERE id = %s", entered.pk)


def test_a_file_left_lying_is_wiped_too(head: Any, at: Any) -> None:
    batch = uploaded(as_csv([HEAD, *people(1)]), head)
    with at(clock.now() + dt.timedelta(days=7, minutes=1)):
        assert running.purge() == 1
    assert PeopleImport.objects.get(pk=batch.pk).wiped_at is not None


def test_writing_that_failed_is_asked_for_again(head: Any) -> None:
    batch = checked(as_csv([HEAD, *people(3)]), head)
    type(head).objects.filter(pk=head.pk).update(roles=[Role.RECEPTION])
    assert written(batch).state == "failed"
    type(head).objects.filter(pk=head.pk).update(roles=[Role.HEAD])
    head.refresh_from_db()
    assert written(PeopleImport.objects.get(pk=batch.pk), take_likely=True).state == "done"
    assert Job.objects.filter(task__endswith="write_import").count() == 2
    assert PeopleImport.objects.get(pk=batch.pk).written == 3
