"""People with their households and contact points, planned block by block and written as COPY lines."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from random import Random

from bench.dataset import names
from bench.dataset.arrivals import Size, claims
from bench.dataset.name_stems import CITIES
from bench.dataset.office_hours import Hours
from bench.dataset.staff import DOMAIN, Crew
from bench.dataset.weighted_choice import Shares
from beneficiaries.models import identity_numbers
from demo.names import id_number, mobile

# the shares in which the five services are asked for first, in the catalogue's order
SERVICE_WEIGHTS = (5, 6, 4, 2, 3)
ORDERS = list(permutations(range(len(SERVICE_WEIGHTS))))
# people in a household, the applicant among them: five on average
SIZES, SIZE_WEIGHTS = range(1, 13), (5, 9, 14, 18, 18, 13, 9, 6, 4, 2, 1, 1)
# every seventh has a residence permit
FOREIGN = Shares({"YE": 30, "SY": 22, "EG": 14, "SD": 14, "PS": 8, "JO": 5, "PK": 4, "MM": 3})
DISTRICTS = {city[4]: city[4].split() for city in CITIES}
VISIT = 6  # minutes between a registration and the application opened with it


@dataclass(frozen=True)
class Traits:
    """What other blocks have to know of the people of a block, each a list in their order."""

    branch: list[int]
    order: list[tuple[int, ...]]
    female: list[bool]
    email: list[bool]
    size: list[int]
    agent: list[bool]


def traits(size: Size, block: int) -> Traits:
    """The traits of a block's people."""
    random, count = size.chance("traits", block), len(size.people_of(block))
    female = [random.random() < 0.62 for _ in range(count)]
    # an agent is the man registered just before
    agent = [n > 0 and not female[n - 1] and random.random() < 0.18 for n in range(count)]
    return Traits(
        branch=random.choices(range(len(CITIES)), [city[3] for city in CITIES], k=count),
        order=random.choices(ORDERS, [_likelihood(order) for order in ORDERS], k=count),
        female=female,
        email=[random.random() < 0.35 for _ in range(count)],
        size=random.choices(SIZES, SIZE_WEIGHTS, k=count),
        agent=agent,
    )


def foreign(person: int) -> bool:
    """Whether this person's number is that of a residence permit. A number of the other kind is therefore free."""
    return person % 7 == 3


def number_of(person: int) -> str:
    """The identity number of a person: of right form, and never issued."""
    return id_number(person, first="2" if foreign(person) else "1")


def free_number(person: int) -> str:
    """A national ID number that nobody in the bulk data has, for whoever registers more people."""
    return id_number(person * 7 + 3)


@dataclass
class Lines:
    """COPY lines of one block, a list for each table."""

    people: list[str]
    stated: list[str]
    contacts: list[str]
    household: list[str]


