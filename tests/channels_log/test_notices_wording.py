"""What notices say: that the answer is there, the outcome only where it was agreed, and never an identity number."""

import datetime as dt
import itertools
from io import BytesIO

import pypdf
import pytest
from django.utils.translation import override

from channels_log.domain import outbox
from channels_log.domain.notices import KINDS
from channels_log.domain.notices.wording import EACH_PART, LEFT_TO_RIGHT, Owed, fit, sms_parts
from channels_log.models import Notice
from channels_log.states import Kind
from documents.domain import stored_files
from documents.models import StoredFile
from eligibility.states import Outcome
from tests.channels_log.factories import DAY_0, DAY_15, decided, submitted

pytestmark = pytest.mark.django_db
ACCEPTED, REJECTED = ("قُبل", "قبول"), ("لم يُقبل", "عدم قبول")


def told(at, *, outcome=Outcome.ACCEPT, way="sms", **fields) -> Notice:
    decision = decided(at, outcome=outcome, way=way, **fields)
    # a page in English changes nothing about what applicants read
    with at(DAY_15), override("en"):
        outbox.make_all()
    return Notice.objects.get(application=decision.application, kind="decision")


def says(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


@pytest.mark.parametrize("way", ["sms", "email", "phone"])
@pytest.mark.parametrize("outcome", Outcome)
def test_a_message_says_the_outcome_only_where_that_was_agreed(at, way, outcome):
    for agreed in (False, True):
        notice = told(at, outcome=outcome, way=way, outcome_in_message=agreed)
        text = f"{notice.subject}\n{notice.body}"
        assert f"{LEFT_TO_RIGHT}{notice.application.reference}{LEFT_TO_RIGHT}" in text
        assert says(text, REJECTED) == (agreed and outcome == Outcome.REJECT)
        assert says(text, ACCEPTED + REJECTED) == agreed
        assert notice.application.beneficiary.id_number not in text
        assert "ال" in text
        assert "application" not in text


def test_a_text_message_has_two_parts_at_most(at):
    source = decided(at)
    application = source.application
    association = application.policy_version.association
    names = ("جمعية البر", "جمعية مفاتيح الخير الأسرية", "جمعية " + "الخير والإحسان " * 8)
    variants = itertools.product(names, ("", "920000000", "0138000000"), Outcome, (False, True))
    for association.name, association.phone, source.outcome, application.outcome_in_message in variants:
        owed = Owed(application, str(source.pk), source.decided_at, source=source)
        with override("ar"):
            texts = [KINDS[kind].write(owed).body for kind in Kind]
        for text in texts:
            assert sms_parts(text) <= 2, text
            assert "%(" not in text
            assert application.reference in text


def test_parts_of_a_text_message():
    lengths = {1: 1, 70: 1, 71: 2, 134: 2, 135: 3, 201: 3, 202: 4}
    assert {length: sms_parts("ن" * length) for length in lengths} == lengths
    assert fit(["ن" * 135, "ن" * 134, "ن"]) == "ن" * 2 * EACH_PART
    assert fit(["ن" * 200, "ن" * 300]) == "ن" * 300


def test_the_receipt_says_from_when_an_answer_may_come(at):
    submitted(at)
    with at(DAY_0):
        outbox.make_all()
    assert "15 مارس 2026م" in Notice.objects.get().body


def test_an_e_mail_greets_names_and_signs(at):
    notice = told(at, way="email")
    person = notice.application.beneficiary
    assert notice.recipient == person.contact_points.get(kind="email").value
    assert notice.body.startswith(f"المكرّمة / {person.full_name} وفقها الله")
    assert notice.body.endswith(notice.application.policy_version.association.name)
    assert notice.application.reference in notice.subject


def text_of(notice: Notice) -> str:
    pdf = pypdf.PdfReader(BytesIO(stored_files.read(file=notice.letter)))
    assert len(pdf.pages) == 1
    return " ".join(pdf.pages[0].extract_text().split())


def test_a_letter_of_acceptance_states_the_amount_in_words(at):
    notice = told(at, way="letter")
    assert not says(notice.body, ("قُبل", "لم يُقبل", "9,000"))
    text = text_of(notice)
    for part in ("قبول الطلب", "سداد إيجار سكن", "9,000", "تسعة آلاف ريال", "حقوقكم", notice.application.reference):
        assert part in text
    assert notice.application.beneficiary.id_number not in text
    assert (notice.letter.kind, notice.letter.by) == ("issued", None)
    assert notice.recipient == "الرياض، الواحة"


def test_a_letter_of_rejection_states_reasons_and_the_appeal(at):
    text = text_of(told(at, way="delegate", outcome=Outcome.REJECT))
    for part in ("عدم قبول الطلب", "وفق توصية الباحثة", "التظلّم"):
        assert part in text


def test_the_letter_of_a_receipt_states_the_window(at):
    submitted(at, way="letter")
    with at(DAY_0 + dt.timedelta(minutes=1)):
        outbox.make_all()
    text = text_of(Notice.objects.get())
    # extraction takes Arabic and digits apart: the whole date is judged by the picture
    assert "مارس15" in text.replace(" ", "") or "15مارس" in text.replace(" ", "")
    assert "رمضان" in text


def test_a_letter_is_issued_once(at):
    notice = told(at, way="letter")
    with at(DAY_15):
        assert outbox.make_all() == []
        source = notice.application.decisions.get()
        again = Owed(notice.application, str(source.pk), source.decided_at, source=source)
        assert outbox.make(kind=Kind.DECISION, owed=again) is None
    assert StoredFile.objects.filter(name__startswith="decision-").count() == 1
