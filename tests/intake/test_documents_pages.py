"""The answers and the documents at the counter, and giving out what was scanned."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog
from accounts.states import Role
from documents.models import StoredFile
from intake.domain import statements
from intake.models import RequiredField, StatementDocument
from intake.states import FieldKind, MatchResult
from ledger import clock
from tests import factories
from tests.documents.factories import EXE, HTML, PDF, SVG, picture, upload
from tests.intake.paper_browser import form_of, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    """A draft, its receptionist signed in."""
    application = factories.draft()
    client.force_login(application.created_by)
    return application


def page(application):
    return reverse("intake:documents", args=[application.reference])


def paper(application, key):
    return StatementDocument.objects.get(statement__application=application, key=key)


def statement_of(application):
    return application.statements.order_by("-n")[0]


def expiry(row, day=None):
    day = day or clock.today() + dt.timedelta(days=400)
    return {f"document-{row.pk}-expires_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def whole(application, **changes):
    """Everything that the service asks for, originals seen."""
    card, lease = paper(application, "id-card"), paper(application, "lease")
    seen = {f"document-{row.pk}-seen_original": "on" for row in (card, lease)}
    return {"answer-rent": "18000", "answer-people": "6", **seen, **expiry(card), **changes}


def test_it_keeps_answers_and_documents_and_goes_on(client, draft):
    lease = paper(draft, "lease")
    number = {f"document-{lease.pk}-number": "٤٤-١٢"}
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **number))
    assert answer.url == reverse("intake:match", args=[draft.reference])
    statement = statement_of(draft)
    assert statement.data["answers"] == {"rent": "18000", "people": "6"}
    assert (statement.edits, paper(draft, "lease").number) == (1, "44-12")
    assert all(row.shown and row.by == draft.created_by for row in statement.documents.all())


@pytest.mark.parametrize("typed", ["١٨٠٠٠", "۱۸۰۰۰", "18,000", "١٨٬٠٠٠", "18000.00"])
def test_amounts_are_taken_in_any_digits(client, draft, typed):
    send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **{"answer-rent": typed}))
    assert statement_of(draft).data["answers"]["rent"] == "18000"


def test_an_expiry_is_taken_in_hijri(client, draft):
    card = paper(draft, "id-card")
    name = f"document-{card.pk}-expires_on"
    hijri = {f"{name}_day": "١", f"{name}_month": "٩", f"{name}_year": "١٤٩٠", f"{name}_calendar": "hijri"}
    send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **hijri))
    assert paper(draft, "id-card").expires_on == dt.date(2067, 11, 8)


def test_what_is_missing_is_said_beside_each_field_and_in_the_summary(client, draft):
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", do="go on")
    assert answer.status_code == 422
    card, lease = paper(draft, "id-card"), paper(draft, "lease")
    names = {"answer-rent", "answer-people", f"document-{card.pk}-file", f"document-{lease.pk}-file"}
    assert set(answer.context["form"].errors) == names
    html = answer.content.decode()
    for name in names:
        assert f'href="#id_{name}"' in html
        assert f'id="id_{name}_error"' in html
    assert "<title>" in html
    assert statement_of(draft).edits == 0


def test_saving_and_leaving_takes_what_there_is(client, draft):
    answer = send(
        client, page(draft), client.get(page(draft)), has="answer-rent", do="leave", **{"answer-rent": "18000"}
    )
    assert answer.url == reverse("desk:case", args=[draft.reference])
    assert statement_of(draft).data["answers"] == {"rent": "18000", "people": ""}


def test_leaving_does_not_take_what_is_wrong(client, draft):
    changes = {"answer-rent": "ثمانية عشر ألفًا", "answer-people": "6"}
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", do="leave", **changes)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"answer-rent"}
    assert form_of(answer, has="answer-rent").values["answer-rent"] == ["ثمانية عشر ألفًا"]
    assert statement_of(draft).data["answers"] == {}


def test_an_expired_document_is_refused_and_what_was_typed_is_kept(client, draft):
    card = paper(draft, "id-card")
    yesterday = clock.today() - dt.timedelta(days=1)
    changes = whole(draft, **expiry(card, yesterday))
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", **changes)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {f"document-{card.pk}-expires_on"}
    assert f'href="#id_document-{card.pk}-expires_on_0"' in answer.content.decode()
    form = form_of(answer, has="answer-rent")
    assert form.values["answer-rent"] == ["18000"]
    assert form.values[f"document-{card.pk}-expires_on_year"] == [str(yesterday.year)]
    assert not paper(draft, "id-card").shown


def test_a_document_that_expires_today_is_still_good(client, draft):
    card = paper(draft, "id-card")
    send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **expiry(card, clock.today())))
    assert paper(draft, "id-card").expires_on == clock.today()


def test_a_document_shown_without_its_expiry_is_refused(client, draft):
    card = paper(draft, "id-card")
    seen = {f"document-{card.pk}-seen_original": "on"}
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", do="leave", **seen)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {f"document-{card.pk}-expires_on"}


def test_a_day_that_is_none_and_an_issue_to_come_are_refused(client, draft):
    card, lease = paper(draft, "id-card"), paper(draft, "lease")
    tomorrow = clock.today() + dt.timedelta(days=1)
    wrong = {f"document-{card.pk}-expires_on_day": "31", f"document-{card.pk}-expires_on_month": "2"}
    later = {f"document-{lease.pk}-issued_on_{p}": str(getattr(tomorrow, p)) for p in ("day", "month", "year")}
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **wrong, **later))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        f"document-{card.pk}-expires_on",
        f"document-{lease.pk}-issued_on",
    }


@pytest.mark.parametrize(
    ("content", "name"),
    [(EXE, "scan.pdf"), (HTML, "scan.png"), (SVG, "scan.jpg"), (b"", "scan.pdf"), (PDF[:60], "scan.pdf")],
    ids=["program", "page", "drawing", "empty", "broken"],
)
def test_a_file_of_a_wrong_type_is_refused_beside_its_field(client, draft, content, name):
    lease = paper(draft, "lease")
    file = {f"document-{lease.pk}-file": upload(content, name)}
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **file))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {f"document-{lease.pk}-file"}
    assert form_of(answer, has="answer-rent").values["answer-rent"] == ["18000"]
    assert answer.context["form"].files_lost
    assert (StoredFile.objects.count(), statement_of(draft).edits) == (0, 0)


def test_a_file_above_the_limit_is_refused(client, draft):
    lease = paper(draft, "lease")
    file = {f"document-{lease.pk}-file": upload(PDF + b" " * (10 * 1024 * 1024))}
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **file))
    assert (answer.status_code, StoredFile.objects.count()) == (422, 0)
    assert "10" in str(answer.context["form"].errors[f"document-{lease.pk}-file"])


def test_a_scan_is_kept_and_given_out_to_whoever_sees_the_case(client, draft):
    lease = paper(draft, "lease")
    file = {f"document-{lease.pk}-file": upload(picture(), "عقد.png"), f"document-{lease.pk}-seen_original": None}
    send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **file))
    lease.refresh_from_db()
    assert (lease.file.name, lease.seen_original) == ("عقد.png", False)
    url = reverse("intake:document_file", args=[draft.reference, lease.pk])
    assert url in client.get(page(draft)).content.decode()
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == picture()
    assert answer["Content-Type"] == "image/png"
    assert AccessLog.objects.filter(what=AccessLog.What.DOCUMENT, application_ref=draft.reference).count() == 1
    client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
    assert client.get(url).status_code == 404


def test_a_file_of_another_case_is_a_404(client, draft):
    other = factories.draft(by=draft.created_by)
    lease = paper(draft, "lease")
    file = {f"document-{lease.pk}-file": upload(PDF)}
    send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **file))
    assert client.get(reverse("intake:document_file", args=[other.reference, lease.pk])).status_code == 404
    empty = paper(draft, "id-card")
    assert client.get(reverse("intake:document_file", args=[draft.reference, empty.pk])).status_code == 404


def test_the_second_of_two_editors_is_shown_what_changed_and_loses_nothing(client, draft):
    opened = client.get(page(draft))
    statement = statement_of(draft)
    colleague = factories.make_staff(Role.RECEPTION, branch=draft.branch)
    statements.fill(statement_id=statement.pk, edits=0, by=colleague, answers={"rent": "20000", "people": "6"})
    changes = whole(draft)
    answer = send(client, page(draft), opened, has="answer-rent", **changes)
    assert answer.status_code == 409
    words = text_of(answer)
    assert "20000" in words
    assert "18000" in words
    assert form_of(answer, has="answer-rent").values["answer-rent"] == ["18000"]
    assert statement_of(draft).data["answers"]["rent"] == "20000"
    again = send(client, page(draft), answer, has="answer-rent")
    assert again.status_code == 302
    assert statement_of(draft).data["answers"]["rent"] == "18000"


def test_a_wrong_field_does_not_hide_that_a_colleague_saved(client, draft):
    opened = client.get(page(draft))
    wrong = send(client, page(draft), opened, has="answer-rent", **whole(draft, **{"answer-rent": "x"}))
    assert wrong.status_code == 422
    colleague = factories.make_staff(Role.RECEPTION, branch=draft.branch)
    statements.fill(statement_id=statement_of(draft).pk, edits=0, by=colleague, answers={"rent": "20000"})
    answer = send(client, page(draft), wrong, has="answer-rent", **{"answer-rent": "18000"})
    assert answer.status_code == 409


def test_a_colleagues_scan_is_not_called_missing(client, draft):
    lease = paper(draft, "lease")
    file = {f"document-{lease.pk}-file": upload(PDF), f"document-{lease.pk}-seen_original": None}
    send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, **file))
    stale = client.get(page(draft))
    statements.fill(
        statement_id=lease.statement_id, edits=1, by=draft.created_by, answers={"rent": "20000", "people": "6"}
    )
    answer = send(client, page(draft), stale, has="answer-rent")
    assert [str(change.label) for change in answer.context["stale"].changes] == ["قيمة الإيجار السنوية"]


def test_an_answer_that_changes_opens_its_line_again(client, draft):
    application = factories.fill(draft)
    changes = {"answer-rent": "19000"}
    send(client, page(application), client.get(page(application)), has="answer-rent", **changes)
    line = statement_of(application).lines.get(key="rent")
    assert (line.declared, line.result) == ("19000", MatchResult.OPEN)
    assert statement_of(application).lines.get(key="people").result == MatchResult.MATCHES


def test_each_kind_of_datum_has_its_field(client):
    service = factories.make_service()
    document = service.required_documents.get(key="lease")
    rows = [("city", FieldKind.CHOICE, ["الرياض", "جدة"]), ("since", FieldKind.DATE, []), ("owner", FieldKind.TEXT, [])]
    for place, (key, kind, choices) in enumerate(rows, start=10):
        RequiredField.objects.create(
            service=service, document=document, key=key, label=key, kind=kind, choices=choices, position=place
        )
    application = factories.draft(service=service)
    client.force_login(application.created_by)
    response = client.get(page(application))
    wrong = {"answer-city": "مكة", "answer-owner": "س" * 301, "answer-since_day": "1", "answer-people": "٦ أفراد"}
    answer = send(client, page(application), response, has="answer-rent", **whole(application, **wrong))
    assert set(answer.context["form"].errors) == {"answer-city", "answer-owner", "answer-since", "answer-people"}
    since = {"answer-since_day": "١", "answer-since_month": "3", "answer-since_year": "2026"}
    right = {"answer-city": "جدة", "answer-owner": "سالم ٣", **since}
    send(client, page(application), response, has="answer-rent", **whole(application, **right))
    answers = statement_of(application).data["answers"]
    assert (answers["city"], answers["owner"], answers["since"]) == ("جدة", "سالم 3", "2026-03-01")
    assert form_of(client.get(page(application)), has="answer-rent").values["answer-since_day"] == ["1"]


@pytest.mark.parametrize("edits", ["", "x", "-1", "99999999999999999999", None])
def test_a_page_without_its_token_is_refused(client, draft, edits):
    answer = send(client, page(draft), client.get(page(draft)), has="answer-rent", **whole(draft, edits=edits))
    assert answer.status_code == 422
    assert statement_of(draft).edits == 0


def test_hostile_text_is_refused_or_shown_as_text(client, draft):
    opened = client.get(page(draft))
    nul = send(client, page(draft), opened, has="answer-rent", **whole(draft, **{"answer-rent": "1\x00"}))
    assert nul.status_code == 422
    answer = send(client, page(draft), opened, has="answer-rent", **whole(draft, **{"answer-rent": "<script>"}))
    assert "<script>" not in answer.content.decode().partition("<main")[2]


def test_a_case_of_another_branch_is_a_404(client, draft):
    client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
    assert client.get(page(draft)).status_code == 404
    assert client.post(page(draft), {}).status_code == 404


@pytest.mark.parametrize("reference", ["1448-1", "1448-00001x", "%00", "1448-99999"])
def test_a_reference_that_is_none_is_a_404(client, draft, reference):
    assert client.get(f"/intake/{reference}/documents/").status_code == 404


def test_after_submission_the_page_leads_to_the_case(client):
    application = factories.submitted()
    client.force_login(application.created_by)
    assert client.get(page(application)).url == reverse("desk:case", args=[application.reference])
    answer = client.post(page(application), {"edits": "1", "answer-rent": "1"})
    assert answer.status_code == 422
    assert statement_of(application).data["answers"]["rent"] == "18000"


def test_its_queries_do_not_grow_with_documents(client, draft):
    def count(application):
        with CaptureQueriesContext(connection) as found:
            assert client.get(page(application)).status_code == 200
        return len(found)

    two = count(draft)
    service = factories.make_service("more")
    for n in range(3):
        document = service.required_documents.create(key=f"paper{n}", label=f"وثيقة {n}", position=5 + n)
        service.required_fields.create(key=f"datum{n}", label=f"بيان {n}", document=document, position=9 + n)
    assert count(factories.draft(by=draft.created_by, service=service)) == two
