"""The receipt: printed once, handed over once, and policy step 5 is nothing else."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessLog
from accounts.states import Role
from documents.domain import stored_files
from intake.models import Receipt
from tests import factories
from tests.intake.factories import agent_of
from tests.intake.paper_browser import send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(client, at):
    """An application submitted on the first of March 2026, its receptionist signed in."""
    with at("2026-03-01 10:00"):
        application = factories.submitted()
    client.force_login(application.created_by)
    return application


def page(application, name="receipt"):
    return reverse(f"intake:{name}", args=[application.reference])


def test_it_states_the_earliest_and_the_target_date_in_both_calendars(client, submitted):
    words = text_of(client.get(page(submitted)))
    for text in ("15 مارس 2026", "26 رمضان 1447", "22 مارس 2026", "3 شوال 1447"):
        assert text in words


def test_it_is_made_once_and_opened_in_the_browser(client, submitted):
    response = client.get(page(submitted))
    assert client.get(page(submitted, "receipt_pdf")).status_code == 404
    assert send(client, page(submitted), response, to=page(submitted, "receipt_issue")).url == page(submitted)
    client.post(page(submitted, "receipt_issue"))
    assert Receipt.objects.count() == 1
    answer = client.get(page(submitted, "receipt_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert AccessLog.objects.filter(what=AccessLog.What.DOCUMENT, application_ref=submitted.reference).count() == 1


def test_the_paper_is_one_page_with_the_dates(client, submitted):
    client.post(page(submitted, "receipt_issue"))
    pdf = PdfReader(io.BytesIO(stored_files.read(file=Receipt.objects.get().file)))
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text()
    for part in (submitted.reference, "15", "22", "2026", "1447"):
        assert part in text
    assert submitted.beneficiary.id_number not in text


def test_handing_over_and_nothing_else_completes_the_step(client, submitted):
    client.post(page(submitted, "receipt_issue"))
    client.get(page(submitted, "receipt_pdf"))
    assert Receipt.objects.get().handed_at is None
    response = client.get(page(submitted))
    answer = send(client, page(submitted), response, to=page(submitted, "receipt_hand_over"))
    assert answer.url == page(submitted)
    receipt = Receipt.objects.get()
    assert (receipt.handed_by, receipt.handed_at is not None) == (submitted.created_by, True)
    assert submitted.created_by.name in text_of(client.get(page(submitted)))


def test_a_second_click_changes_nothing(client, submitted):
    client.post(page(submitted, "receipt_issue"))
    client.post(page(submitted, "receipt_hand_over"))
    first = Receipt.objects.get().handed_at
    assert client.post(page(submitted, "receipt_hand_over")).url == page(submitted)
    assert Receipt.objects.get().handed_at == first


def test_what_was_not_printed_is_not_handed_over(client, submitted):
    answer = client.post(page(submitted, "receipt_hand_over"))
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()
    assert not Receipt.objects.exists()


def test_a_draft_has_no_receipt(client):
    draft = factories.draft()
    client.force_login(draft.created_by)
    assert client.get(page(draft)).url == page(draft, "declaration")
    for name in ("receipt_issue", "receipt_hand_over"):
        assert client.post(page(draft, name)).url == page(draft, "declaration")
    assert not Receipt.objects.exists()


def test_an_agents_receipt_names_both(client):
    by = factories.make_staff(Role.RECEPTION, branch=factories.make_branch())
    person = factories.make_person(by=by)
    application = factories.submitted(by=by, person=person, representative=agent_of(person, by))
    client.force_login(by)
    client.post(page(application, "receipt_issue"))
    pdf = PdfReader(io.BytesIO(stored_files.read(file=Receipt.objects.get().file)))
    assert len(pdf.pages) == 1


def test_a_case_of_another_branch_is_a_404(client, submitted):
    client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
    for name in ("receipt", "receipt_pdf"):
        assert client.get(page(submitted, name)).status_code == 404
    for name in ("receipt_issue", "receipt_hand_over"):
        assert client.post(page(submitted, name)).status_code == 404
