"""The match sheet: each datum held against its document."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog
from accounts.states import Role
from intake.domain import documents, match_sheets, statements
from intake.models import MatchLine
from intake.states import MatchResult, Stands
from tests import factories
from tests.documents.factories import picture, upload
from tests.intake.paper_browser import form_of, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    """A draft whose answers are given and whose sheet is open, its receptionist signed in."""
    application = factories.draft()
    statement = statement_of(application)
    shown = {row.pk: documents.Shown(seen_original=True) for row in statement.documents.filter(expires=False)}
    answers = {"rent": "18000", "people": "6"}
    statements.fill(statement_id=statement.pk, edits=0, by=application.created_by, answers=answers, documents=shown)
    client.force_login(application.created_by)
    return application


def statement_of(application):
    return application.statements.order_by("-n")[0]


def line(application, key):
    return MatchLine.objects.get(statement=statement_of(application), key=key)


def page(application, key="lease"):
    row = statement_of(application).documents.get(key=key)
    return f"{reverse('intake:match', args=[application.reference])}?document={row.pk}"


def results(application, **found):
    """Results by the key of the line, as the page names them."""
    return {f"line-{line(application, key).pk}": result for key, result in found.items()}


def test_it_records_who_matched_and_when(client, draft):
    found = results(draft, rent="matches", people="absent")
    answer = send(client, page(draft), client.get(page(draft)), has="edits", do="go on", **found)
    assert answer.status_code == 302
    row = line(draft, "rent")
    assert (row.result, row.by) == (MatchResult.MATCHES, draft.created_by)
    assert row.at is not None
    assert line(draft, "people").result == MatchResult.ABSENT


def test_it_opens_on_the_first_document_that_is_not_complete(client, draft):
    plain = reverse("intake:match", args=[draft.reference])
    assert client.get(plain).context["tab"]["row"].key == "id-card"
    found = results(draft, name="matches", id="matches", born="matches")
    answer = send(client, page(draft, "id-card"), client.get(plain), has="edits", do="go on", **found)
    assert answer.url == page(draft)
    assert client.get(plain).context["tab"]["row"].key == "lease"


def test_the_last_document_leads_to_the_declaration(client, draft):
    for key, lines in (("id-card", ("name", "id", "born")), ("lease", ("rent", "people"))):
        found = results(draft, **dict.fromkeys(lines, "matches"))
        answer = send(client, page(draft, key), client.get(page(draft, key)), has="edits", do="go on", **found)
    assert answer.url == reverse("intake:declaration", args=[draft.reference])


def test_it_counts_what_is_done_on_each_document(client, draft):
    send(client, page(draft), client.get(page(draft)), has="edits", do="leave", **results(draft, rent="matches"))
    counts = [(tab["done"], tab["total"], tab["complete"]) for tab in client.get(page(draft)).context["tabs"]]
    assert counts == [(0, 3, False), (1, 2, False)]


def test_turning_to_another_document_keeps_what_was_found(client, draft):
    other = statement_of(draft).documents.get(key="id-card")
    found = results(draft, rent="matches")
    answer = send(client, page(draft), client.get(page(draft)), has="edits", do=str(other.pk), **found)
    assert answer.url == page(draft, "id-card")
    assert line(draft, "rent").result == MatchResult.MATCHES


def test_going_on_needs_a_result_on_every_required_line(client, draft):
    found = results(draft, rent="matches")
    answer = send(client, page(draft), client.get(page(draft)), has="edits", do="go on", **found)
    assert answer.status_code == 422
    people = line(draft, "people")
    assert set(answer.context["form"].errors) == {f"line-{people.pk}"}
    html = answer.content.decode()
    assert f'href="#id_line-{people.pk}_0"' in html
    assert f'class="match is-error" id="row-{people.pk}"' in html
    assert form_of(answer, has="edits").values[f"line-{line(draft, 'rent').pk}"] == ["matches"]
    assert line(draft, "rent").result == MatchResult.OPEN


def test_a_difference_is_settled_with_its_value_and_the_one_that_stands(client, draft):
    pk = line(draft, "rent").pk
    found = results(draft, rent="differs", people="matches")
    answer = send(client, page(draft), client.get(page(draft)), has="edits", do="go on", **found)
    assert set(answer.context["form"].errors) == {f"line-{pk}-on_document", f"line-{pk}-stands"}
    settled = {f"line-{pk}-on_document": "١٩٬٥٠٠", f"line-{pk}-stands": "document"}
    assert send(client, page(draft), answer, has="edits", do="go on", **settled).status_code == 302
    row = line(draft, "rent")
    assert (row.on_document, row.stands, row.value) == ("19500", Stands.DOCUMENT, "19500")


def test_relying_on_the_declared_value_needs_a_reason(client, draft):
    pk = line(draft, "rent").pk
    differs = {f"line-{pk}-on_document": "19500", f"line-{pk}-stands": "declared"}
    found = results(draft, rent="differs")
    answer = send(client, page(draft), client.get(page(draft)), has="edits", do="leave", **found, **differs)
    assert set(answer.context["form"].errors) == {f"line-{pk}-reason"}
    reason = {f"line-{pk}-reason": "ملحق بالعقد"}
    assert send(client, page(draft), answer, has="edits", do="leave", **reason).status_code == 302
    assert (line(draft, "rent").value, line(draft, "rent").reason) == ("18000", "ملحق بالعقد")


def test_a_difference_that_is_none_is_refused(client, draft):
    pk = line(draft, "rent").pk
    same = {f"line-{pk}-on_document": "18,000", f"line-{pk}-stands": "document"}
    answer = send(client, page(draft), client.get(page(draft)), has="edits", **results(draft, rent="differs"), **same)
    assert f"line-{pk}-on_document" in answer.context["form"].errors


def test_what_is_left_under_another_result_is_forgotten(client, draft):
    pk = line(draft, "rent").pk
    left = {f"line-{pk}-on_document": "ليس رقمًا", f"line-{pk}-stands": "declared"}
    found = results(draft, rent="matches", people="matches")
    assert send(client, page(draft), client.get(page(draft)), has="edits", **found, **left).status_code == 302
    assert (line(draft, "rent").on_document, line(draft, "rent").stands) == ("", "")


@pytest.mark.parametrize(("key", "typed"), [("rent", "abc"), ("rent", "-5"), ("people", "1" * 400), ("rent", "\x00")])
def test_a_value_of_the_wrong_kind_is_refused(client, draft, key, typed):
    pk = line(draft, key).pk
    wrong = {f"line-{pk}-on_document": typed, f"line-{pk}-stands": "document"}
    answer = send(
        client, page(draft), client.get(page(draft)), has="edits", **results(draft, **{key: "differs"}), **wrong
    )
    assert answer.status_code == 422
    assert f"line-{pk}-on_document" in answer.context["form"].errors


def test_a_date_on_a_document_is_taken_in_either_calendar(client, draft):
    pk = line(draft, "born").pk
    name = f"line-{pk}-on_document"
    hijri = {f"{name}_day": "1", f"{name}_month": "1", f"{name}_year": "1400", f"{name}_calendar": "hijri"}
    found = {**results(draft, born="differs"), f"line-{pk}-stands": "document", **hijri}
    url = page(draft, "id-card")
    assert send(client, url, client.get(url), has="edits", do="leave", **found).status_code == 302
    assert line(draft, "born").on_document == "1979-11-20"


def test_a_result_that_is_none_and_a_match_with_nothing_are_refused(client, draft):
    answer = send(client, page(draft), client.get(page(draft)), has="edits", **results(draft, rent="open"))
    assert answer.status_code == 422
    application = factories.draft(by=draft.created_by)
    url = page(application)
    found = results(application, rent="matches", people="absent")
    answer = send(client, url, client.get(url), has="edits", do="leave", **found)
    assert set(answer.context["form"].errors) == {f"line-{line(application, 'rent').pk}"}


def test_the_whole_identity_number_is_shown_on_request_only_and_logged(client, draft):
    url, number = page(draft, "id-card"), draft.beneficiary.id_number
    response = client.get(url)
    assert number not in response.content.decode()
    found = results(draft, name="matches")
    answer = send(client, url, response, has="edits", do="reveal", **found)
    assert answer.status_code == 200
    assert number in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert line(draft, "name").result == MatchResult.MATCHES
    assert AccessLog.objects.filter(what=AccessLog.What.ID_REVEAL, staff=draft.created_by).count() == 1
    assert send(client, url, answer, has="edits", do="leave").status_code == 302


def test_of_an_identity_number_on_a_document_four_digits_are_kept(client, draft):
    pk, url = line(draft, "id").pk, page(draft, "id-card")
    found = {f"line-{pk}-on_document": "١٠٠٠٠٠٩٩٩٨", f"line-{pk}-stands": "document", **results(draft, id="differs")}
    assert send(client, url, client.get(url), has="edits", do="leave", **found).status_code == 302
    assert line(draft, "id").on_document == "••••••9998"
    assert send(client, url, client.get(url), has="edits", do="leave").status_code == 302
    assert line(draft, "id").on_document == "••••••9998"


def test_the_second_of_two_editors_is_shown_what_changed_and_loses_nothing(client, draft):
    opened = client.get(page(draft))
    colleague = factories.make_staff(Role.RECEPTION, branch=draft.branch)
    theirs = {line(draft, "rent").pk: match_sheets.Match(result=MatchResult.ABSENT)}
    match_sheets.record(statement_id=statement_of(draft).pk, edits=1, by=colleague, results=theirs)
    found = results(draft, rent="matches", people="matches")
    answer = send(client, page(draft), opened, has="edits", do="go on", **found)
    assert answer.status_code == 409
    assert [str(change.label) for change in answer.context["stale"].changes] == [
        "قيمة الإيجار السنوية",
        "عدد الساكنين",
    ]
    assert line(draft, "rent").result == MatchResult.ABSENT
    assert send(client, page(draft), answer, has="edits", do="go on").status_code == 302
    assert line(draft, "rent").result == MatchResult.MATCHES


@pytest.mark.parametrize("query", ["?document=x", "?document=99999999999999999999", "?document=-1", "?document=%00"])
def test_a_document_that_is_none_falls_back_to_the_first(client, draft, query):
    response = client.get(reverse("intake:match", args=[draft.reference]) + query)
    assert (response.status_code, response.context["tab"]["row"].key) == (200, "id-card")


def test_a_scan_stands_beside_its_lines(client, draft):
    url = reverse("intake:documents", args=[draft.reference])
    row = statement_of(draft).documents.get(key="lease")
    file = {f"document-{row.pk}-file": upload(picture(), "a.png")}
    assert send(client, url, client.get(url), has="answer-rent", do="leave", **file).status_code == 302
    source = reverse("intake:document_file", args=[draft.reference, row.pk])
    assert f'<img src="{source}"' in client.get(page(draft)).content.decode()


def test_a_case_of_another_branch_is_a_404(client, draft):
    client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
    assert client.get(page(draft)).status_code == 404
    assert client.post(page(draft), {}).status_code == 404


def test_its_queries_do_not_grow_with_lines(client, draft):
    def count(application):
        with CaptureQueriesContext(connection) as found:
            assert client.get(page(application)).status_code == 200
        return len(found)

    few = count(draft)
    service = factories.make_service("more")
    lease = service.required_documents.get(key="lease")
    for n in range(4):
        service.required_fields.create(key=f"datum{n}", label=f"بيان {n}", document=lease, position=9 + n)
    assert count(factories.draft(by=draft.created_by, service=service)) == few
