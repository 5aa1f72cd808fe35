"""What the database refuses about registrations and deliveries, asked in raw SQL as the portal's own role."""

import pytest
from django.db import connection

from delivery.models import Delivery, Registration
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)


def insert_registration(application, number="R-1"):
    sql(
        "INSERT INTO delivery_registration (application_id, number, note, by_id, at)"
        " VALUES (%s, %s, '', %s, '2020-01-01')",
        *(application.pk, number, application.created_by_id),
    )


def insert_delivery(application, day="2026-01-17", amount=None):
    sql(
        "INSERT INTO delivery_delivery (application_id, what, amount, received_by, provided_on, note, by_id, at)"
        " VALUES (%s, 'x', %s, 'x', %s, '', %s, '2020-01-01')",
        *(application.pk, amount, day, application.created_by_id),
    )


def move(application, to):
    """Make a move and change the status with it, without the record that belongs to them."""
    sql(
        "INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note)"
        " VALUES (%s, %s, %s, %s, %s, '')",
        *(application.pk, application.step + 1, application.status, to, application.created_by_id),
    )
    sql("UPDATE intake_application SET status = %s WHERE id = %s", to, application.pk)


def test_registration_before_acceptance_is_refused(at, refused):
    with at("2026-01-01 10:00"):
        application = factories.awaiting_decision()
        with refused("recorded_out_of_turn"):
            insert_registration(application)


def test_second_registration_is_refused(registered, refused):
    with refused("recorded_out_of_turn"):
        insert_registration(registered)


def test_delivery_before_registration_is_refused(accepted, at, refused):
    with at("2026-01-17 10:00"), refused("recorded_out_of_turn"):
        insert_delivery(accepted)


def test_registration_is_stamped_by_the_clock(accepted, at):
    with at("2026-01-16 10:00"):
        insert_registration(accepted)
    assert Registration.objects.get().at.isoformat() == "2026-01-16T07:00:00+00:00"


def test_delivery_is_stamped_by_the_clock(registered, at):
    with at("2026-01-17 10:00"):
        insert_delivery(registered)
    assert Delivery.objects.get().at.isoformat() == "2026-01-17T07:00:00+00:00"


def test_registration_number_is_given_once(accepted, at, refused):
    with at("2026-01-16 10:00"):
        insert_registration(accepted)
        with refused("delivery_registration_application_id_key"):
            insert_registration(accepted, "R-2")


def test_second_delivery_is_refused(registered, at, refused):
    with at("2026-01-17 10:00"):
        insert_delivery(registered)
        with refused("delivery_delivery_application_id_key"):
            insert_delivery(registered)


def test_delivery_in_the_future_is_refused(registered, at, refused):
    with at("2026-01-17 23:59"), refused("provided_in_future"):
        insert_delivery(registered, day="2026-01-18")


@pytest.mark.parametrize("amount", [0, -1])
def test_delivery_of_no_amount_is_refused(registered, at, refused, amount):
    with at("2026-01-17 10:00"), refused("delivery_amount_positive"):
        insert_delivery(registered, amount=amount)


def test_status_registered_without_its_record_is_refused(accepted, at, refused):
    with at("2026-01-16 10:00"), refused("registered_without_record", commit=True):
        move(accepted, "registered")


def test_status_served_without_its_record_is_refused(registered, at, refused):
    with at("2026-01-17 10:00"), refused("served_without_record", commit=True):
        move(registered, "served")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE delivery_registration SET note = 'x'",
        "UPDATE delivery_registration SET at = '2020-01-01'",
        "DELETE FROM delivery_registration",
        "UPDATE delivery_delivery SET amount = 1",
        "UPDATE delivery_delivery SET provided_on = '2020-01-01'",
        "DELETE FROM delivery_delivery",
    ],
)
def test_record_once_written_stays(registered, at, refused, statement):
    with at("2026-01-17 10:00"):
        insert_delivery(registered)
        with refused("append_only"):
            sql(statement)


@pytest.mark.parametrize("table", ["delivery_registration", "delivery_delivery"])
def test_table_is_not_truncated_even_by_its_owner(registered, refused, table):
    sql("RESET ROLE")
    with refused("append_only"):
        sql(f"TRUNCATE {table} CASCADE")


def test_role_of_the_portal_may_not_truncate_at_all(registered, refused):
    with refused("permission denied"):
        sql("TRUNCATE delivery_delivery")
