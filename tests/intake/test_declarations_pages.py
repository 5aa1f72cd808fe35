"""Reading over, signing, submitting; correcting after a signature; giving a completed file back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog
from accounts.states import Role
from beneficiaries.domain import people
from intake.domain import documents, match_sheets, moves, statements
from intake.models import Application, Declaration
from intake.states import SignMethod, Status
from tests import factories
from tests.documents.factories import EXE, PDF, upload
from tests.intake.factories import agent_of
from tests.intake.paper_browser import form_of, send, text_of

pytestmark = pytest.mark.django_db

DRAWN = "M10 100L200 40L380 160M400 100L560 90"


@pytest.fixture
def draft(client):
    """A draft that is ready to be signed, its receptionist signed in."""
    application = factories.fill(factories.draft())
    client.force_login(application.created_by)
    return application


def page(application, name="declaration"):
    return reverse(f"intake:{name}", args=[application.reference])


def statement_of(application):
    return application.statements.order_by("-n")[0]


def signing(application, **changes):
    return {"method": "typed", "signer_name": application.applicant_name, **changes}


def sign(client, application, response=None, **changes):
    response = response or client.get(page(application))
    return send(client, page(application), response, has="digest", **signing(application, **changes))


def now(application):
    return Application.objects.get(pk=application.pk)


class TestSigning:
    def test_everything_that_is_signed_stands_on_the_page(self, client, draft):
        words = text_of(client.get(page(draft)))
        identity = statement_of(draft).data["identity"]
        for text in (identity["name"], identity["id"], "قيمة الإيجار السنوية", "18,000", "عقد الإيجار"):
            assert text in words
        assert "أُقرّ أنا الموقّع أدناه" in words
        assert draft.beneficiary.id_number not in words

    def test_by_typed_name(self, client, draft):
        assert sign(client, draft).url == page(draft)
        declaration = Declaration.objects.get()
        assert (declaration.method, declaration.signer_name) == (SignMethod.TYPED, draft.applicant_name)
        assert (declaration.witness, declaration.signature) == (draft.created_by, None)
        assert draft.applicant_name in text_of(client.get(page(draft)))

    def test_by_the_pad(self, client, draft):
        assert sign(client, draft, method="pad", pad=DRAWN, signer_name="").status_code == 302
        declaration = Declaration.objects.get()
        assert (declaration.method, declaration.signature.content_type) == (SignMethod.PAD, "image/png")
        assert declaration.signature.size < 200_000
        url = reverse("intake:signature", args=[draft.reference, 1])
        assert url in client.get(page(draft)).content.decode()
        assert client.get(url)["Content-Type"] == "image/png"
        assert AccessLog.objects.filter(what=AccessLog.What.DOCUMENT).count() == 1
        assert client.get(reverse("intake:signature", args=[draft.reference, 2])).status_code == 404

    def test_by_a_scanned_paper(self, client, draft):
        assert sign(client, draft, method="scanned", scan=upload(PDF)).status_code == 302
        assert Declaration.objects.get().signature.content_type == "application/pdf"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"method": "pad", "pad": ""}, "pad"),
            ({"method": "pad", "pad": "M10 10"}, "pad"),
            ({"method": "pad", "pad": "M10 10L12 12"}, "pad"),
            ({"method": "pad", "pad": "<svg onload=1>"}, "pad"),
            ({"method": "pad", "pad": "M10 10L500 190" * 5000}, "pad"),
            ({"method": "typed", "signer_name": ""}, "signer_name"),
            ({"method": "typed", "signer_name": "شخص آخر"}, "signer_name"),
            ({"method": "typed", "signer_name": "x\x00"}, "signer_name"),
            ({"method": "scanned"}, "scan"),
            ({"method": "scanned", "scan": upload(EXE)}, "scan"),
            ({"method": None}, "method"),
            ({"method": "thumb"}, "method"),
            ({"digest": "0"}, "digest"),
            ({"digest": ""}, "digest"),
        ],
    )
    def test_a_signature_that_is_none_is_refused_beside_its_field(self, client, draft, changes, field):
        answer = sign(client, draft, **changes)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {field}
        assert 'class="error-summary"' in answer.content.decode()
        assert not Declaration.objects.exists()
        assert statement_of(draft).signed_at is None

    def test_what_was_typed_is_kept(self, client, draft):
        answer = sign(client, draft, signer_name="شخص آخر")
        form = form_of(answer, has="digest")
        assert (form.values["signer_name"], form.values["method"]) == (["شخص آخر"], ["typed"])

    def test_a_name_without_its_hamza_and_spaces_is_the_same_name(self, client, draft):
        typed = draft.applicant_name.replace("ة", "ه").replace(" ", "  ")
        assert sign(client, draft, signer_name=typed).status_code == 302

    def test_data_that_changed_after_the_page_was_opened_are_shown_again(self, client, draft):
        opened = client.get(page(draft))
        statement = statement_of(draft)
        other = statement.documents.get(key="lease")
        shown = {other.pk: documents.Shown(seen_original=True, number="99")}
        answers = statement.data["answers"]
        statements.fill(
            statement_id=statement.pk, edits=statement.edits, by=draft.created_by, answers=answers, documents=shown
        )
        answer = sign(client, draft, opened)
        assert answer.status_code == 422
        assert "99" in text_of(answer)
        assert not Declaration.objects.exists()
        assert send(client, page(draft), answer, has="digest").status_code == 302

    def test_a_second_click_finds_it_signed(self, client, draft):
        opened = client.get(page(draft))
        sign(client, draft, opened)
        assert sign(client, draft, opened).url == page(draft)
        assert Declaration.objects.count() == 1

    def test_with_open_points_there_is_nothing_to_sign(self, client, draft):
        application = factories.draft(by=draft.created_by)
        response = client.get(page(application))
        assert 'name="digest"' not in response.content.decode()
        assert len(response.context["open_lines"]) == 5
        answer = client.post(page(application), signing(application, digest="0" * 64))
        assert answer.status_code == 422
        assert not Declaration.objects.exists()

    def test_a_guardian_signs_with_their_own_name(self, client, draft):
        person = factories.make_person()
        agent = agent_of(person, draft.created_by)
        application = factories.fill(factories.draft(by=draft.created_by, person=person, representative=agent))
        assert sign(client, application, signer_name=person.full_name).status_code == 422
        assert sign(client, application).status_code == 302


class TestUpdating:
    def amend(self, draft):
        person = draft.beneficiary
        people.amend(beneficiary_id=person.pk, edits=person.edits, by=draft.created_by, first_name="هيفاء")

    def test_a_record_that_changed_is_taken_into_the_statement_first(self, client, draft):
        self.amend(draft)
        response = client.get(page(draft))
        assert 'name="digest"' not in response.content.decode()
        assert "هيفاء" in text_of(response)
        answer = send(client, page(draft), response, to=page(draft, "refresh"))
        assert answer.url == page(draft, "match")
        assert statement_of(draft).data["identity"]["name"].startswith("هيفاء")
        assert client.get(page(draft)).context["open_lines"]

    def test_signing_what_is_out_of_date_is_refused(self, client, draft):
        opened = client.get(page(draft))
        self.amend(draft)
        assert sign(client, draft, opened).status_code == 422
        assert not Declaration.objects.exists()

    def test_a_colleague_who_saved_meanwhile_is_told(self, client, draft):
        self.amend(draft)
        response = client.get(page(draft))
        statement = statement_of(draft)
        match_sheets.record(statement_id=statement.pk, edits=statement.edits, by=draft.created_by, results={})
        assert send(client, page(draft), response, to=page(draft, "refresh")).status_code == 409
        assert client.post(page(draft, "refresh"), {"edits": "x"}).status_code == 422


class TestSubmitting:
    def test_it_says_before_the_click_what_will_be_sent_to_whom(self, client, draft):
        sign(client, draft)
        words = text_of(client.get(page(draft)))
        assert draft.notify_contact.value in words
        assert now(draft).status == Status.DRAFT

    def test_it_is_submitted(self, client, draft):
        sign(client, draft)
        answer = send(client, page(draft), client.get(page(draft)), to=page(draft, "submit"))
        assert answer.url == page(draft, "receipt")
        assert (now(draft).status, now(draft).step) == (Status.SUBMITTED, 1)

    def test_a_second_click_and_the_back_button_lead_to_the_receipt(self, client, draft):
        sign(client, draft)
        opened = client.get(page(draft))
        for _ in range(3):
            assert send(client, page(draft), opened, to=page(draft, "submit")).url == page(draft, "receipt")
        assert now(draft).moves.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_without_a_declaration_over_the_newest_statement_it_is_refused(self, client, draft):
        for correct in (False, True):
            if correct:
                sign(client, draft)
                client.post(page(draft, "correct"))
            answer = client.post(page(draft, "submit"), {"step": "0"})
            assert answer.status_code == 422
            assert 'class="error-summary"' in answer.content.decode()
            assert (now(draft).status, now(draft).moves.count()) == (Status.DRAFT, 0)

    @pytest.mark.parametrize("step", ["", "x", "-1", "9" * 30, "7"])
    def test_a_wrong_step_is_refused(self, client, draft, step):
        sign(client, draft)
        answer = client.post(page(draft, "submit"), {"step": step})
        assert answer.status_code == 422
        assert 'class="error-summary"' in answer.content.decode()
        assert now(draft).status == Status.DRAFT


class TestCorrecting:
    def test_a_correction_is_the_next_statement(self, client, draft):
        sign(client, draft)
        response = client.get(page(draft))
        assert client.get(page(draft, "documents")).url == page(draft)
        answer = send(client, page(draft), response, to=page(draft, "correct"))
        assert answer.url == page(draft, "documents")
        assert (statement_of(draft).n, statement_of(draft).signed_at) == (2, None)
        assert client.get(page(draft, "documents")).status_code == 200
        sign(client, draft)
        assert client.post(page(draft, "submit"), {"step": "0"}).url == page(draft, "receipt")

    def test_a_second_click_opens_no_second_correction(self, client, draft):
        sign(client, draft)
        for _ in range(2):
            client.post(page(draft, "correct"))
        assert draft.statements.count() == 2

    def test_after_submission_it_is_refused(self, client):
        application = factories.submitted()
        client.force_login(application.created_by)
        answer = client.post(page(application, "correct"))
        assert answer.url == reverse("desk:case", args=[application.reference])
        assert application.statements.count() == 1

    def test_a_completed_file_goes_back_to_the_researcher(self, client):
        application = factories.in_assessment()
        moves.ask(application_id=application.pk, step=2, by=application.researcher, note="عقد إيجار ساري المفعول")
        client.force_login(application.created_by)
        response = client.get(page(application))
        assert "عقد إيجار ساري المفعول" in text_of(response)
        send(client, page(application), response, to=page(application, "correct"))
        assert "عقد إيجار ساري المفعول" in text_of(client.get(page(application, "documents")))
        assert sign(client, application).status_code == 302
        answer = send(client, page(application), client.get(page(application)), to=page(application, "submit"))
        assert answer.url == reverse("desk:case", args=[application.reference])
        assert now(application).status == Status.IN_ASSESSMENT


def test_a_case_of_another_branch_is_a_404(client, draft):
    client.force_login(factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST")))
    assert client.get(page(draft)).status_code == 404
    for name in ("declaration", "refresh", "correct", "submit"):
        assert client.post(page(draft, name), {}).status_code == 404


def test_its_queries_do_not_grow_with_lines(client, draft):
    def count(application):
        with CaptureQueriesContext(connection) as found:
            assert client.get(page(application)).status_code == 200
        return len(found)

    service = factories.make_service("more")
    lease = service.required_documents.get(key="lease")
    for n in range(4):
        service.required_fields.create(key=f"datum{n}", label=f"بيان {n}", document=lease, position=9 + n)
    by = draft.created_by
    assert count(factories.draft(by=by)) == count(factories.draft(by=by, service=service))
