"""Conflicts of interest: whoever declares one may no longer open the case."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from intake.models import Application, Recusal
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff


def declare(*, application_id: int, by: "Staff", reason: str) -> Recusal:
    """Closes the application to `by` for good, with the reason they gave.

    Raises Refused for an empty reason or a second declaration. A researcher's case then waits for another researcher.
    """
    if not reason.strip():
        raise Refused(_("State the conflict of interest."), field="reason")
    sentence = _("You have declared a conflict of interest in this case already.")
    with translated_integrity_errors({"barred_once": sentence}), transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        return Recusal.objects.create(application=application, staff=by, reason=reason.strip(), by=by)
