"""A process that writes a list is killed in the middle; another one writes the whole file, once."""

import csv
import io
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.states import Role
from exports import tasks
from jobs.domain import result_files, runs
from jobs.models import Job
from jobs.states import State
from ledger import clock
from tests import factories as make
from tests.channels_log.processes import Portal
from tests.desk.factories import client_of, staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]

# writes a row a batch, and stands still after the third
SLOW = """
import sys, time
import django
django.setup()
from exports import tasks
from exports.domain import streams
from jobs.domain import runs

real = runs.Run.advance

def advance(run, **far):
    real(run, **far)
    if far["done"] == 3:
        print("half", flush=True)
        time.sleep(100)

streams.BATCH, runs.Run.advance = 1, advance
tasks.export(sys.argv[1])
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_worker_killed_leaves_no_half_file(kind, tmp_path):
    make.make_policy()
    head = staff(Role.HEAD)
    people = [make.make_person() for _ in range(5)]
    data = {"format": kind, "page_token": str(uuid.uuid4())}
    page = client_of(head).post(f"{reverse('exports:export')}?list=people", data)
    job = Job.objects.get(pk=page["Location"].strip("/").split("/")[-1])
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(job.pk)],
        cwd=settings.BASE_DIR,
        env=Portal(tmp_path).environment,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.kill()
    job.refresh_from_db()
    assert (job.state, job.done, job.result_name) == (State.RUNNING, 3, "")
    assert client_of(head).get(reverse("jobs:result", args=[job.pk])).status_code == 404
    tasks.export(str(job.pk))
    assert Job.objects.get().attempt == 1, "the one that was killed may still live"

    Job.objects.update(beat_at=clock.now() - 2 * runs.LEASE)
    tasks.export(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempt, job.done, job.total) == (State.DONE, 2, 5, 5)
    content = b"".join(client_of(head).get(reverse("jobs:result", args=[job.pk])))
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1:]] == [person.full_name for person in people]
    assert [path.name for path in result_files.folder(job.pk).rglob("*") if path.is_file()] == [result_files.RESULT]
