"""Completing the registration and providing the service."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from delivery.models import Delivery, Registration
from intake.domain import moves
from intake.models import Application
from intake.states import Status
from ledger import clock
from ledger.errors import Refused

if TYPE_CHECKING:
    from accounts.models import Staff


def register(*, application_id: int, step: int, by: "Staff", note: str = "") -> Application:
    """Completes the registration of an accepted application (policy step 6); its number is the application's own.

    Raises Refused where it is not accepted, or the page was overtaken.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if application.status == Status.ACCEPTED and application.step == step:
            Registration.objects.create(
                application=application, number=f"R-{application.reference}", note=note.strip(), by=by
            )
        return moves.register(application_id=application_id, step=step, by=by)


def deliver(
    *,
    application_id: int,
    step: int,
    by: "Staff",
    what: str,
    received_by: str,
    provided_on: dt.date,
    amount: Decimal | None = None,
    note: str = "",
) -> Application:
    """Records what was provided (policy step 7); `amount` is in riyals.

    Raises Refused for a day to come or before the registration, an amount that is not positive, or an overtaken page.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if application.status == Status.REGISTERED and application.step == step:
            _check(application, what, received_by, provided_on, amount)
            Delivery.objects.create(
                application=application,
                what=what.strip(),
                amount=amount,
                received_by=received_by.strip(),
                provided_on=provided_on,
                note=note.strip(),
                by=by,
            )
        return moves.serve(application_id=application_id, step=step, by=by)


def _check(application: Application, what: str, received_by: str, provided_on: dt.date, amount: Decimal | None) -> None:
    if not what.strip():
        raise Refused(_("State what was provided."), field="what")
    if not received_by.strip():
        raise Refused(_("State who received it."), field="received_by")
    if provided_on > clock.today():
        raise Refused(_("The service cannot be provided in the future."), field="provided_on")
    if provided_on < application.registration.at.astimezone(clock.RIYADH).date():
        raise Refused(_("The service is provided after the registration."), field="provided_on")
    if amount is not None and amount <= 0:
        raise Refused(_("The amount has to be more than zero."), field="amount")
