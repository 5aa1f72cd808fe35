"""What the database refuses about jobs, whoever asks."""

import pytest
from django.db import connection

from accounts.states import Perm, Role
from jobs.domain import queue, runs
from jobs.domain.runs import Refusal
from jobs.models import Job, JobRequest
from ledger.errors import Refused
from tests.factories import make_staff
from tests.jobs.factories import asked, begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("by_id = by_id + 1", "job_purpose_fixed"),
        ("params = '{\"all\": true}'", "job_purpose_fixed"),
        ("task = 'another'", "job_purpose_fixed"),
        ("created_at = now() - interval '1 year'", "job_purpose_fixed"),
        ("attempt = attempt - 1", "job_goes_forward"),
        ("done = 4", "job_goes_forward"),
        ("done = 11", "job_does_no_more_than_all"),
        ("finished_at = now()", "job_end_stamped"),
        ("state = 'banana'", "job_step_unknown"),
        ("cancel_asked_at = now()", "job_cancelled_by_somebody"),
        ("files_gone_at = now()", "job_files_go_once"),
    ],
)
def test_a_running_job_is_held_to_its_course(refused, change, code):
    begun(total=10).advance(done=5)
    with refused(code):
        sql(f"UPDATE jobs_job SET {change}")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("state = 'waiting'", "job_step_unknown"),
        ("state = 'done'", "job_step_unknown"),
        ("error = ''", "job_ended"),
        ("done = done + 1", "job_ended"),
        ("result_name = 'other.csv'", "job_ended"),
        ("attempt = attempt + 1", "job_ended"),
        ("finished_at = finished_at - interval '1 day'", "job_ended"),
    ],
)
def test_an_ended_job_stays_as_it_ended(refused, change, code):
    with runs.carried(asked(total=10).pk):
        raise Refusal("No.")
    assert Job.objects.get().state == "failed"
    with refused(code):
        sql(f"UPDATE jobs_job SET {change}")


def test_a_wish_to_stop_is_not_taken_back(refused):
    run = begun()
    queue.cancel(job_id=run.job.pk, by=run.job.by)
    with refused("job_stop_stands"):
        sql("UPDATE jobs_job SET cancel_asked_at = NULL, cancel_asked_by_id = NULL")


def test_a_job_is_cancelled_by_whoever_asked_for_it_alone():
    run = begun()
    with pytest.raises(Refused) as refusal:
        queue.cancel(job_id=run.job.pk, by=make_staff(Role.HEAD))
    assert refusal.value.code == "may"
    assert Job.objects.get().cancel_asked_at is None


def test_a_job_needs_what_its_file_needs():
    with pytest.raises(Refused) as refusal:
        asked(make_staff(Role.MEMBER), request=JobRequest(needs=(Perm.EXPORT_LISTS,)))
    assert refusal.value.code == "may"


def test_jobs_are_neither_deleted_nor_born_done(refused):
    job = asked()
    with refused("never_deleted"):
        sql("DELETE FROM jobs_job")
    with refused("job_born_waiting"):
        Job.objects.create(task="t", title="t", by=job.by, state="done")
