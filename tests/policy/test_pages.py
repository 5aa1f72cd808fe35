"""The page of the policy, and its lists in Django admin."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from policy.domain import versions
from policy.models import Channel, PolicyVersion, Tool
from policy.resources import ChannelResource, ToolResource
from spreadsheets.formats import FORMATS, TextCsv, TextXlsx
from tests.factories import make_staff
from tests.policy.factories import approved

DANGEROUS = "=cmd|' /C calc'!A0"


@pytest.fixture
def admin(policy: PolicyVersion, client: Client) -> Client:
    client.force_login(make_staff("admin"))
    return client


def test_staff_see_the_policy_in_both_calendars(policy: PolicyVersion, client: Client) -> None:
    client.force_login(make_staff("reception"))
    page = client.get(reverse("policy:current"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "19 أكتوبر 2025" in text
    assert "27 ربيع الآخر 1447" in text
    for words in (*policy.steps, "الموقع الالكتروني", "اللائحة الأساسية للجمعية", "لجنة البحث"):
        assert words in text


@pytest.mark.django_db
def test_without_a_policy_the_page_says_so(client: Client) -> None:
    client.force_login(make_staff("reception"))
    assert client.get(reverse("policy:current")).status_code == 200


@pytest.mark.django_db
def test_the_policy_is_for_those_signed_in(client: Client) -> None:
    assert client.get(reverse("policy:current")).status_code == 302


@pytest.mark.parametrize("model", ["association", "policyversion", "channel", "tool"])
def test_admin_lists_and_forms_open_in_arabic(admin: Client, model: str) -> None:
    page = admin.get(reverse(f"admin:policy_{model}_changelist"))
    assert page.status_code == 200
    assert 'dir="rtl"' in page.content.decode()
    pk = {"association": 1}.get(model) or {
        "policyversion": PolicyVersion,
        "channel": Channel,
        "tool": Tool,
    }[model].objects.values_list("pk", flat=True)[0]
    assert admin.get(reverse(f"admin:policy_{model}_change", args=[pk])).status_code == 200


def test_reception_has_no_admin(policy: PolicyVersion, client: Client) -> None:
    client.force_login(make_staff("reception"))
    assert client.get(reverse("admin:policy_channel_changelist")).status_code == 403


def test_admin_reads_a_version_in_force_and_edits_a_draft(admin: Client, policy: PolicyVersion) -> None:
    kept = admin.get(reverse("admin:policy_policyversion_change", args=[policy.pk])).content.decode()
    draft = versions.draft_from_current(by=make_staff("admin"))
    open_ = admin.get(reverse("admin:policy_policyversion_change", args=[draft.pk])).content.decode()
    assert 'name="window_text"' not in kept
    assert 'name="window_text"' in open_


def test_admin_drafts_the_next_version_and_what_the_board_approved_is_closed(
    admin: Client, policy: PolicyVersion
) -> None:
    address = reverse("admin:policy_policyversion_changelist")
    admin.post(address, {"action": "copy_current", "_selected_action": [policy.pk]})
    draft = PolicyVersion.objects.get(number=2)
    edited = reverse("admin:policy_policyversion_change", args=[draft.pk])
    assert 'name="window_text"' in admin.get(edited).content.decode()
    approved(draft)
    assert 'name="window_text"' not in admin.get(edited).content.decode()


def test_admin_offers_no_deletion(admin: Client) -> None:
    channel = Channel.objects.get(key="phone")
    assert admin.post(reverse("admin:policy_channel_delete", args=[channel.pk]), {"post": "yes"}).status_code == 405
    assert Channel.objects.filter(pk=channel.pk).exists()


def test_admin_refuses_a_channel_that_contradicts_itself(admin: Client) -> None:
    channel = Channel.objects.get(key="interview")
    data = {"name": channel.name, "position": 1, "active": "on", "sends_out": "on"}
    page = admin.post(reverse("admin:policy_channel_change", args=[channel.pk]), data)
    assert page.status_code == 200
    assert Channel.objects.get(key="interview").sends_out is False


@pytest.mark.parametrize("format_class", FORMATS)
def test_what_goes_out_comes_in_again(policy: PolicyVersion, format_class: type[TextCsv] | type[TextXlsx]) -> None:
    Channel.objects.filter(key="social").update(name=DANGEROUS)
    kind = format_class()
    table = kind.create_dataset(kind.export_data(ChannelResource().export()))
    result = ChannelResource().import_data(table, dry_run=False, raise_errors=True)
    assert result.totals["skip"] == 6
    assert Channel.objects.get(key="social").name == DANGEROUS


def test_a_formula_stays_text_in_a_workbook(policy: PolicyVersion) -> None:
    for n, start in enumerate("=+-@\t"):
        Tool.objects.create(key=f"formula-{n}", name=f"{start}1+1 {n}")
    book = load_workbook(io.BytesIO(TextXlsx().export_data(ToolResource().export())))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_formula_stays_text_in_csv(policy: PolicyVersion) -> None:
    Tool.objects.create(key="formula", name=DANGEROUS)
    text = TextCsv().export_data(ToolResource().export())
    assert not re.search(r'(^|[,\n"])[=+@]', text.removeprefix("\ufeff"))
    assert "'=cmd" in text


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(ValidationError):
        TextXlsx().create_dataset(stream.getvalue())


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        TextXlsx().create_dataset(content)


def test_admin_imports_and_tells_what_is_wrong(admin: Client) -> None:
    table = (
        TextCsv().export_data(ChannelResource().export()).replace("phone,الاتصالات الهاتفية,,2,1", "phone,الهاتف,,2,x")
    )
    upload = SimpleUploadedFile("channels.csv", table.encode(), "text/csv")
    page = admin.post(reverse("admin:policy_channel_import"), {"import_file": upload, "format": "1"})
    assert page.status_code == 200
    assert "1 أو 0" in page.content.decode()
    assert Channel.objects.get(key="phone").name == "الاتصالات الهاتفية"


def test_admin_says_kindly_that_a_file_is_no_workbook(admin: Client) -> None:
    upload = SimpleUploadedFile("channels.xlsx", b"PK broken")
    page = admin.post(reverse("admin:policy_channel_import"), {"import_file": upload, "format": "0"})
    assert "الملف ليس مصنّف إكسل." in page.content.decode()


def test_admin_exports(admin: Client) -> None:
    page = admin.post(reverse("admin:policy_channel_export"), {"format": "0", "resource": "0"})
    assert page.status_code in (200, 302)
