"""The search for people: its page beside the list and the admin's search, and what each kind of text takes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bench.subjects.base import LARGE, Page, Place, Reading, Running, Target
from bench.subjects.people import HEAD

DRAWN = 20  # addresses that are asked in turn
# milliseconds of the domain function, its queries included, below which 95 of 100 searches stay
AT_MOST = {
    "two parts": 15,
    "two prefixes": None,
    "commonest names": 30,
    "identity number": 5,
    "phone": 5,
    "one letter": 70,
    "two letters": 70,
    "typing error": 25,
}
LOST_AT_MOST = 5  # of a hundred planted typing errors


def two_parts(portal: Any) -> list[str]:
    """Searches for the first and the last part of people's names, drawn as often as they are borne."""
    from beneficiaries.models import Beneficiary  # here: the leading process has no portal

    last = Beneficiary.objects.order_by("-pk").values_list("pk", flat=True)[0]
    people = Beneficiary.objects.filter(pk__in=portal.chance.sample(range(1, last + 1), min(DRAWN, last)))
    return [f"/search/?{urlencode({'q': f'{one.first_name} {one.family_name}'})}" for one in people]


@dataclass(frozen=True, kw_only=True)
class Searches:
    """Searches of every kind in a process of the portal's own, by texts drawn from what is stored."""

    name: str
    places: Sequence[str] = (LARGE,)

    def find(self, portal: Any) -> dict[str, Any]:
        """Nothing: texts are drawn where they are searched."""
        return {}

    def read(self, place: Place, running: Running) -> list[Reading]:
        """The 95th percentile of each kind, and the share of planted errors that are not found."""
        figures = json.loads(running.run("-m", "bench.searches").strip().splitlines()[-1])
        times = [
            Reading(f"search, {kind}: 95 % take at most", figures[kind], "ms", most) for kind, most in AT_MOST.items()
        ]
        lost = Reading("search, typing errors that are not found", figures["errors not found"], "%", LOST_AT_MOST)
        return [*times, lost]


SUBJECTS = [
    Page(
        name="search results",
        visitor=HEAD,
        paths=two_parts,
        holds=(('<li class="row-q row-r', 0),),
        targets=(Target("queue", at_most=1.5), Target("admin: search", at_least=180, speed=True)),
    ),
]
GAUGES = [Searches(name="search by kind")]
