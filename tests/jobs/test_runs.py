"""Carrying jobs out: one runner at a time, each batch fenced, nothing lost with a worker."""

import datetime as dt
import threading

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from accounts.models import Branch
from accounts.states import Role
from jobs.domain import queue, result_files, runs
from jobs.domain.runs import MOST_ATTEMPTS, Refusal, Stopped
from jobs.models import KEPT_DAYS, Job
from jobs.states import State
from ledger import clock
from tests.factories import make_branch, make_staff
from tests.jobs.factories import asked, begun, lose

pytestmark = pytest.mark.django_db


def state() -> str:
    return Job.objects.get().state


def test_a_job_is_carried_to_its_end():
    job = asked(total=3)
    with runs.carried(str(job.pk)) as run:
        assert run is not None
        run.advance(done=2)
        assert (state(), Job.objects.get().done) == (State.RUNNING, 2)
        run.path(result_files.RESULT).write_bytes(b"abc")
        run.result(name="list.csv", content_type="text/csv")
        run.advance(done=3)
    ended = Job.objects.get()
    assert (ended.state, ended.done, ended.result_size) == (State.DONE, 3, 3)
    assert ended.finished_at is not None
    with runs.carried(job.pk) as run:
        assert run is None


def test_a_batch_of_a_lost_runner_is_rolled_back_with_its_rows():
    run = begun(total=10)
    lose(run)
    heir = runs.claim(job_id=run.job.pk)
    assert heir is not None
    with pytest.raises(Stopped), transaction.atomic():
        Branch.objects.create(code="LOST", name="x", city="x")
        run.advance(done=5)
    assert not Branch.objects.filter(code="LOST").exists()
    heir.advance(done=1)
    assert Job.objects.get().done == 1


def test_a_lost_runner_names_no_result_and_ends_nothing():
    job = asked()
    with runs.carried(job.pk) as run:
        lose(run)
        heir = runs.claim(job_id=job.pk)
        run.path(result_files.RESULT).write_bytes(b"half")
        run.result(name="half.csv", content_type="text/csv")
    assert (state(), Job.objects.get().result_name) == (State.RUNNING, "")
    assert heir.attempt == run.attempt + 1


def test_a_held_job_is_not_taken_by_another():
    run = begun()
    assert runs.claim(job_id=run.job.pk) is None
    lose(run)
    assert runs.claim(job_id=run.job.pk) is not None


def test_what_waits_is_cancelled_at_once_and_what_runs_after_its_batch():
    waiting = asked()
    assert queue.cancel(job_id=waiting.pk, by=waiting.by).state == State.CANCELLED
    running_job = asked(total=10)
    with runs.carried(running_job.pk) as run:
        queue.cancel(job_id=running_job.pk, by=running_job.by)
        run.advance(done=1)
        pytest.fail("the batch after a wish to stop went on")
    running_job.refresh_from_db()
    assert (running_job.state, running_job.done) == (State.CANCELLED, 0)
    assert queue.cancel(job_id=running_job.pk, by=running_job.by).state == State.CANCELLED


def test_a_paused_job_waits_and_goes_on():
    job = asked(total=10)
    with runs.carried(job.pk) as run:
        run.advance(done=4)
        run.pause()
    assert state() == State.WAITING
    with runs.carried(job.pk) as run:
        assert run.job.done == 4
        run.advance(done=10)
    assert state() == State.DONE


def test_one_whose_time_ran_out_goes_on_later():
    job = asked(total=10)
    with runs.carried(job.pk) as run:
        run.advance(done=4)
        raise SoftTimeLimitExceeded
    assert state() == State.WAITING


def test_refusals_and_errors_end_a_job_with_a_sentence(caplog):
    with runs.carried(asked().pk):
        raise Refusal("There is nothing in this file.")
    assert Job.objects.get().error == "There is nothing in this file."
    broken = asked()
    with runs.carried(broken.pk):
        raise ZeroDivisionError
    broken.refresh_from_db()
    assert (broken.state, broken.error) == (State.FAILED, runs.BROKEN)
    assert "ZeroDivisionError" in caplog.text


def test_a_job_that_kills_every_runner_is_given_up():
    run = begun()
    Job.objects.update(attempt=MOST_ATTEMPTS)
    lose(run)
    assert runs.claim(job_id=run.job.pk) is None
    assert (state(), Job.objects.get().error) == (State.FAILED, runs.KILLS)


def test_the_sweep_wakes_what_nobody_carries(monkeypatch, at):
    woken: list[str] = []
    monkeypatch.setattr(queue.current_app, "send_task", lambda name, args, **_: woken.append(args[0]))
    held, lost, fresh = begun(), begun(), asked()
    lose(lost)
    with at(clock.now() - dt.timedelta(minutes=1)):
        old = asked()
    queue.wake_lost()
    assert sorted(woken) == sorted([str(lost.job.pk), str(old.pk)])
    assert {str(held.job.pk), str(fresh.pk)}.isdisjoint(woken)


def test_a_broker_that_is_away_is_no_error(monkeypatch, django_capture_on_commit_callbacks):
    def away(*_args, **_kwargs):
        raise OperationalError("away")

    monkeypatch.setattr(queue.current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        asked()
    assert state() == State.WAITING


def test_files_go_seven_days_after_the_end(at):
    with at(clock.now() - dt.timedelta(days=KEPT_DAYS, hours=1)):
        old = asked()
        with runs.carried(old.pk) as run:
            run.path(result_files.RESULT).write_bytes(b"abc")
            run.result(name="a.csv", content_type="text/csv")
    young = asked()
    with runs.carried(young.pk) as run:
        run.path(result_files.RESULT).write_bytes(b"abc")
        run.result(name="a.csv", content_type="text/csv")
    assert queue.purge() == 1
    assert not (result_files.folder(old.pk) / result_files.RESULT).exists()
    assert (result_files.folder(young.pk) / result_files.RESULT).exists()
    assert result_files.folder(young.pk).stat().st_mode & 0o777 == 0o700
    assert Job.objects.get(pk=old.pk).files_gone_at is not None
    assert queue.purge() == 0


def test_no_other_file_has_a_place():
    with pytest.raises(ValueError, match="not a file"):
        result_files.place(asked().pk, "../../etc/passwd")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_at_once_one_gets_it():
    job = asked()
    got, start = [], threading.Barrier(6)

    def claim() -> None:
        try:
            start.wait()
            got.append(runs.claim(job_id=job.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([run for run in got if run is not None]) == 1
    assert Job.objects.get().attempt == 1


@pytest.mark.django_db(transaction=True)
def test_progress_of_one_long_transaction_is_seen_and_it_can_be_stopped():
    make_branch()
    run = begun(by=make_staff(Role.HEAD), total=10)
    with transaction.atomic():
        Branch.objects.create(code="LONG", name="x", city="x")
        run.report(done=5)
        run.report(done=3)  # begun anew after a kill: what was shown stays
    assert Job.objects.get().done == 5
    queue.cancel(job_id=run.job.pk, by=run.job.by)
    with pytest.raises(Stopped), transaction.atomic():
        run.report(done=6)
