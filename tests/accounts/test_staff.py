"""Staff, their roles, and what the database holds about them."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError

from accounts.domain import access_log
from accounts.domain import staff as accounts_of_staff
from accounts.domain.refusals import EMAIL_TAKEN
from accounts.models import Staff
from accounts.states import ROLE_PERMISSIONS, Perm, Role, permissions_of
from ledger.errors import Refused
from tests.factories import make_branch, make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough sentence"


def test_every_role_gives_something_and_every_permission_is_given():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Perm)


def test_several_roles_give_what_any_of_them_gives():
    staff = make_staff(Role.RECEPTION, Role.MEMBER)
    assert staff.permissions == ROLE_PERMISSIONS[Role.RECEPTION] | ROLE_PERMISSIONS[Role.MEMBER]
    assert staff.may(Perm.TAKE_IN)
    assert staff.may(Perm.VOTE)
    assert not staff.may(Perm.EDIT_LISTS)
    assert staff.may_any(Perm.EDIT_LISTS, Perm.VOTE)


def test_it_gives_nothing_to_whoever_is_inactive():
    staff = make_staff(*Role, is_active=False)
    assert staff.permissions == frozenset()
    assert not staff.is_staff


def test_the_manager_reads_figures_and_changes_nothing():
    assert permissions_of([Role.MANAGER]) == {Perm.SEE_FIGURES}


def test_only_who_edits_lists_enters_django_admin():
    assert [role for role in Role if make_staff(role).is_staff] == [Role.ADMIN]


def test_it_finds_active_staff_by_permission():
    chair, _idle = make_staff(Role.CHAIR), make_staff(Role.CHAIR, is_active=False)
    make_staff(Role.RECEPTION)
    assert list(Staff.objects.active_with(Perm.RECORD_DECISIONS)) == [chair]


def test_the_database_refuses_an_unknown_role_and_a_capital_in_an_address(refused):
    staff = make_staff(Role.RECEPTION)
    with refused("staff_roles_are_known"):
        Staff.objects.filter(pk=staff.pk).update(roles=["reception", "god"])
    with refused("staff_email_is_lower_case"):
        Staff.objects.filter(pk=staff.pk).update(email="Upper@example.org")


def test_one_address_is_one_account_however_it_is_written():
    accounts_of_staff.open_account(email="Amal@Example.org", name="أمل", password=PASSWORD, roles=["head"], by=None)
    with pytest.raises(Refused) as refusal:
        accounts_of_staff.open_account(email="amal@example.org", name="أمل", password=PASSWORD, roles=["head"], by=None)
    assert (refusal.value.code, refusal.value.message) == ("accounts_staff_email_key", EMAIL_TAKEN)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["god"]}, "roles"),
        ({"password": "short"}, "password"),
        ({"password": "123456789012345"}, "password"),
    ],
)
def test_it_refuses_a_bad_account_beside_the_field(change, field):
    values = {"email": "a@example.org", "name": "أمل", "password": PASSWORD, "roles": ["head"], **change}
    with pytest.raises(Refused) as refusal:
        accounts_of_staff.open_account(**values, by=None)
    assert refusal.value.field == field
    assert not Staff.objects.filter(email="a@example.org").exists()


def test_only_an_administrator_opens_accounts():
    with pytest.raises(Refused):
        accounts_of_staff.open_account(
            email="a@example.org", name="أمل", password=PASSWORD, roles=["head"], by=make_staff(Role.HEAD)
        )
    by = make_staff(Role.ADMIN)
    opened = accounts_of_staff.open_account(
        email="a@example.org", name="أمل", password=PASSWORD, roles=["head"], branch=make_branch(), by=by
    )
    assert (opened.roles, opened.branch, opened.check_password(PASSWORD)) == (["head"], make_branch(), True)


def test_the_command_opens_the_first_account(monkeypatch, capsys):
    monkeypatch.setenv("STAFF_PASSWORD", PASSWORD)
    call_command("create_staff", "--email", "First@example.org", "--name", "الأول", "--role", "admin")
    assert "first@example.org" in capsys.readouterr().out
    assert Staff.objects.get(email="first@example.org").is_staff
    with pytest.raises(CommandError):
        call_command("create_staff", "--email", "first@example.org", "--name", "الأول", "--role", "admin")
    with pytest.raises(CommandError, match="no branch"):
        call_command("create_staff", "--email", "b@example.org", "--name", "ب", "--role", "admin", "--branch", "NONE")


def test_history_keeps_old_roles_and_counts_changes_of_the_password():
    staff = make_staff(Role.RECEPTION)
    staff.roles = ["head"]
    staff.save()
    staff.set_password(PASSWORD)
    staff.save()
    assert list(staff.events.order_by("pgh_id").values_list("roles", "password_changes")) == [
        (["reception"], 0),
        (["head"], 0),
    ]
    assert Staff.objects.get(pk=staff.pk).password_changes == 1
    assert "password" not in {field.name for field in staff.events.model._meta.get_fields()}


def test_who_acted_cannot_be_deleted(refused):
    staff = make_staff(Role.RECEPTION)
    access_log.log(by=staff, what="search")
    with pytest.raises(ProtectedError):
        staff.delete()
    with refused("violates foreign key", commit=True), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_staff WHERE id = %s", [staff.pk])
