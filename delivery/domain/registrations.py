"""Completing the registration (policy step 6)."""

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.rules import require
from accounts.states import Perm
from delivery.domain.refusals import SENTENCES
from delivery.models import Registration
from intake.domain import moves
from intake.models import Application
from intake.states import Status
from ledger.errors import translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff


def complete(*, application_id: int, step: int, by: "Staff", note: str = "") -> Application:
    """Complete the registration of an accepted application; its number is the application's own.

    A second click finds its own registration, and returns the application as it stands. Raise Refused where it is not
    accepted, the page was overtaken, or `by` may not.
    """
    require(by, Perm.REGISTER_ACCEPTED)
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if Registration.objects.filter(application=application, by=by, note=note.strip()).exists():
            return application
        if application.status == Status.ACCEPTED and application.step == step:
            number = f"R-{application.reference}"
            Registration.objects.create(application=application, number=number, note=note.strip(), by=by)
        return moves.register(application_id=application_id, step=step, by=by)
