"""The cards beside the form of a new person: the people who may be the same one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.domain import access_log
from accounts.models import AccessLog
from beneficiaries.domain.duplicates import lookup
from beneficiaries.domain.duplicates.scoring import WEIGHTS, Likeness
from beneficiaries.models import Beneficiary
from beneficiaries.queries.search import mobile_of
from desk.queries.search import last_applications

if TYPE_CHECKING:
    from accounts.models import Staff
    from intake.models import Application

SIGNS = 3


@dataclass(frozen=True)
class Card:
    """A person who may be the one: how they are reached, what speaks for it, their last application."""

    person: Beneficiary
    phone: str
    signs: list[Any]
    last: "Application | None"


def cards(values: Mapping[str, Any], *, by: "Staff", url: str) -> list[Card]:
    """Return a card for each possible duplicate of these values, the likeliest first; log that they are shown."""
    possible = lookup.possible_duplicates(candidate=lookup.candidate_of(values))
    if not possible:
        return []
    access_log.log(by=by, what=AccessLog.What.SEARCH, detail=f"alike: {len(possible)}", url=url)
    last = last_applications(by, [duplicate.person for duplicate in possible])
    return [
        Card(
            duplicate.person,
            mobile_of(duplicate.person),
            _weightiest(duplicate.likeness),
            last.get(duplicate.person.pk),
        )
        for duplicate in possible
    ]


def _weightiest(likeness: Likeness) -> list[Any]:
    signs = sorted((sign for sign in likeness.signs if WEIGHTS[sign] > 0), key=lambda sign: -WEIGHTS[sign])
    return [sign.label for sign in signs[:SIGNS]]
