"""Every code with which the database refuses a row of this app, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from policy.domain import refusals as policy


def proposal_sentences(table: str) -> dict[str, Any]:
    """Return the sentences for what a table of proposals refuses, by the names of its constraints."""
    return {
        f"{table}_outcome_known": _("Something was chosen that the list does not hold."),
        f"{table}_has_reasons": _("State the reasons."),
        f"{table}_amount_of_acceptance": _("Only an acceptance has an amount, and it is more than zero."),
    }


SENTENCES: Mapping[str, Any] = {
    **proposal_sentences("recommendation"),
    "case_not_in_assessment": _("This case is not yours to study now."),
    "eligibility_assessment_application_id_key": _("The study of this case has begun already."),
    "tool_version_not_in_use": policy.SENTENCES["tool_version_not_in_use"],
}
