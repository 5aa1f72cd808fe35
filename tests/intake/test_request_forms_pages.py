"""The request form on paper: what it asks of whom, whose words stand on it, and who may open a filled one."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessLog
from accounts.states import Role
from beneficiaries.domain import households
from intake.domain import request_forms
from intake.models import RequiredDocument, RequiredField, Service
from intake.states import FieldKind
from policy.models import PolicyVersion, Tool
from tests import factories
from tests.desk.factories import client_of
from tests.policy.factories import next_version

pytestmark = pytest.mark.django_db
OFFICER = "نوف الهضباني"


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, bare: pypdf splits Arabic from digits, and marks stray between letters."""
    return [bare(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    """The words of all pages."""
    return "".join(pages_of(pdf))


def opening(text: str) -> str:
    """The first words of a text, which stand in one line on paper."""
    return bare(" ".join(text.split()[:4]))


def bare(words: Any) -> str:
    """Words without their spaces and marks."""
    return re.sub(r"[\s\u064b-\u0652]", "", str(words))


@pytest.fixture
def policy() -> PolicyVersion:
    return factories.make_policy()


@pytest.fixture
def service(policy: PolicyVersion) -> Service:
    """One that asks for something of each kind."""
    service = factories.make_service()
    paper = service.required_documents.get(key="lease")
    more = [
        ("street", "اسم الشارع", FieldKind.TEXT, []),
        ("since", "تاريخ بداية العقد", FieldKind.DATE, []),
        ("home", "نوع السكن", FieldKind.CHOICE, ["شقة", "دور في منزل"]),
    ]
    for place, (key, label, kind, choices) in enumerate(more, start=10):
        RequiredField.objects.create(
            service=service, document=paper, key=key, label=label, kind=kind, choices=choices, position=place
        )
    return service


def test_the_blank_form_asks_all_that_the_service_asks(service: Service, policy: PolicyVersion) -> None:
    RequiredDocument.objects.create(service=service, key="income", label="تعريف بالدخل", required=False, position=3)
    RequiredField.objects.filter(service=service, key="street").update(required=False)
    text = text_of(request_forms.blank(service=service))
    for words in (*service.required_fields.all(), *service.required_documents.all(), "شقة", "دور في منزل"):
        assert bare(words) in text
    assert text.count("اختياري") == 2
    for words in (policy.association.name, service.name, "طلب دعم مستفيد"):
        assert bare(words) in text
    assert opening(policy.declaration_text) in text


def test_the_blank_form_leaves_out_what_is_no_longer_asked(service: Service) -> None:
    RequiredField.objects.filter(service=service, key="street").update(active=False)
    RequiredDocument.objects.create(service=service, key="old", label="بطاقة العائلة", active=False)
    text = text_of(request_forms.blank(service=service))
    assert bare("اسم الشارع") not in text
    assert bare("بطاقة العائلة") not in text


def test_the_blank_form_holds_nobody(service: Service) -> None:
    person = factories.draft().beneficiary
    assert bare(person.full_name) not in text_of(request_forms.blank(service=service))


def test_a_short_form_is_one_page_and_a_long_one_goes_on(policy: PolicyVersion) -> None:
    service = factories.make_service()
    assert len(pages_of(request_forms.blank(service=service))) == 1
    paper = service.required_documents.get(key="lease")
    for n in range(30):
        RequiredField.objects.create(service=service, document=paper, key=f"q{n}", label=f"سؤال-{n}-", position=20 + n)
    pages = pages_of(request_forms.blank(service=service))
    assert len(pages) == 3
    assert all(f"-{n}-" in "".join(pages) for n in range(30))
    # the declaration and the signature stay together at the end
    assert opening(policy.declaration_text) in pages[-1]
    assert bare("التوقيع أو البصمة") in pages[-1]


def test_the_form_is_headed_as_the_policy_names_it(service: Service) -> None:
    Tool.objects.create(key="request_form", name="استمارة طلب خدمة", kind="form", position=9)
    # a version keeps the list of tools of its day
    assert bare("استمارة طلب خدمة") not in text_of(request_forms.blank(service=service))
    next_version()
    assert bare("استمارة طلب خدمة") in text_of(request_forms.blank(service=service))


def test_only_our_own_fonts_are_used(service: Service) -> None:
    reader = PdfReader(io.BytesIO(request_forms.blank(service=service)))
    names = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert names
    assert all("+Sheet-" in name for name in names), names


def test_the_filled_form_holds_the_answers_and_no_whole_id(policy: PolicyVersion) -> None:
    by = factories.make_staff(Role.RECEPTION, branch=factories.make_branch(), name=OFFICER)
    # a plain name: a word with لك spoils what is read back after it (docs/adr/0005-pdf-font.md)
    person = factories.make_person(by=by, family_name="السدراوي")
    households.add(beneficiary_id=person.pk, by=by, name="ليان", relation="daughter", dependent=True)
    application = factories.sign(factories.fill(factories.draft(by=by, person=person)))
    text = text_of(request_forms.filled(application=application))
    for words in (
        application.reference,
        application.beneficiary.full_name,
        "18,000",
        "ليان",
        "ابنة",
        "عقد الإيجار",
        "اطُّلع على الأصل",
        OFFICER,
    ):
        assert bare(words) in text
    assert opening(policy.declaration_text) in text
    assert application.beneficiary.id_number not in text
    assert application.beneficiary.masked_id[-4:] in text
    assert "•" in text


def test_an_unsigned_form_leaves_the_signature_open(policy: PolicyVersion) -> None:
    by = factories.make_staff(Role.RECEPTION, branch=factories.make_branch(), name=OFFICER)
    text = text_of(request_forms.filled(application=factories.draft(by=by)))
    assert bare("التوقيع أو البصمة") in text
    assert bare(OFFICER) not in text


def test_the_blank_form_is_opened_by_staff(service: Service, client: Client) -> None:
    url = reverse("intake:blank_form", args=[service.code])
    assert client.get(url).status_code == 302
    answer = client_of(factories.make_staff(Role.MANAGER)).get(url)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer.content.startswith(b"%PDF")
    Service.objects.update(active=False)
    assert client_of(factories.make_staff(Role.MANAGER)).get(url).status_code == 404


def test_before_a_policy_is_in_force_there_is_no_form() -> None:
    service = factories.make_service()
    answer = client_of(factories.make_staff(Role.RECEPTION)).get(reverse("intake:blank_form", args=[service.code]))
    assert answer.status_code == 302


def test_the_filled_form_is_for_those_who_see_the_case_and_is_logged(policy: PolicyVersion) -> None:
    application = factories.submitted()
    url = reverse("intake:filled_form", args=[application.reference])
    elsewhere = factories.make_staff(Role.RECEPTION, branch=factories.make_branch("SOUTH"))
    assert client_of(elsewhere).get(url).status_code == 404
    assert AccessLog.objects.filter(what=AccessLog.What.DOCUMENT).count() == 0
    answer = client_of(application.created_by).get(url)
    assert answer.content.startswith(b"%PDF")
    read = AccessLog.objects.get(what=AccessLog.What.DOCUMENT)
    assert (read.application_ref, read.detail) == (application.reference, "request form")


def test_the_start_page_and_the_list_offer_the_blank_form(service: Service) -> None:
    person = factories.make_person()
    client = client_of(factories.make_staff(Role.RECEPTION, branch=factories.make_branch()))
    url = reverse("intake:blank_form", args=[service.code])
    for page in (reverse("intake:start", args=[person.public_id]), reverse("intake:blank_forms")):
        assert url in client.get(page).content.decode()
