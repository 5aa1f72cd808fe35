"""Somebody who acts for a person."""

import datetime as dt

from beneficiaries.domain import representatives
from ledger import clock
from tests import factories


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
