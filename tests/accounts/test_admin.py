"""Staff, branches and the log of readings in Django admin."""

import pytest

from accounts.domain import access_log
from accounts.models import AccessLog, Branch, Staff
from accounts.states import Role
from tests.factories import make_branch, make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough sentence"


@pytest.fixture
def admin(client):
    staff = make_staff(Role.ADMIN, email="admin@example.org")
    client.force_login(staff)
    return staff


def change(client, staff, **fields):
    values = {"email": staff.email, "name": staff.name, "language": "ar", "roles": staff.roles, "is_active": "on"}
    values["branch"] = staff.branch_id
    values |= fields
    address = f"/admin/accounts/staff/{staff.pk}/change/"
    return client.post(address, {name: value for name, value in values.items() if value is not None})


def test_it_is_in_arabic_and_shows_neither_groups_nor_permissions(client, admin):
    text = client.get("/admin/").content.decode()
    assert 'lang="ar"' in text
    assert "مستفيد: الإدارة" in text
    assert "/admin/auth/group/" not in text
    assert "/admin/account/" not in text
    page = client.get(f"/admin/accounts/staff/{admin.pk}/change/").content.decode()
    assert "user_permissions" not in page
    assert page.count('name="roles"') == len(Role)


def test_it_opens_an_account(client, admin):
    branch = make_branch()
    fields = {"email": "Sara@example.org", "name": "سارة", "branch": branch.pk, "roles": ["head", "reception"]}
    fields |= {"language": "ar", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/admin/accounts/staff/add/", fields)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    sara = Staff.objects.get(email="sara@example.org")
    assert (sara.roles, sara.branch, sara.is_active) == (["head", "reception"], branch, True)
    assert sara.check_password(PASSWORD)


def test_it_refuses_a_weak_first_password_and_a_taken_address(client, admin):
    fields = {"email": "ADMIN@example.org", "name": "سارة", "roles": ["head"], "language": "ar"}
    fields |= {"password1": "12345678", "password2": "12345678"}
    answer = client.post("/admin/accounts/staff/add/", fields)
    errors = answer.context["adminform"].form.errors
    assert set(errors) == {"email", "password2"}
    assert Staff.objects.count() == 1


def test_it_sets_a_password_anew(client, admin):
    staff = make_staff(Role.RECEPTION)
    address = f"/admin/accounts/staff/{staff.pk}/password/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"usable_password": "false"}).status_code == 200
    staff.refresh_from_db()
    assert staff.has_usable_password()
    fields = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(address, fields).status_code == 302
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)
    assert staff.events.get().pgh_context["user"] == admin.pk


def test_an_accounts_page_shows_nothing_of_its_password(client, admin):
    page = client.get(f"/admin/accounts/staff/{admin.pk}/change/").content.decode()
    assert "../password/" in page
    assert admin.password not in page
    for word in ("md5", "salt", "hash", "Raw passwords"):
        assert word not in page


def test_it_changes_roles_and_remembers_who_did(client, admin):
    staff = make_staff(Role.RECEPTION)
    answer = change(client, staff, roles=["chair"])
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    staff.refresh_from_db()
    assert staff.roles == ["chair"]
    event = staff.events.get()
    assert (event.roles, event.pgh_context["user"]) == (["reception"], admin.pk)


@pytest.mark.parametrize(("fields", "field"), [({"roles": ["head"]}, "roles"), ({"is_active": None}, "is_active")])
def test_nobody_locks_themselves_out(client, admin, fields, field):
    answer = change(client, admin, **fields)
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    admin.refresh_from_db()
    assert admin.is_staff


def test_an_administrator_may_be_removed_by_another(client, admin):
    other = make_staff(Role.ADMIN)
    assert change(client, other, roles=["head"], is_active=None).status_code == 302
    other.refresh_from_db()
    assert not other.is_active


