"""The request form on paper."""

import io

import pytest
from pypdf import PdfReader

from intake.domain import request_forms
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    """The words of a PDF without spaces: pypdf splits Arabic from digits."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_blank_form_asks_and_holds_nobody() -> None:
    factories.make_policy()
    text = text_of(request_forms.blank(service=factories.make_service()))
    for label in ("قيمةالإيجارالسنوية", "عددالساكنين", "عقدالإيجار", "طلبدعممستفيد"):
        assert label in text


def test_the_filled_form_holds_the_answers_and_no_whole_id() -> None:
    application = factories.submitted()
    text = text_of(request_forms.filled(application=application))
    answers = application.statements.get().data["answers"]
    for word in (application.reference, *map(str, answers.values())):
        assert word in text
    assert application.beneficiary.masked_id[-4:] in text
