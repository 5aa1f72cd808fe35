"""Pages of the versions: what each shows, and what a click does."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessLog, Staff
from accounts.states import Role
from policy.domain import signed_documents
from policy.models import Channel, PolicyVersion, SignedDocument
from policy.presenters import comparisons
from policy.states import PolicyStatus
from tests.documents.factories import EXE, PDF, picture, upload
from tests.factories import make_staff
from tests.policy.factories import approved, next_draft, next_version, paper

UNSIGNED = "لم تُرفع الوثيقة الموقّعة بعد"


@pytest.fixture
def admin(policy: PolicyVersion) -> Staff:
    return make_staff(Role.ADMIN)


@pytest.fixture
def desk(admin: Staff, client: Client) -> Client:
    client.force_login(admin)
    return client


def page(name: str, *args: Any) -> str:
    return reverse(f"policy:{name}", args=args)


def words(response: Any) -> str:
    assert response.status_code in (200, 422)
    return str(response.content.decode())


APPROVED_ON = {"approved_on_day": "2", "approved_on_month": "11", "approved_on_year": "٢٠٢٥"}


def approve(desk: Client, number: int, **changes: Any) -> Any:
    assert desk.get(page("version_approve", number)).status_code in (200, 302)
    data = {"board_meeting": "٥", "signed": upload(PDF), **APPROVED_ON}
    return desk.post(page("version_approve", number), data | changes)


def test_the_whole_life_of_a_version_through_its_pages(desk: Client, policy: PolicyVersion) -> None:
    assert desk.post(page("version_draft")).url == page("version", 2)
    assert desk.post(page("version_draft")).url == page("version", 2)
    assert PolicyVersion.objects.count() == 2
    assert "مسودة" in words(desk.get(page("version", 2)))
    assert approve(desk, 2).url == page("version", 2)
    version = PolicyVersion.objects.get(number=2)
    assert (version.status, version.board_meeting) == (PolicyStatus.APPROVED, 5)
    assert version.approved_on == dt.date(2025, 11, 2)
    assert version.signed.get().file.content_type == "application/pdf"
    assert approve(desk, 2, board_meeting="6").url == page("version", 2)
    assert SignedDocument.objects.count() == 1
    for _click in range(2):
        assert desk.post(page("version_force", 2)).url == page("version", 2)
    assert PolicyVersion.objects.in_force() == version
    assert words(desk.get(page("versions"))).count("بالإصدار") == 1


@pytest.mark.parametrize("content", [EXE, picture(), b""])
def test_what_is_no_pdf_is_no_signed_document(desk: Client, content: bytes) -> None:
    next_draft()
    response = approve(desk, 2, signed=upload(content))
    assert response.status_code == 422
    assert "signed" in response.context["form"].errors
    assert PolicyVersion.objects.get(number=2).status == PolicyStatus.DRAFT


def test_an_approval_without_its_facts_says_which_are_missing(desk: Client) -> None:
    next_draft()
    response = desk.post(page("version_approve", 2), {})
    assert response.status_code == 422
    assert {"board_meeting", "approved_on", "signed"} == set(response.context["form"].errors)


def test_a_version_that_waits_for_its_day_says_so_and_may_go_back(desk: Client) -> None:
    version = approved(next_draft(), takes_effect_on=dt.date(2099, 3, 1))
    text = words(desk.get(page("version", 2)))
    assert "1 مارس 2099" in text
    assert page("version_force", 2) not in text
    desk.post(page("version_force", 2))
    version.refresh_from_db()
    assert version.status == PolicyStatus.APPROVED
    desk.post(page("version_reopen", 2))
    version.refresh_from_db()
    assert version.status == PolicyStatus.DRAFT


def test_a_loaded_version_waits_for_its_signed_document_and_keeps_it(desk: Client, policy: PolicyVersion) -> None:
    for name in ("current", "versions"):
        assert UNSIGNED in words(desk.get(page(name)))
    assert UNSIGNED in words(desk.get(reverse("desk:home")))
    assert desk.get(page("version_document", 1)).status_code == 404
    assert desk.post(page("version_signed", 1), {"signed": upload(picture())}).status_code == 422
    assert desk.post(page("version_signed", 1), {"signed": upload(PDF)}).url == page("version", 1)
    assert UNSIGNED not in words(desk.get(page("current")))
    assert desk.post(page("version_signed", 1), {"signed": upload(PDF)}).url == page("version", 1)
    assert policy.signed.count() == 1


def test_staff_read_what_the_board_signed_and_the_reading_is_kept(
    desk: Client, policy: PolicyVersion, admin: Staff
) -> None:
    signed_documents.attach(version_id=policy.pk, file=paper(admin), by=admin)
    approved(next_draft())
    clerk = Client()
    clerk.force_login(make_staff(Role.RECEPTION))
    response = clerk.get(page("version_document", 1))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert b"".join(response) == PDF
    assert AccessLog.objects.get(what=AccessLog.What.DOCUMENT).detail == "policy version 1"
    assert clerk.get(page("version_document", 2)).status_code == 404
    assert desk.get(page("version_document", 2)).status_code == 200
    assert page("version_signed", 1) not in words(clerk.get(page("current")))


def test_the_auditor_reads_versions_and_changes_none(policy: PolicyVersion, client: Client) -> None:
    next_draft()
    client.force_login(make_staff(Role.AUDITOR))
    text = words(client.get(page("version", 2)))
    assert page("version_approve", 2) not in text
    assert client.get(page("versions")).status_code == 200
    assert client.get(page("version_approve", 2)).status_code == 403


def test_unknown_versions_are_not_found(desk: Client) -> None:
    for address in (
        page("version", 9),
        page("compare", 1, 9),
        page("version_document", 9),
        page("circulation") + "?version=9",
    ):
        assert desk.get(address).status_code == 404


def test_the_comparison_marks_exactly_what_differs(desk: Client, policy: PolicyVersion) -> None:
    Channel.objects.filter(key="phone").update(name="الهاتف")
    steps = [*policy.step_sentences[:4], "إفادة مقدّم الطلب بموعد البت.", *policy.step_sentences[5:]]
    version = next_version(
        decision_days=20,
        target_days=30,
        deciding_body="اللجنة الاجتماعية",
        window_text=policy.window_text.replace("14", "20"),
        step_sentences=steps,
    )
    parts = comparisons.sections(policy, version)
    differing = [str(row.label) for part in parts for row in part.rows if row.differs]
    changed = {"decision_days", "target_days", "deciding_body", "window_text"}
    own = {name for name in comparisons.FIELDS[0][1] if getattr(policy, name) != getattr(version, name)}
    labels = {str(PolicyVersion._meta.get_field(name).verbose_name) for name in changed | own - {"in_force_from"}}
    assert sorted(differing) == sorted(labels | {"5", "الهاتف"})
    text = words(desk.get(page("compare", 1, 2)))
    assert "<del>" in text
    assert "<ins>" in text
    assert text.count('<tr class="differs">') == len(differing)
    only = words(desk.get(page("compare", 1, 2) + "?only=differs"))
    assert only.count('<th scope="row">') == only.count('<tr class="differs">') == len(differing)
    assert words(desk.get(page("compare", 1, 1) + "?only=differs")).count("<tr") == 0


def test_words_that_differ_are_told_apart() -> None:
    left, right = comparisons.words("تنظر لجنة البحث في الطلب", "تنظر الإدارة في الطلب")
    assert left == [("same", "تنظر "), ("gone", "لجنة البحث "), ("same", "في الطلب")]
    assert right == [("same", "تنظر "), ("new", "الإدارة "), ("same", "في الطلب")]


def test_a_text_of_a_version_is_escaped(desk: Client) -> None:
    next_draft(goal="<script>alert(1)</script>")
    for address in (page("version", 2), page("compare", 1, 2)):
        assert "<script>alert" not in words(desk.get(address))


def test_the_page_of_the_policy_tells_the_whole_of_it(policy: PolicyVersion, client: Client) -> None:
    client.force_login(make_staff(Role.RECEPTION))
    text = words(client.get(page("current")))
    for part in (policy.get_decided_by_display(), policy.referral_to, policy.get_declaration_form_display()):
        assert part in text
    assert "وسائل تحقيقه" in text


@pytest.mark.parametrize("name", ["versions", "circulation", "review", "current"])
def test_pages_before_a_policy_is_loaded(db: None, client: Client, name: str) -> None:
    client.force_login(make_staff(Role.ADMIN))
    assert client.get(page(name)).status_code == (404 if name == "review" else 200)
    assert client.post(page("version_draft")).url == page("versions")
