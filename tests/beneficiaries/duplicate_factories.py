"""A labelled set: people by realistic frequency of names, second records of some with realistic errors of typing, and
people who look alike and are two: brothers, sisters, twins, fathers and sons, namesakes.

Errors are those of a counter: a letter dropped or two swapped, the article or a space, ة for ه and ى for ي, a part of
the name left out or in another's place, a wrong digit of a phone, a wrong day, month or year.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random

from accounts.models import Staff
from bench.dataset import names
from bench.dataset.name_stems import CITIES
from beneficiaries.models import Beneficiary, ContactPoint
from ledger import clock

DISTRICTS = [f"حي {word}" for city in CITIES for word in city[4].split()]
VARIANTS = {"ة": "ه", "ى": "ي", "أ": "ا", "إ": "ا", "آ": "ا"}


@dataclass(frozen=True)
class Made:
    """One record. Two of the same `person` are one person's."""

    person: int
    first: str
    father: str
    grandfather: str
    family: str
    sex: str
    born: dt.date
    phone: str
    district: str

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The four parts of the name."""
        return self.first, self.father, self.grandfather, self.family


@dataclass
class Maker:
    """Makes the set; the same seed, the same set."""

    random: Random
    count: int = 0
    phones: Iterator[int] = field(default_factory=lambda: iter(range(10**8)))

    def __post_init__(self) -> None:
        """Opens the streams of names."""
        pools = names.men(), names.women(), names.families()
        self.men, self.women, self.families = (pool.stream(self.random) for pool in pools)

    def person(self) -> Made:
        """Somebody new."""
        random, self.count = self.random, self.count + 1
        female = random.random() < 0.6
        born = dt.date(1945, 1, 1) + dt.timedelta(days=random.randrange(58 * 365))
        return Made(
            *(self.count, next(self.women if female else self.men), next(self.men), next(self.men)),
            *(next(self.families), "female" if female else "male", born, self.phone(), random.choice(DISTRICTS)),
        )

    def phone(self) -> str:
        """A mobile that nobody has."""
        return f"05{(next(self.phones) * 7919) % 10**8:08d}"

    def sibling(self, one: Made) -> Made:
        """A brother or sister, often reached at the same number."""
        other = self.person()
        years = self.random.choice([-9, -7, -5, -4, -3, -2, 2, 3, 4, 5, 6, 8])
        born = one.born + dt.timedelta(days=years * 365 + self.random.randrange(360))  # 2012 at the latest
        shared = {"father": one.father, "grandfather": one.grandfather, "family": one.family}
        phone = one.phone if self.random.random() < 0.6 else other.phone
        return self.another(one, replace(other, born=born, phone=phone, district=one.district, **shared))

    def twin(self, one: Made) -> Made:
        """Born on the same day, with another first name."""
        return replace(self.sibling(one), born=one.born, phone=one.phone)

    def child(self, one: Made) -> Made:
        """A son or daughter; the eldest son often bears the grandfather's name."""
        other = self.person()
        father = one if one.sex == "male" else replace(one, first=next(self.men))
        first = one.father if other.sex == "male" and self.random.random() < 0.4 else other.first
        born = one.born + dt.timedelta(days=365 * self.random.randrange(20, 40) + self.random.randrange(360))
        born = min(born, dt.date(2024, 1, 1) - dt.timedelta(days=self.random.randrange(3000)))
        shared = {"father": father.first, "grandfather": father.father, "family": father.family}
        return replace(other, first=first, born=born, phone=one.phone, district=one.district, **shared)

    def namesake(self, one: Made) -> Made:
        """The same four names, and nothing else."""
        other = self.person()
        return replace(other, first=one.first, sex=one.sex, **dict(zip(PARTS[1:], one.parts[1:], strict=True)))

    def another(self, one: Made, other: Made) -> Made:
        """A first name that the family has not given yet."""
        while other.first == one.first:
            other = replace(other, first=next(self.women if other.sex == "female" else self.men))
        return other

    def again(self, one: Made) -> Made:
        """A second record of the same person: one error or two, or merely another day at the counter."""
        errors = self.random.choices([0, 1, 2], [20, 50, 30])[0]
        for error in self.random.sample(ERRORS, errors):
            one = error(self, one)
        return replace(one, phone=self.phone()) if self.random.random() < 0.25 else one


PARTS = ("first", "father", "grandfather", "family")
Error = Callable[[Maker, Made], Made]


def on_a_part(change: Callable[[Random, str], str]) -> Error:
    """An error in one of the four parts."""

    def error(maker: Maker, one: Made) -> Made:
        part = maker.random.choice(PARTS)
        return replace(one, **{part: change(maker.random, getattr(one, part)) or getattr(one, part)})

    return error


