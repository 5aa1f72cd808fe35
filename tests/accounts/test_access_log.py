"""The log of readings only grows, whoever asks."""

import pytest
from django.db import connection

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.states import Role
from ledger import clock
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


def test_it_logs_who_what_and_when(at):
    staff = make_staff(Role.RECEPTION)
    with at("2026-03-01 10:15"):
        access_log.log(
            by=staff, what="case_file", application_ref="1448-00317", person_id="x", detail="documents", url="/c/"
        )
        now = clock.now()
    row = AccessLog.objects.get()
    assert (row.staff, row.what, row.application_ref, row.person_id) == (staff, "case_file", "1448-00317", "x")
    assert (row.detail, row.url, row.at) == ("documents", "/c/", now)


def test_it_cuts_what_is_too_long_instead_of_failing():
    access_log.log(by=make_staff(Role.RECEPTION), what="search", detail="ب" * 5000, url="/" + "u" * 5000)
    row = AccessLog.objects.get()
    assert (len(row.detail), len(row.url)) == (200, 300)


def test_it_knows_its_kinds_only(refused):
    with refused("access_log_what_is_known"):
        access_log.log(by=make_staff(Role.RECEPTION), what="peek")


@pytest.mark.parametrize(
    ("attack", "answer"),
    [
        ("UPDATE accounts_accesslog SET detail = 'x'", "append_only"),
        ("UPDATE accounts_accesslog SET at = at - interval '1 year'", "append_only"),
        ("DELETE FROM accounts_accesslog", "append_only"),
        ("TRUNCATE accounts_accesslog", "permission denied"),
        ("ALTER TABLE accounts_accesslog DISABLE TRIGGER ALL", "must be owner"),
        ("SET LOCAL session_replication_role = replica", "permission denied"),
    ],
)
def test_the_portals_role_cannot_rewrite_it(attack, answer, refused):
    access_log.log(by=make_staff(Role.RECEPTION), what="case_file")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_app")
        with refused(answer):
            cursor.execute("SET LOCAL pgtrigger.ignore = '{accounts.AccessLog:append_only}'")
            cursor.execute(attack)
        cursor.execute("RESET ROLE")
    assert AccessLog.objects.count() == 1


def test_even_the_owner_cannot_truncate_it(refused):
    access_log.log(by=make_staff(Role.RECEPTION), what="case_file")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("accounts_accesslog", "accounts_staff CASCADE"):
        with refused("append_only"), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")


def test_the_moment_is_the_databases_whatever_was_sent(at):
    staff = make_staff(Role.RECEPTION)
    with at("2026-03-01 10:15"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_accesslog (staff_id, what, application_ref, person_id, detail, url, at)"
            " VALUES (%s, 'search', '', '', '', '', '2020-01-01')",
            [staff.pk],
        )
        assert AccessLog.objects.get().at == clock.now()
