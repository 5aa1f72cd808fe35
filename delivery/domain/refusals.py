"""Every code with which the database refuses a row of this app, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.domain.refusals import SENTENCES as CASE_SENTENCES
from ledger.errors import Refused

_ONCE = _("This is recorded once for an application, at its turn in the workflow.")
_WITHOUT_RECORD = _("An application is registered and served only together with the record of it.")

SENTENCES: Mapping[str, Any] = {
    **CASE_SENTENCES,
    "recorded_out_of_turn": _ONCE,
    "delivery_registration_application_id_key": _ONCE,
    "delivery_delivery_application_id_key": _ONCE,
    "delivery_registration_number_key": _ONCE,
    "delivery_amount_positive": _("The amount has to be more than zero."),
    "provided_in_future": _("The service cannot be provided in the future."),
    "registered_without_record": _WITHOUT_RECORD,
    "served_without_record": _WITHOUT_RECORD,
}


def refusal(code: str, *, field: str | None = None) -> Refused:
    """Return the Refused that the database's refusal of this code becomes: for what is found before it is asked."""
    return Refused(SENTENCES[code], field=field, code=code)
