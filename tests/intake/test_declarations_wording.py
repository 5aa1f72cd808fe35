"""An application keeps the words, the window and the body of the version that it was handed in under."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from documents.domain import stored_files
from intake.domain import moves, receipts, statements
from intake.models import Application, Declaration
from intake.states import Status
from policy.models import PolicyVersion
from tests import factories
from tests.intake.paper_browser import text_of
from tests.policy.factories import approved, next_draft, next_version

pytestmark = pytest.mark.django_db
Refusal = Callable[..., AbstractContextManager[None]]
OTHER = "أقر بصحة ما ورد في الطلب، وأعلم أن البت فيه للإدارة."


def second(**changes: Any) -> PolicyVersion:
    """A version with another declaration, another body and a longer window."""
    current = PolicyVersion.objects.in_force()
    return next_version(
        declaration_text=OTHER,
        deciding_body="اللجنة الاجتماعية",
        decision_days=20,
        target_days=30,
        window_text=current.window_text.replace("14", "20"),
        **changes,
    )


def signed_text(application: Application) -> str:
    return str(Declaration.objects.filter(statement__application=application).latest("pk").text)


def waiting() -> Application:
    """An application of the first version whose applicant has to complete it, its next statement open."""
    application = factories.in_assessment()
    assert application.researcher is not None
    application = moves.ask(
        application_id=application.pk, step=application.step, by=application.researcher, note="صورة العقد"
    )
    statements.open_next(application_id=application.pk, by=application.created_by)
    return factories.fill(application)


def raw_signature(application: Application, version: PolicyVersion, text: str) -> None:
    statement = application.statements.order_by("-n")[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_declaration (statement_id, policy_version_id, text, payload, shown_digest, method, "
            "signer_name, witness_id) VALUES (%s, %s, %s, '{}', digest_v1(signed_payload_v1(%s)), 'typed', 'x', %s)",
            [statement.pk, version.pk, text, statement.pk, application.created_by_id],
        )


def test_what_the_applicant_completes_is_signed_under_their_own_version(client: Client) -> None:
    application = waiting()
    first = application.policy_version
    assert second() == PolicyVersion.objects.in_force()
    client.force_login(application.created_by)
    page = text_of(client.get(reverse("intake:declaration", args=[application.reference])))
    assert first.declaration_text.split()[0] in page
    assert OTHER not in page
    factories.sign(application)
    assert signed_text(application) == first.declaration_text
    newest = Declaration.objects.latest("pk")
    assert newest.policy_version == first


def test_the_database_refuses_another_versions_words(refused: Refusal) -> None:
    application = waiting()
    other = second()
    with refused("signed under its own policy version"):
        raw_signature(application, other, other.declaration_text)
    with refused("signed_other_wording"):
        raw_signature(application, application.policy_version, other.declaration_text)
    raw_signature(application, application.policy_version, application.policy_version.declaration_text)


def test_a_draft_signed_under_other_words_is_signed_again(
    refused: Refusal, commit: Callable[[], AbstractContextManager[None]]
) -> None:
    application = factories.signed()
    second()
    with refused("wording_changed", commit=True):
        moves.submit(application_id=application.pk, step=application.step, by=application.created_by)
    application.refresh_from_db()
    assert application.status == Status.DRAFT
    statements.open_next(application_id=application.pk, by=application.created_by)
    application = factories.sign(factories.fill(application))
    assert signed_text(application) == OTHER
    with commit():
        moved = moves.submit(application_id=application.pk, step=application.step, by=application.created_by)
    assert (moved.policy_version.number, moved.decision_days) == (2, 20)


def test_a_draft_signed_under_the_same_words_is_handed_in_under_the_next_version(
    commit: Callable[[], AbstractContextManager[None]],
) -> None:
    application = factories.signed()
    next_version(decision_days=20, target_days=30)
    with commit():
        moved = moves.submit(application_id=application.pk, step=application.step, by=application.created_by)
    assert (moved.policy_version.number, moved.decision_days) == (2, 20)


def test_a_version_whose_day_has_come_begins_with_the_next_submission(at: Any) -> None:
    with at("2027-02-28 12:00"):
        application = factories.signed()
        approved(next_draft(decision_days=20, target_days=30), takes_effect_on=dt.date(2027, 3, 1))
        early = factories.submitted(service=factories.make_service("food"))
    with at("2027-03-01 00:01"):
        late = moves.submit(application_id=application.pk, step=application.step, by=application.created_by)
    assert (early.policy_version.number, late.policy_version.number) == (1, 2)
    assert (early.decision_days, late.decision_days) == (14, 20)


def test_what_was_handed_in_keeps_its_window_its_body_and_its_receipt(client: Client) -> None:
    application = factories.submitted()
    first = application.policy_version
    second(steps=["مرحلة مبتكرة"] * 7)
    application = Application.objects.get(pk=application.pk)
    assert (application.policy_version, application.decision_days) == (first, 14)
    receipt = receipts.issue(application_id=application.pk, by=application.created_by)
    paper = pypdf.PdfReader(BytesIO(stored_files.read(file=receipt.file)))
    text = "".join(page.extract_text() for page in paper.pages).replace(" ", "")
    assert first.deciding_body.replace(" ", "") in text
    assert "اللجنةالاجتماعية" not in text
    client.force_login(application.created_by)
    case = text_of(client.get(reverse("desk:case", args=[application.reference])))
    assert all(step in case for step in first.steps)
    assert "مرحلة مبتكرة" not in case
