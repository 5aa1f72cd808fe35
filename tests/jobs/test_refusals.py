"""What the database refuses about jobs, whoever asks."""

import pytest
from django.db import connection

from jobs.domain import queue, runs
from jobs.domain.runs import Refusal
from jobs.models import Job
from tests.jobs.made import asked, begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("by_id = by_id + 1", "what a job is for does not change"),
        ("params = '{\"all\": true}'", "what a job is for does not change"),
        ("task = 'another'", "what a job is for does not change"),
        ("created_at = now() - interval '1 year'", "what a job is for does not change"),
        ("attempt = attempt - 1", "goes forward only"),
        ("done = 4", "goes forward only"),
        ("done = 11", "job_does_no_more_than_all"),
        ("finished_at = now()", "stamped with its state"),
        ("state = 'banana'", "does not go from running to banana"),
        ("cancel_asked_at = now()", "job_cancelled_by_somebody"),
        ("files_gone_at = now()", "go once, after its end"),
    ],
)
def test_a_running_job_is_held_to_its_course(refused, change, says):
    begun(total=10).advance(done=5)
    with refused(says):
        sql(f"UPDATE jobs_job SET {change}")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("state = 'waiting'", "does not go from failed to waiting"),
        ("state = 'done'", "does not go from failed to done"),
        ("error = ''", "stays as it ended"),
        ("done = done + 1", "stays as it ended"),
        ("result_name = 'other.csv'", "stays as it ended"),
        ("attempt = attempt + 1", "stays as it ended"),
        ("finished_at = finished_at - interval '1 day'", "stays as it ended"),
    ],
)
def test_an_ended_job_stays_as_it_ended(refused, change, says):
    with runs.carried(asked(total=10).pk):
        raise Refusal("No.")
    assert Job.objects.get().state == "failed"
    with refused(says):
        sql(f"UPDATE jobs_job SET {change}")


def test_a_wish_to_stop_is_not_taken_back(refused):
    run = begun()
    queue.cancel(job_id=run.job.pk, by=run.job.by)
    with refused("stays so"):
        sql("UPDATE jobs_job SET cancel_asked_at = NULL, cancel_asked_by_id = NULL")


def test_jobs_are_neither_deleted_nor_born_done(refused):
    job = asked()
    with refused("a job is kept"):
        sql("DELETE FROM jobs_job")
    with refused("born waiting"):
        Job.objects.create(task="t", title="t", by=job.by, state="done")