@pytest.mark.parametrize("model", ["staff", "branch", "accesslog"])
def test_nothing_is_deleted_there(client, admin, model):
    access_log.log(by=admin, what="search")
    branch = make_branch()
    key = {"staff": admin, "branch": branch, "accesslog": AccessLog.objects.get()}[model].pk
    assert client.post(f"/admin/accounts/{model}/{key}/delete/", {"post": "yes"}).status_code == 405
    fields = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
    client.post(f"/admin/accounts/{model}/", fields)
    assert (Staff.objects.count(), Branch.objects.count(), AccessLog.objects.count()) == (1, 1, 1)


def test_a_branch_is_kept_with_a_plain_code(client, admin):
    fields = {"name": "فرع الشمال", "city": "بريدة", "code": "شمال", "active": "on"}
    assert "code" in client.post("/admin/accounts/branch/add/", fields).context["adminform"].form.errors
    assert client.post("/admin/accounts/branch/add/", {**fields, "code": "NORTH"}).status_code == 302


def test_the_log_of_readings_shows_no_person_and_takes_no_change(client, admin):
    access_log.log(by=admin, what="person", person_id="0d6e-secret", detail="detail-secret", url="/people/0d6e-secret/")
    row = AccessLog.objects.get()
    for address in ("/admin/accounts/accesslog/?q=admin", f"/admin/accounts/accesslog/{row.pk}/change/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "secret" not in page.content.decode()
    assert client.get("/admin/accounts/accesslog/add/").status_code == 405
    assert client.post(f"/admin/accounts/accesslog/{row.pk}/change/", {"detail": "x"}).status_code == 405


@pytest.mark.parametrize("model", ["staff", "accesslog"])
def test_the_lists_ask_as_many_questions_for_three_rows_as_for_one(client, admin, model):
    from django.db import connection  # here: only this test counts
    from django.test.utils import CaptureQueriesContext

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/admin/accounts/{model}/").status_code == 200
        return len(asked)

    access_log.log(by=admin, what="search")
    Staff.objects.update(branch=make_branch())
    first = questions()
    for code in ("B", "C"):
        access_log.log(by=make_staff(Role.HEAD, branch=make_branch(code)), what="search")
    assert questions() == first


def test_a_nul_in_the_pick_list_of_staff_is_left_out(client, admin):
    asked = {"app_label": "committee", "model_name": "member", "field_name": "staff", "term": "admin\0"}
    answer = client.get("/admin/autocomplete/", asked)
    assert [found["id"] for found in answer.json()["results"]] == [str(admin.pk)]


def test_an_accounts_page_and_its_history_show_moments_in_both_calendars(client, admin):
    assert change(client, admin, name="نورة").status_code == 302
    address = f"/admin/accounts/staff/{admin.pk}"
    for page in (f"{address}/change/", f"{address}/history/"):
        text = client.get(page).content.decode()
        assert text.count('<time class="date"') == text.count('<span class="nb beside">') == 1
    assert "سجل التغييرات" in text


def test_the_log_of_readings_is_searched_by_a_day_in_either_calendar(client, admin, at):
    for when in ("2026-01-01 00:00", "2026-01-01 23:59", "2026-01-02 00:00"):
        with at(when):
            access_log.log(by=admin, what="search")

    def shown(day, month, year, **more):
        asked = {"at_day": day, "at_month": month, "at_year": year, "at_calendar": "gregorian", **more}
        answer = client.get("/admin/accounts/accesslog/", asked)
        return answer.content.decode(), answer.context["cl"].result_count

    gregorian, found = shown("1", "1", "2026", what__exact="search")
    assert found == 2
    assert '<input type="hidden" name="what__exact" value="search">' in gregorian
    assert "1 يناير 2026م · 12 رجب 1447هـ" in gregorian
    assert shown("١٢", "٧", "١٤٤٧")[1] == 2
    assert shown("", "", "")[1] == 3
    page, found = shown("30", "8", "1446")
    assert found == 3
    assert "لا يوجد يوم 30 في شعبان 1446هـ" in page


def test_the_log_of_readings_says_what_was_taken_out_and_why(client, admin):
    access_log.log(by=admin, what="export", detail="list people, 12 rows, whole numbers: for the bank")
    assert "12 rows, whole numbers: for the bank" in client.get("/admin/accounts/accesslog/").content.decode()