def dropped(random: Random, name: str) -> str:
    """A letter is missing, not the first."""
    at = random.randrange(1, len(name)) if len(name) > 3 else 0
    return name[:at] + name[at + 1 :] if at else name


def swapped(random: Random, name: str) -> str:
    """Two letters next to each other change places."""
    at = random.randrange(1, len(name) - 1) if len(name) > 3 else 0
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :] if at else name


def article(random: Random, name: str) -> str:
    """ال is left out, or written where it was not."""
    return name[2:] if name.startswith("ال") else f"ال{name}"


def spacing(random: Random, name: str) -> str:
    """عبد الله for عبدالله, and the other way round."""
    if " " in name:
        return name.replace(" ", "", 1)
    return f"عبد {name[3:]}" if name.startswith("عبدال") else name


def other_hand(random: Random, name: str) -> str:
    """Letters that another hand writes otherwise."""
    return "".join(VARIANTS.get(letter, letter) for letter in name)


def fathers_swapped(maker: Maker, one: Made) -> Made:
    """Father and grandfather changed places."""
    return replace(one, father=one.grandfather, grandfather=one.father)


def without_father(maker: Maker, one: Made) -> Made:
    """The father's name was left out."""
    return replace(one, father="")


def without_grandfather(maker: Maker, one: Made) -> Made:
    """The grandfather's name was left out."""
    return replace(one, grandfather="")


def without_family(maker: Maker, one: Made) -> Made:
    """Three names were given: the grandfather's stands for the family's."""
    return replace(one, family=one.grandfather, grandfather="") if one.grandfather else one


def wrong_digit(maker: Maker, one: Made) -> Made:
    """A digit of the phone is wrong."""
    at = maker.random.randrange(2, 10)
    digit = str((int(one.phone[at]) + maker.random.randrange(1, 10)) % 10)
    return replace(one, phone=one.phone[:at] + digit + one.phone[at + 1 :])


def wrong_day(maker: Maker, one: Made) -> Made:
    """Another day of the same month."""
    return replace(one, born=one.born.replace(day=one.born.day % 28 + 1))


def month_for_day(maker: Maker, one: Made) -> Made:
    """Day and month changed places, where that gives a day."""
    if one.born.day > 12:
        return wrong_day(maker, one)
    return replace(one, born=one.born.replace(month=one.born.day, day=one.born.month))


def a_year_off(maker: Maker, one: Made) -> Made:
    """The year before, or the year after."""
    year = one.born.year + maker.random.choice((-1, 1))
    return replace(one, born=one.born.replace(year=year, day=min(one.born.day, 28)))


NAME_ERRORS = [on_a_part(change) for change in (dropped, swapped, article, spacing, other_hand)]
ERRORS: list[Error] = [
    *NAME_ERRORS,
    fathers_swapped,
    without_father,
    without_grandfather,
    without_family,
    wrong_digit,
    wrong_day,
    month_for_day,
    a_year_off,
]


def labelled(count: int, *, seed: int = 1447) -> list[Made]:
    """`count` people, and beside them: a second record of every tenth, and those who merely look like one of them."""
    maker = Maker(Random(seed))  # noqa: S311 -- chance that is the same each time
    people = [maker.person() for _ in range(count)]
    made = list(people)
    others: list[tuple[int, Callable[[Made], Made]]] = [
        (10, maker.again),
        (12, maker.sibling),
        (2, maker.twin),
        (6, maker.child),
        (3, maker.namesake),
    ]
    for hundredths, make in others:
        made += [make(one) for one in maker.random.sample(people, count * hundredths // 100)]
    return made


def duplicates(made: list[Made]) -> set[tuple[int, int]]:
    """The pairs of places in the list that are one person's."""
    seen: dict[int, int] = {}
    pairs = set()
    for place, one in enumerate(made):
        if one.person in seen:
            pairs.add((seen[one.person], place))
        seen.setdefault(one.person, place)
    return pairs


def keep(made: list[Made], by: Staff) -> dict[int, int]:
    """Keeps the records, and gives the place in the list of each by its key. Their numbers are not numbers."""
    now = clock.now()
    rows = [
        Beneficiary(
            first_name=one.first,
            father_name=one.father,
            grandfather_name=one.grandfather,
            family_name=one.family,
            sex=one.sex,
            birth_date=one.born,
            district=one.district,
            id_token="gAAAA",
            id_hmac=f"{place:064x}",
            created_by=by,
            created_at=now,
        )
        for place, one in enumerate(made)
    ]
    kept = Beneficiary.objects.bulk_create(rows, batch_size=5000)
    points = [
        ContactPoint(beneficiary=row, kind="mobile", value=one.phone, preferred=True, created_by=by, created_at=now)
        for row, one in zip(kept, made, strict=True)
    ]
    ContactPoint.objects.bulk_create(points, batch_size=5000)
    return {row.pk: place for place, row in enumerate(kept)}
