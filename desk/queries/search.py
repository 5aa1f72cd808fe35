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
from beneficiaries.queries import search as finding
from beneficiaries.queries.name_correction import Taken
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
    """One person found: how to reach them, and their last application that the reader may see."""

    person: "Beneficiary"
    phone: str
    last: Application | None


@dataclass(frozen=True)
class Answer:
    """What the box says: people or applications, or the sentence that says why nothing was searched.

    `typed` goes back into the box; `taken` are words that were taken for others.
    """

    typed: str
    kind: Kind = Kind.NOTHING
    results: list[Result] = field(default_factory=list)
    cases: list[Application] = field(default_factory=list)
    taken: tuple[Taken, ...] = ()
    more: bool = False
    exact: bool = True
    refusal: str = ""


def reference_of(text: str) -> str:
    """The reference that was typed, in any digits and with any hyphen; empty where it is none."""
    found = REFERENCE.fullmatch(digits.plain(text))
    return re.sub(r"\s*[-/–‑]\s*", "-", found.group()) if found else ""


def is_private(text: str) -> bool:
    """Whether the text holds a number that may not stand in an address, or a part of one."""
    return finding.kind_of(text[:LONGEST]) in (Kind.ID, Kind.PHONE) or bool(NUMBER.search(digits.joined(text)))


def look(*, text: str, by: "Staff", url: str, typing: bool = False) -> Answer:
    """Searches people and logs that it was done, without what was typed. Refuses kindly what cannot be searched.

    While somebody is `typing`, only answers that show people are logged.
    """
    typed = text.strip()
    refusal = _refusal(typed)
    if refusal:
        return Answer(typed[:LONGEST], refusal=refusal)
    found = finding.search(text=typed)
    if found.people or not typing:
        detail = f"{found.kind}: {len(found)}{' while typing' if typing else ''}"
        access_log.log(by=by, what=AccessLog.What.SEARCH, detail=detail, url=url)
    return Answer(
        typed,
        found.kind,
        results=_results(found, by),
        taken=found.taken,
        more=found.more,
        exact=found.exact,
    )


def applications(*, reference: str, by: "Staff") -> Answer:
    """The applications whose reference begins so and that `by` may open, in the order of references."""
    begun = applications_for(by).filter(reference__startswith=reference).order_by("reference")
    rows = list(begun[: finding.CAP + 1])
    if not rows:
        return Answer(reference, refusal=_("No application with this reference is open to you."))
    return Answer(reference, cases=rows[: finding.CAP], more=len(rows) > finding.CAP)


def _refusal(typed: str) -> str:
    if not typed:
        return _("Something has to be typed: a name, an identity number, a mobile number or a reference.")
    if len(typed) > LONGEST:
        return _("This is too long to be searched for: %(longest)d letters at most.") % {"longest": LONGEST}
    if finding.kind_of(typed) == Kind.NOTHING:
        return _("This is neither a name nor a whole number: at least one letter of a name, or all digits of a number.")
    return ""


def _results(found: Found, by: "Staff") -> list[Result]:
    last = last_applications(by, found.people)
    return [Result(person, finding.mobile_of(person), last.get(person.pk)) for person in found.people]


def last_applications(user: "Staff", people: Iterable["Beneficiary"]) -> dict[int, Application]:
    """The last application of each person that `user` may see, with its service, in one query."""
    found = _last(QueryKey.of(user)).ask(**QueryKey.given(user), people=[person.pk for person in people])
    return {one.beneficiary_id: one for one in found}


@lru_cache(maxsize=256)
def _last(query_key: QueryKey) -> Instances:
    def build() -> "QuerySet[Application]":
        found = Application.objects.visible_to(query_key).filter(among("beneficiary_id", "people"))
        latest = found.order_by("beneficiary_id", "-created_at", "-pk").distinct("beneficiary_id")
        return latest.select_related("service")

    return Instances(build)
