"""What the tests of the study share."""

from typing import Any

from eligibility.domain.proposals import Proposal
from eligibility.states import Finding, Outcome, Place
from ledger import clock

REVIEW: dict[str, Any] = {"finding": Finding.SATISFIES, "note": "الوثائق مكتملة."}
ACCEPTANCE: dict[str, Any] = {
    "outcome": Outcome.ACCEPT,
    "reasons": "الدخل دون الحد.",
    "help_kind": "سداد إيجار",
    "amount": 9000,
}


def interview(**values: Any) -> dict[str, Any]:
    """The values of an interview held today."""
    held = {"held_on": clock.today(), "place": Place.OFFICE, "present": "المستفيدة", "summary": "الدخل ثابت."}
    return {**held, **values}


def proposal(**values: Any) -> Proposal:
    """An acceptance."""
    return Proposal(**{**ACCEPTANCE, **values})
