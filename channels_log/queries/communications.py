"""Whom a communication may be about."""

from uuid import UUID

from django.http import Http404

from beneficiaries.models import Beneficiary


def person_or_404(public_id: UUID) -> Beneficiary:
    """Return the person with this public id; raise Http404 where there is none, or the record was merged."""
    person = Beneficiary.objects.filter(public_id=public_id).kept().first()
    if person is None:
        raise Http404
    return person