class Block:
    """The people of one block and how they come to be registered."""

    def __init__(self, *, size: Size, block: int, hours: Hours, crew: Crew) -> None:
        self.size, self.hours, self.crew = size, hours, crew
        self.people = size.people_of(block)
        self.traits = traits(size, block)
        self.random = size.chance("people", block)
        self.arrived = self._arrivals(block)

    def lines(self) -> Lines:
        """Everybody's rows."""
        made = Lines([], [], [], [])
        fathers, women, families = (pool.stream(self.random) for pool in (names.men(), names.women(), names.families()))
        for n, person in enumerate(self.people):
            given = next(women) if self.traits.female[n] else next(fathers)
            name = (given, next(fathers), next(fathers), next(families))
            born = self._born()
            self._register(made, n, person, name, born)
            self._house(made, n, person, name, born, (women, next(fathers), next(fathers), next(families)))
        return made

    def reception(self, n: int) -> int:
        """Who receives the block's n-th person, whenever they come."""
        clerks = self.crew.reception[self.traits.branch[n]]
        return clerks[self.people[n] % len(clerks)]

    def _arrivals(self, block: int) -> list[float]:
        """When each is registered: with their first application where there is one, else at their turn."""
        when = [self.hours.arrival((person + 0.5) / self.size.people) for person in self.people]
        random = self.size.chance("arrivals", block)
        for case, (person, use) in zip(self.size.cases_of(block), claims(self.size, block), strict=True):
            moment = self.hours.arrival((case + random.random()) / self.size.cases)
            if use == 0:
                when[person - self.people.start] = moment - VISIT
        return when

    def _born(self) -> str:
        year = self.hours.until.year - 26 - int(self.random.betavariate(1.6, 2.2) * 54)
        return f"{year}-{_month_and_day(self.random)}"

    def _register(self, made: Lines, n: int, person: int, name: tuple[str, ...], born: str) -> None:
        random, pk = self.random, person + 1
        kind = "iqama" if foreign(person) else "national"
        number = number_of(person)
        nationality = FOREIGN.draw(random) if foreign(person) else "SA"
        _code, _name, city, _weight, districts = CITIES[self.traits.branch[n]]
        district = f"حي {random.choice(DISTRICTS[districts])}"
        address = _short_address(random) if random.random() < 0.6 else ""
        expires = self.hours.date(self.arrived[n]) + dt.timedelta(days=random.randint(200, 2500))
        fingerprint, at = identity_numbers.fingerprint(number, kind), self.hours.stamp(self.arrived[n])
        by, sex = self.reception(n), "female" if self.traits.female[n] else "male"
        given, father, grandfather, family = name
        public = f"{random.getrandbits(128):032x}"
        made.people.append(
            f"{pk}\t{public}\t{given}\t{father}\t{grandfather}\t{family}\t{sex}\t{born}\t{nationality}\t{kind}\t\t"
            f"{identity_numbers.encrypt(number)}\t{fingerprint}\t{identity_numbers.tail(number)}\t{expires}\t{city}\t{district}\t{address}\t"
            f"{self.crew.branches[self.traits.branch[n]]}\t0\t{at}\t{by}\n"
        )
        made.contacts.append(f"{pk * 2}\t{pk}\tmobile\t{mobile(person * 7919)}\tt\tt\t{at}\t{by}\n")
        if self.traits.email[n]:
            made.contacts.append(f"{pk * 2 + 1}\t{pk}\temail\tperson{pk}@{DOMAIN}\tf\tt\t{at}\t{by}\n")
        full = " ".join(name)
        made.stated.append(
            f"{pk}\t{identity_numbers.mask(number)}\t{full}\t{born}\t"
            f'{{"identity": {{"name": "{full}", "id_kind": "{kind}", "id": "{identity_numbers.mask(number)}",'
            f' "fingerprint": "{fingerprint}", "birth_date": "{born}", "sex": "{sex}",'
            f' "nationality": "{nationality}", "city": "{city}", "district": "{district}"}}, "household": ['
        )

    def _house(
        self,
        made: Lines,
        n: int,
        person: int,
        name: tuple[str, ...],
        born: str,
        others: tuple[Iterator[str], str, str, str],
    ) -> None:
        """The household, whose ages and names fit the applicant's; closes the line of what is stated."""
        women, man, elder, other = others
        female, at, by = self.traits.female[n], self.hours.stamp(self.arrived[n]), self.reception(n)
        # the father of the children and the name they bear
        father, family = (man, other) if female else (name[0], name[3])
        stated = []
        for place, relation in enumerate(self._relations(n, int(born[:4])), start=1):
            given = next(women)
            if relation in ("son", "husband"):
                given = man if relation == "husband" else self._boy()
            called = {
                "husband": f"{man} {elder} {other}",
                "wife": f"{given} {elder} {other}",
                "mother": f"{given} {elder} {other}",
            }.get(relation, f"{given} {father} {family}")
            when = self._age(relation, int(born[:4]))
            depends = "f" if relation == "husband" else "t"
            made.household.append(
                f"{person * 16 + place}\t{person + 1}\t{called}\t{relation}\t{when}\t{depends}\t{at}\t{by}\n"
            )
            stated.append(
                f'{{"name": "{called}", "relation": "{relation}", "birth_date": "{when}",'
                f' "dependent": {"false" if depends == "f" else "true"}}}'
            )
        made.stated[-1] += f"{', '.join(stated)}]}}\n"

    def _boy(self) -> str:
        return names.men().names[int(self.random.random() ** 3 * 150)]

    def _relations(self, n: int, year: int) -> list[str]:
        """Who lives with the applicant: perhaps husband or wife, perhaps the mother, and children."""
        random, others = self.random, self.traits.size[n] - 1
        found = []
        if others and random.random() < (0.45 if self.traits.female[n] else 0.85):
            found.append("husband" if self.traits.female[n] else "wife")
        if others > len(found) and random.random() < 0.12 and year > 1955:
            found.append("mother")
        return found + [random.choice(("son", "daughter")) for _ in range(others - len(found))]

    def _age(self, relation: str, year: int) -> str:
        random = self.random
        years = {"husband": -4, "wife": 3, "mother": -24}.get(relation)
        born = year + 19 + int(random.random() * 22) if years is None else year + years + int(random.random() * 4)
        # a child was born before the household was stated, all years of the data later than that
        born = min(max(born, self.hours.until.year - 100), self.hours.days[0].year - 1)
        return f"{born}-{_month_and_day(random)}"


def _month_and_day(random: Random) -> str:
    return f"{1 + int(random.random() * 12):02d}-{1 + int(random.random() * 28):02d}"


def _likelihood(order: tuple[int, ...]) -> float:
    """How likely this order of services is, each next one drawn by weight from those that are left."""
    left, likelihood = float(sum(SERVICE_WEIGHTS)), 1.0
    for service in order:
        likelihood *= SERVICE_WEIGHTS[service] / left
        left = max(left - SERVICE_WEIGHTS[service], 1e-9)
    return likelihood


def _short_address(random: Random) -> str:
    letters = "".join(random.choice("ABDEGHJKLMNQRSTVXZ") for _ in range(3))
    return f"R{letters}{random.randint(1000, 9999)}"
