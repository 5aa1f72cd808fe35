"""Providing the service (policy step 7)."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from delivery.domain.refusals import SENTENCES, refusal
from delivery.models import Delivery
from intake.domain import moves
from intake.models import Application
from intake.states import Status
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff


def record(
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
    """Record what was provided; `amount` is in riyals.

    A second click finds its own record, and returns the application as it stands. Raise Refused for a day to come or
    before the registration, an amount that is not positive, an overtaken page, or where `by` may not.
    """
    require(by, Perm.DELIVER)
    given = {
        "what": what.strip(),
        "amount": amount,
        "received_by": received_by.strip(),
        "provided_on": provided_on,
        "note": note.strip(),
        "by": by,
    }
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if Delivery.objects.filter(application=application, **given).exists():
            return application
        if application.status == Status.REGISTERED and application.step == step:
            _check(application, what, received_by, provided_on, amount)
            Delivery.objects.create(application=application, **given)
        return moves.serve(application_id=application_id, step=step, by=by)


def _check(application: Application, what: str, received_by: str, provided_on: dt.date, amount: Decimal | None) -> None:
    if not what.strip():
        raise Refused(_("State what was provided."), field="what")
    if not received_by.strip():
        raise Refused(_("State who received it."), field="received_by")
    if provided_on > clock.today():
        raise refusal("provided_in_future", field="provided_on")
    if provided_on < application.registration.at.astimezone(clock.RIYADH).date():
        raise Refused(_("The service is provided after the registration."), field="provided_on")
    if amount is not None and amount <= 0:
        raise refusal("delivery_amount_positive", field="amount")
