"""Runs inside a portal: searches drawn from the names that are stored, each timed; prints a line of JSON.

A person is drawn with equal chance, so that a name comes as often as people bear it. `python -m bench.searches`
"""

import json
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

DRAWN = 300
COMMONEST = 20
LONG_ENOUGH = 4  # letters of a word in which an error is planted
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def drawn(chance: Random) -> list[Any]:
    """People, each with their names in units of search and the phone that they are reached at."""
    from beneficiaries.models import Beneficiary  # here, because Django is set up by then

    last = Beneficiary.objects.order_by("-pk").values_list("pk", flat=True)[0]
    numbers = chance.sample(range(1, last + 1), min(DRAWN, last))
    return list(Beneficiary.objects.filter(pk__in=numbers, contact_points__kind="mobile").distinct())


def units(person: Any) -> list[str]:
    """The parts of the stored name, compounds together."""
    from beneficiaries.models import names  # as above

    return [" ".join(unit) for unit in names.units(names.parts(person.name_norm))]


def mistyped(word: str, chance: Random) -> str:
    """The word with one letter dropped, doubled, wrong, or in the place of the next."""
    place = chance.randrange(len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    wrong = chance.choice(LETTERS.replace(letter, ""))
    return chance.choice(
        [before + after, before + letter + letter + after, before + wrong + after, _swapped(word, place)]
    )


def _swapped(word: str, place: int) -> str:
    if word[place] == word[place + 1]:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def texts(people: list[Any], chance: Random) -> dict[str, list[str]]:
    """What is typed, by kind of search."""
    from beneficiaries.queries import name_parts  # as above

    named = [found for person in people if len(found := units(person)) > 1]
    two = [chance.sample(found, 2) for found in named]
    return {
        "two parts": [" ".join(pair) for pair in two],
        "two prefixes": [" ".join(part[:3] for part in pair) for pair in two],
        "commonest names": [part for part, _ in name_parts.current().people.most_common(COMMONEST)],
        "identity number": [person.id_number for person in people],
        "phone": [person.contact_points.filter(kind="mobile")[0].value for person in people],
        "one letter": [pair[0][:1] for pair in two],
        "two letters": [pair[0][:2] for pair in two],
    }


def planted(people: list[Any], chance: Random) -> list[tuple[list[str], str]]:
    """Pairs of parts, and as what they are typed with one error in one of them; what makes another name is no error."""
    from beneficiaries.queries import name_parts  # as above

    known, found = name_parts.current().people, []
    for person in people:
        parts = [unit.replace(" ", "") for unit in units(person)]
        long = [part for part in parts if len(part) >= LONG_ENOUGH]
        if len(parts) < 2 or not long:
            continue
        right = chance.choice(long)
        wrong, other = mistyped(right, chance), chance.choice([part for part in parts if part is not right])
        if wrong not in known:
            found.append(([right, other], f"{wrong} {other}"))
    return found


def p95(works: list[Callable[[], Any]]) -> float:
    """Milliseconds that 95 of 100 calls stay below."""
    times = []
    for work in works:
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[int(len(times) * 0.95)]


def main() -> None:
    """Draws, warms up, times."""
    import django

    django.setup()
    from beneficiaries.queries import search as finding  # as above

    chance = Random(1448)
    people = drawn(chance)
    searches = texts(people, chance)
    for text in [text for some in searches.values() for text in some[:20]]:
        finding.search(text=text)
    figures = {
        kind: p95([lambda text=text: finding.search(text=text) for text in some])  # type: ignore[misc]
        for kind, some in searches.items()
    }
    errors = planted(people, chance)
    answers: list[tuple[list[str], list[str]]] = []

    def search(parts: list[str], text: str) -> None:
        answers.append((parts, [person.name_norm for person in finding.search(text=text)]))

    figures["typing error"] = p95([lambda one=one: search(*one) for one in errors])  # type: ignore[misc]
    lost = sum(not any(_bears(name, parts) for name in found) for parts, found in answers)
    figures["errors not found"] = 100 * lost / len(answers)
    sys.stdout.write("\n" + json.dumps(figures) + "\n")


def _bears(name: str, parts: list[str]) -> bool:
    """Whether a stored name holds all of these parts."""
    from beneficiaries.models import names  # as above

    held = {*name.split(), *("".join(unit) for unit in names.units(name.split()))}
    return held.issuperset(parts)


if __name__ == "__main__":
    main()
