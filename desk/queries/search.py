"""The one search box: a reference opens its file, an ID number or a phone finds a person, anything else is a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.queries.query_keys import QueryKey
from beneficiaries.queries import search as person_search
from beneficiaries.queries.name_correction import Replacement
from beneficiaries.queries.search import Found, Kind
from intake.models import Application
from intake.queries.cases import applications_for
from ledger.prepared_queries import Instances, among
from ui import digits

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff
    from beneficiaries.models import Beneficiary

LONGEST = 100
# a Hijri year first: so that a phone with a dash in it is none
REFERENCE = re.compile(r"1[3-5]\d{2}\s*[-/–‑]\s*\d{1,8}")
# so many digits in a row, whatever stands around them, may be a part of somebody's number
NUMBER = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Result:
    """A person, their mobile number, and their last application that the reader may see."""

    person: "Beneficiary"
    phone: str
    last: Application | None


@dataclass(frozen=True)
class Answer:
    """What the box says: people or applications, or the sentence that says why nothing was searched.

    `typed` goes back into the box; `replacements` are words that were taken for others.
    """

    typed: str
    kind: Kind = Kind.NOTHING
    results: list[Result] = field(default_factory=list)
    cases: list[Application] = field(default_factory=list)
    replacements: tuple[Replacement, ...] = ()
    more: bool = False
    exact: bool = True
    refusal: str = ""


def reference_of(text: str) -> str:
    """Return the reference that was typed, in any digits and with any hyphen; empty where it is none."""
    match = REFERENCE.fullmatch(digits.plain(text))
    return re.sub(r"\s*[-/–‑]\s*", "-", match.group()) if match else ""


def is_private(text: str) -> bool:
    """Return whether the text holds a number that may not come into an address, or a part of one."""
    return person_search.kind_of(text[:LONGEST]) in (Kind.ID, Kind.PHONE) or bool(NUMBER.search(digits.joined(text)))


def look(*, text: str, by: "Staff", url: str, typing: bool = False) -> Answer:
    """Search people and log that it was done, without what was typed. What cannot be searched has a `refusal`.

    While the reader is `typing`, only answers that show people are logged.
    """
    typed = text.strip()
    refusal = _refusal(typed)
    if refusal:
        return Answer(typed[:LONGEST], refusal=refusal)
    found = person_search.search(text=typed)
    if found.people or not typing:
        detail = f"{found.kind}: {len(found)}{' while typing' if typing else ''}"
        access_log.log(by=by, what=AccessLog.What.SEARCH, detail=detail, url=url)
    return Answer(
        typed,
        found.kind,
        results=_results(found, by),
        replacements=found.replacements,
        more=found.more,
        exact=found.exact,
    )


def applications(*, reference: str, by: "Staff") -> Answer:
    """Return the applications whose reference begins so and that `by` may open, in the order of references."""
    begun = applications_for(by).filter(reference__startswith=reference).order_by("reference")
    rows = list(begun[: person_search.CAP + 1])
    if not rows:
        return Answer(reference, refusal=_("No application with this reference is open to you."))
    return Answer(reference, cases=rows[: person_search.CAP], more=len(rows) > person_search.CAP)


def _refusal(typed: str) -> str:
    if not typed:
        return _("Something has to be typed: a name, an identity number, a mobile number or a reference.")
    if len(typed) > LONGEST:
        return _("This is too long to be searched for: %(longest)d letters at most.") % {"longest": LONGEST}
    if person_search.kind_of(typed) == Kind.NOTHING:
        return _("This is neither a name nor a whole number: at least one letter of a name, or all digits of a number.")
    return ""


def _results(found: Found, by: "Staff") -> list[Result]:
    last = last_applications(by, found.people)
    return [Result(person, person_search.mobile_of(person), last.get(person.pk)) for person in found.people]


def last_applications(user: "Staff", people: Iterable["Beneficiary"]) -> dict[int, Application]:
    """Return the last application of each person that `user` may see, with its service, in one query."""
    rows = _last(QueryKey.of(user)).ask(**QueryKey.given(user), people=[person.pk for person in people])
    return {application.beneficiary_id: application for application in rows}


@lru_cache(maxsize=256)
def _last(query_key: QueryKey) -> Instances:
    def build() -> "QuerySet[Application]":
        visible = Application.objects.visible_to(query_key).filter(among("beneficiary_id", "people"))
        latest = visible.order_by("beneficiary_id", "-created_at", "-pk").distinct("beneficiary_id")
        return latest.select_related("service")

    return Instances(build)
