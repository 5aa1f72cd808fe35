"""Pages of jobs: progress, the file, and nobody else's."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils.translation import gettext

from accounts.models import AccessLog
from accounts.states import Perm, Role
from jobs.domain import queue, result_files, runs
from jobs.models import Job, JobRequest
from jobs.states import State
from ledger import clock
from tests.factories import make_staff
from tests.jobs.factories import asked, begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff(Role.HEAD)


@pytest.fixture
def page(head):
    client = Client()
    client.force_login(head)
    return client


def done(by, **fields) -> Job:
    job = asked(by, total=3, **fields)
    with runs.carried(job.pk) as run:
        run.path(result_files.RESULT).write_bytes(b"a;b\r\n")
        run.result(name="قائمة.csv", content_type="text/csv")
        run.advance(done=3)
    return Job.objects.get(pk=job.pk)


def test_progress_is_shown_with_speed_and_time_left_and_is_asked_for_again(page, head, at):
    with at(clock.now() - dt.timedelta(seconds=10)):
        run = begun(head, total=300)
    run.advance(done=100)
    html = page.get(f"/jobs/{run.job.pk}/").content.decode()
    assert '<progress max="300" value="100">' in html
    assert 'hx-trigger="every 1s"' in html
    assert '<noscript><meta http-equiv="refresh"' in html
    assert re.search(r"المتبقي 2\d ثانية", html)
    part = page.get(f"/jobs/{run.job.pk}/", headers={"HX-Request": "true"})
    assert part["Vary"].startswith("HX-Request")
    assert part.content.decode().lstrip().startswith("<section")


def test_whoever_watches_a_job_without_a_file_is_led_on_when_it_is_done(page, head):
    run = begun(head, total=3, request=JobRequest(page="/people/"))
    watched = {"HX-Request": "true"}
    assert "HX-Redirect" not in page.get(f"/jobs/{run.job.pk}/", headers=watched)
    run.end(State.DONE)
    assert page.get(f"/jobs/{run.job.pk}/", headers=watched)["HX-Redirect"] == "/people/"
    assert "HX-Redirect" not in page.get(f"/jobs/{run.job.pk}/")
    with_file = done(head, request=JobRequest(page="/people/"))
    assert "HX-Redirect" not in page.get(f"/jobs/{with_file.pk}/", headers=watched)


def test_an_ended_job_is_not_asked_for_again_and_leads_on(page, head):
    html = page.get(f"/jobs/{done(head, request=JobRequest(page='/people/')).pk}/").content.decode()
    assert "hx-trigger" not in html
    assert 'http-equiv="refresh"' not in html
    assert 'href="/people/"' in html


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_a_job_leads_to_no_other_site(address):
    with pytest.raises(ValueError, match="not an address of the portal"):
        JobRequest(page=address)


def test_the_file_is_closed_and_its_download_is_logged(page, head):
    job = done(head, request=JobRequest(what=AccessLog.What.IMPORT))
    response = page.get(f"/jobs/{job.pk}/result/")
    assert b"".join(response) == b"a;b\r\n"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("attachment")
    row = AccessLog.objects.get()
    assert (row.staff, row.what, row.detail) == (head, "import", f"job {job.pk}")


def test_a_file_of_last_week_is_gone_and_says_so(page, head, at):
    with at(clock.now() - dt.timedelta(days=8)):
        job = done(head)
    queue.purge()
    assert page.get(f"/jobs/{job.pk}/result/").status_code == 410
    assert f"/jobs/{job.pk}/result/" not in page.get("/jobs/").content.decode()


def test_nobody_elses_job_is_there(page):
    other = done(make_staff(Role.HEAD))
    for method, address in (("get", ""), ("get", "result/"), ("post", "cancel/")):
        assert getattr(page, method)(f"/jobs/{other.pk}/{address}").status_code == 404
    assert str(other.pk) not in page.get("/jobs/").content.decode()
    assert AccessLog.objects.count() == 0


def test_a_job_without_a_file_gives_none(page, head):
    assert page.get(f"/jobs/{asked(head).pk}/result/").status_code == 404


def test_cancelling(page, head):
    waiting, run, ended = asked(head), begun(head), done(head)
    for job, state in ((waiting, State.CANCELLED), (run.job, State.RUNNING), (ended, State.DONE)):
        assert page.post(f"/jobs/{job.pk}/cancel/").status_code == 302
        job.refresh_from_db()
        assert job.state == state
    assert Job.objects.get(pk=run.job.pk).cancel_asked_by == head
    assert "data-once" not in page.get(f"/jobs/{run.job.pk}/").content.decode().split('id="job"')[1]


def test_ones_own_jobs_newest_first_and_paged(page, head, at):
    for minutes in range(22):
        with at(clock.now() - dt.timedelta(minutes=minutes + 1)):
            asked(head)
    newest = asked(head)
    html = page.get("/jobs/").content.decode()
    assert html.split("<tbody>")[1].index(str(newest.pk)) < 200
    assert 'rel="next"' in html


def test_an_error_is_said(page, head):
    job = asked(head)
    with runs.carried(job.pk):
        raise ZeroDivisionError
    assert gettext(runs.BROKEN) in page.get(f"/jobs/{job.pk}/").content.decode()


def test_whoever_lost_the_right_meanwhile_has_the_file_no_more(page, head):
    job = done(head, request=JobRequest(needs=(Perm.IMPORT_PEOPLE,)))
    address = f"/jobs/{job.pk}/result/"
    assert page.get(address).status_code == 200
    head.roles = [Role.RECEPTION]
    head.save()
    assert page.get(address).status_code == 403
    assert address not in page.get(f"/jobs/{job.pk}/").content.decode()
    assert AccessLog.objects.filter(url=address).count() == 1
