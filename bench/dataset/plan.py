"""A block of the plan: its people, its applications and what becomes of them, as COPY lines."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from bench.dataset.arrivals import Size, claims
from bench.dataset.cases import WAYS, Case, Teller, World
from bench.dataset.office_hours import DAY
from bench.dataset.people import Block, Traits, traits
from demo.services import Offer
from intake.states import Status

# how many of its cases have a scan beside the originals that were seen, and a barred member of the committee
SCANNED, BARRED = 50, 85
ON_PAPER = ("letter", "delegate")


@dataclass(frozen=True)
class Plan:
    """All that decides what the data are: the same plan gives the same data, encrypted numbers apart."""

    size: Size
    world: World

    def block(self, number: int) -> Block:
        """The people of a block."""
        return Block(size=self.size, block=number, hours=self.world.hours, crew=self.world.crew)

    def cases(self, number: int) -> Iterator[Case]:
        """The applications of a block in the order of time, each told to its end."""
        drawn, random = self.size.chance("arrivals", number), self.size.chance("cases", number)
        teller = Teller(self.world, random)
        settled = self.size.cases - round(self.world.waiting * self.size.cases)
        for n, (person, use) in zip(self.size.cases_of(number), claims(self.size, number), strict=True):
            moment = self.world.hours.arrival((n + drawn.random()) / self.size.cases)
            case = self._opened(n, person, use, moment, random)
            teller.tell(case, waits=n >= settled)
            yield case

    def _opened(self, n: int, person: int, use: int, moment: float, random: Random) -> Case:
        block = _block_of(self.size, person)
        who, place = _traits(self.size, block), person - self.size.people_of(block).start
        branch, service = who.branch[place], who.order[place][use]
        way = WAYS.draw(random)
        crew = self.world.crew
        return Case(
            pk=n + 1,
            person=person + 1,
            branch=branch,
            service=service,
            way="sms" if way == "email" and not who.email[place] else way,
            agent=who.agent[place],
            reception=crew.reception[branch][person % len(crew.reception[branch])],
            researcher=random.choice(crew.researchers[branch]),
            created=moment,
            dice=random.getrandbits(30),
            answers=_answers(self.world.offers[service], who.size[place], random),
        )


@lru_cache(maxsize=6)
def _traits(size: Size, block: int) -> Traits:
    return traits(size, block)


def _block_of(size: Size, person: int) -> int:
    block = person * size.blocks // size.people
    while person >= size.people_of(block).stop:
        block += 1
    return block


def _answers(offer: Offer, people: int, random: Random) -> str:
    """The answers as JSON; the number of people is that of the household."""
    said = [
        f'"{datum.key}": "{people if datum.key == "people" else random.choice(datum.answers)}"' for datum in offer.data
    ]
    return f"{{{', '.join(said)}}}"


def case_line(case: Case, world: World) -> str:
    """The row of bulk.case."""
    hours, crew, begun = world.hours, world.crew, case.begun is not None
    moments = (
        case.created, case.submitted, case.begun, case.reviewed, case.again, case.interviewed, case.recommended,
        case.registered, case.served,
    )  # fmt: skip
    return _line(
        case.pk,
        f"{hours.years[int(case.created // DAY)]}-{case.pk:05d}",
        case.person,
        case.branch,
        case.service,
        case.way,
        "t" if case.agent else "f",
        case.status.value,
        len(case.moves),
        case.round,
        case.closed_reason,
        case.reception,
        case.researcher if begun else None,
        case.begun_by if begun else None,
        crew.branches[case.branch],
        case.branch % len(crew.benches),
        case.dice,
        "{}" if case.status == Status.DRAFT else case.answers,
        case.recommends,
        2 + case.dice // BARRED % 4 if case.hearings and case.dice % BARRED == 0 else None,
        "t" if is_scanned(case) else "f",
        *(None if moment is None else hours.stamp(moment) for moment in moments),
        case.stands or hours.stamp(case.created),
    )


def hearing_lines(case: Case, world: World) -> Iterator[str]:
    """The rows of bulk.hearing."""
    for hearing in case.hearings:
        yield _line(
            case.pk,
            hearing.round,
            hearing.sitting,
            hearing.postponed,
            world.hours.stamp(hearing.voted),
            hearing.decided_text,
            hearing.outcome,
            hearing.dice,
            None if hearing.told is None else world.hours.stamp(hearing.told),
        )


def _line(*values: object) -> str:
    """A line of COPY's text format; no value of ours holds what would have to be escaped."""
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


def is_scanned(case: Case) -> bool:
    """Whether the first document of the case was scanned as well."""
    return case.status != Status.DRAFT and case.submitted is not None and case.dice % SCANNED == 1


def decision_id(case: int, round_: int) -> int:
    """The id of a case's decision, and of the agenda item, motion and closing that led to it."""
    return case * 8 + round_ * 2


def file_key(kind: str, number: int) -> str:
    """The id of a file of the bulk data in hexadecimal, as SQL's md5() gives it too."""
    return hashlib.md5(f"{kind}:{number}".encode(), usedforsecurity=False).hexdigest()


def files_of(case: Case) -> Iterator[tuple[str, str]]:
    """The files that rows of this case name: their kind (receipt, scan or letter) and their id in hexadecimal."""
    if case.submitted is None:
        return
    yield "receipt", file_key("receipt", case.pk)
    if is_scanned(case):
        yield "scan", file_key("scan", case.pk)
    if case.way in ON_PAPER:
        yield "letter", file_key("letter", case.pk * 8)
        for hearing in case.hearings:
            if hearing.decided_text:
                yield "letter", file_key("letter", decision_id(case.pk, hearing.round))
