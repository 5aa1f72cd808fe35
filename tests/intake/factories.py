"""What the tests of intake share: addresses of a case, and an agent who acts for a person."""

import datetime as dt

from django.db import connection
from django.urls import reverse

from beneficiaries.domain import representatives
from ledger import clock
from tests import factories


def q(sql, *params):
    """Ask the database in raw SQL; the rows, where it answers with some."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


def page(application, name, *more):
    """The address of a page of this application."""
    return reverse(f"intake:{name}", args=[application.reference, *more])


def agent_of(person, by):
    """An agent of this person, on a power of attorney that is good for thirty days more."""
    return representatives.add(
        beneficiary_id=person.pk,
        by=by,
        kind="agent",
        name="سالم حمد الكثباني",
        id_kind="national",
        id_number=factories.id_number(),
        phone="0500099999",
        document_kind="power_of_attorney",
        document_number="448811",
        document_expires_on=clock.today() + dt.timedelta(days=30),
        seen_original=True,
    )
