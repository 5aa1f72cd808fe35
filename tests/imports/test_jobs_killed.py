"""Real workers, one of them killed in the middle: the next finishes, and no row is there twice or missing."""

import datetime as dt

import pytest
from celery import current_app
from django.db.models import F
from kombu import Connection

from accounts.states import Role
from beneficiaries.models import Beneficiary, ContactPoint
from imports.domain import headings, people_imports
from imports.models import ImportRow
from jobs.models import Job
from jobs.states import State
from tests.channels_log.processes import Portal, until
from tests.factories import make_staff
from tests.imports.factories import HEAD, as_csv, people, registration, uploaded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
ROWS = 16_000
PATIENCE = 90.0


@pytest.fixture
def portal(transactional_db, tmp_path):
    portal = Portal(tmp_path)
    yield portal
    portal.stop()


def wake(portal: Portal, job: Job) -> None:
    with Connection(portal.environment["REDIS_URL"]) as broker:
        current_app.send_task(job.task, [str(job.pk)], connection=broker)


def carried_by_two(portal: Portal, job: Job) -> int:
    """Kills the worker that carries the job once it has committed something; how many rows it had done."""
    worker = portal.worker()
    wake(portal, job)
    until(lambda: Job.objects.get(pk=job.pk).done > 0, seconds=PATIENCE, what="the first rows committed", portal=portal)
    portal.kill(worker)
    left = Job.objects.get(pk=job.pk)
    assert left.state == State.RUNNING
    Job.objects.filter(pk=job.pk).update(beat_at=F("beat_at") - dt.timedelta(minutes=5))
    worker = portal.worker()
    wake(portal, job)
    until(lambda: Job.objects.get(pk=job.pk).state == State.DONE, seconds=PATIENCE, what="the job done", portal=portal)
    portal.kill(worker)
    assert Job.objects.get(pk=job.pk).attempt == 2
    return left.done


def test_worker_killed_loses_and_repeats_no_row(portal):
    head = make_staff(Role.HEAD)
    people_import = uploaded(as_csv([HEAD, *people(ROWS)]), head)
    targets = headings.guess(people_imports.summary_of(people_import).columns)
    job = people_imports.start_check(import_id=people_import.pk, by=head, targets=targets, constants={}, branch=None)
    assert 0 < carried_by_two(portal, job) < ROWS
    rows = ImportRow.objects.filter(people_import=people_import)
    assert sorted(rows.values_list("n", flat=True)) == list(range(2, ROWS + 2))
    assert set(rows.values_list("outcome", flat=True)) == {"good"}

    job = registration(people_import)
    assert 0 < carried_by_two(portal, job) < ROWS
    assert Beneficiary.objects.count() == ROWS
    assert ContactPoint.objects.count() == 2 * ROWS
    assert rows.filter(outcome="written", person__isnull=False).values("person").distinct().count() == ROWS
    people_import.refresh_from_db()
    assert people_import.written == ROWS
