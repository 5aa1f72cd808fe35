"""Pages of an import: upload, columns, rows, people; without scripts, and nobody else's."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AccessLog
from accounts.states import Role
from beneficiaries.models import Beneficiary
from imports import tasks
from imports.models import PeopleImport
from tests.factories import id_number, make_staff
from tests.imports.factories import HEAD, as_csv, as_xlsx, checked, people, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(head):
    client = Client()
    client.force_login(head)
    return client


def upload(page, content, name="people.csv"):
    return page.post("/people/imports/", {"file": SimpleUploadedFile(name, content)})


def chosen(html: str) -> dict[str, str]:
    """The form of the columns, as the browser would send it untouched."""
    data = {}
    for name, inner in re.findall(r'<select name="([^"]+)"(.*?)</select>', html, re.S):
        found = re.search(r'<option value="([^"]*)" selected', inner)
        data[name] = found.group(1) if found else ""
    return data


def test_pages_lead_from_the_upload_to_the_people(page, head):
    rows = [HEAD, *people(60), person(61, c0="1000000007", c6="")]
    at = upload(page, as_csv(rows))["Location"]
    html = page.get(at).content.decode()
    assert id_number(1) not in html
    data = chosen(html)
    assert data["column_0"] == "id_number"
    assert data["column_6"] == "birth_date"
    job = page.post(at, data)["Location"]
    assert job.startswith("/jobs/")
    people_import = PeopleImport.objects.get()
    assert page.get(f"/people/imports/{people_import.pk}/")["Location"] == job
    tasks.check_rows(str(people_import.check_job_id))
    assert f"/people/imports/{people_import.pk}/" in page.get(job).content.decode()
    shown = page.get(f"/people/imports/{people_import.pk}/").content.decode()
    assert 'data-count="wrong">1<' in shown
    assert "تاريخ الميلاد" in shown
    assert 'id="row-62"' in shown
    assert id_number(1) not in shown
    good = page.get(f"/people/imports/{people_import.pk}/?rows=good").content.decode()
    assert good.count('id="row-') == 50
    assert 'rel="next"' in good
    refused = page.post(f"/people/imports/{people_import.pk}/", {"errors_are": "all_or_nothing"})
    assert refused.status_code == 422
    assert "في بعض الصفوف أخطاء" in refused.content.decode()
    job = page.post(f"/people/imports/{people_import.pk}/", {"errors_are": "skip"})["Location"]
    tasks.register_people(str(PeopleImport.objects.get().write_job_id))
    assert Beneficiary.objects.count() == 60
    result = page.get(f"{job}result/")
    assert "فيه أخطاء" in b"".join(result).decode("utf-8-sig")
    assert set(AccessLog.objects.filter(staff=head).values_list("what", flat=True)) == {"import"}
    assert "people.csv" in page.get("/people/imports/").content.decode()


def test_columns_of_an_earlier_import_are_remembered(page, head):
    rows = [("س1", "س2", "س3", "س4", "س5"), *[[*r[:2], r[4], r[5], r[6]] for r in people(3)]]
    at = upload(page, as_csv(rows))["Location"]
    assert set(chosen(page.get(at).content.decode()).values()) == {"", "SA", str(head.branch_id)}
    fields = ("id_number", "first_name", "family_name", "sex", "birth_date")
    told = {f"column_{place}": target for place, target in enumerate(fields)}
    assert page.post(at, {**told, "nationality": "SA"}).status_code == 302
    again = chosen(page.get(upload(page, as_csv(rows))["Location"]).content.decode())
    assert {name: again[name] for name in told} == told


def test_columns_with_one_target_are_refused(page):
    head = ("رقم الهوية", "الاسم", "الاسم", "الجنس", "تاريخ الميلاد")
    rows = [head, *[[r[0], f"{r[1]} {r[4]}", "لقب", r[5], r[6]] for r in people(3)]]
    at = upload(page, as_csv(rows))["Location"]
    html = page.get(at).content.decode()
    data = chosen(html)
    assert (data["column_1"], data["column_2"]) == ("full_name", "")
    assert "لقب" in html
    refused = page.post(at, {**data, "column_2": "full_name"})
    assert refused.status_code == 422
    assert "لا يمكن أن يحمل عمودان" in refused.content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "فارغ"),
        (b"%PDF-1.7 \x00\x01", "ليس جدولًا"),
        (b"\x89PNG\r\n\x1a\n\x00", "ليس جدولًا"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "قديم"),
        (b"PK\x03\x04 not a zip", "تالف"),
        (as_xlsx([HEAD, *people(2)], merge="A5:B6"), "خلايا مدمجة"),
        (as_csv([HEAD]), "ولا صفوف تحتها"),
        (as_csv(people(3)), "أرقام مكان العناوين"),
    ],
)
def test_upload_without_a_list_is_refused_and_keeps_nothing(page, content, says):
    answer = upload(page, content, "people.xlsx")
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert PeopleImport.objects.count() == 0


def test_import_of_a_colleague_is_not_found(page):
    people_import = checked(as_csv([HEAD, *people(2)]), make_staff(Role.HEAD))
    for address in (f"/people/imports/{people_import.pk}/", f"/people/imports/{people_import.pk}/columns/"):
        assert page.get(address).status_code == 404
        assert page.post(address).status_code == 404


def test_columns_name_the_first_sheet_and_know_the_example_file(page):
    at = upload(page, as_xlsx([HEAD, *people(2)], sheets=("الأولى", "الثانية")), "people.xlsx")["Location"]
    assert "الأولى" in page.get(at).content.decode()
    book = page.get("/people/imports/template.xlsx").content
    at = upload(page, book, "people.xlsx")["Location"]
    targets = set(chosen(page.get(at).content.decode()).values())
    assert {"id_number", "first_name", "family_name", "sex", "birth_date", "mobile", "national_address"} <= targets
