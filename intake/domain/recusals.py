"""Conflicts of interest: whoever declares one may no longer open the case."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from intake.domain.refusals import SENTENCES, refusal
from intake.models import Application, Recusal
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff


def declare(*, application_id: int, by: "Staff", reason: str) -> Recusal:
    """Close the application to `by` for good, with the reason they gave.

    Raise Refused for an empty reason or a second declaration. A researcher's case then waits for another researcher.
    """
    require(by, Perm.DECLARE_CONFLICT)
    if not reason.strip():
        raise Refused(_("State the conflict of interest."), field="reason")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        return Recusal.objects.create(application=application, staff=by, reason=reason.strip(), by=by)


def refuse_declared(*, reference: str, by: "Staff") -> None:
    """Raise Refused where `by` has declared a conflict of interest in this case, which is a 404 to them since."""
    if by.recusals.filter(application__reference=reference).exists():
        raise refusal("recusal_once")
