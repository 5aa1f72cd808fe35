"""Who works in the bulk data: twelve branches, about sixty people, three committees.

The local part of an address tells the role: reception1@bench.example, head1@bench.example ...
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from django.contrib.auth.hashers import make_password

from accounts.models import Branch, Staff
from accounts.states import Role
from bench.dataset import names
from bench.dataset.name_stems import CITIES
from committee.models import Committee, Member
from committee.states import Seat

DOMAIN = "bench.example"
COMMITTEES = ("لجنة البحث الأولى", "لجنة البحث الثانية", "لجنة البحث الثالثة")
QUORUM, VOTERS = 3, 5
# committees decide here, so that nobody decides for a department
ROLES = tuple(role for role in Role if role not in (Role.DECIDER, Role.COUNTERSIGNER))
# branches from the largest on: how many receive people there, and how many study cases
RECEPTIONISTS = (3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1)
RESEARCHERS = (3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1)


@dataclass
class Bench:
    """The ids of one committee's people: staff by seat (the chair first), seats, secretary."""

    committee: int
    voters: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    secretary: int = 0
    secretary_seat: int = 0


@dataclass
class Crew:
    """Ids of branches and of the staff who act in the plan; a plain value that worker processes are given."""

    branches: list[int] = field(default_factory=list)
    reception: list[list[int]] = field(default_factory=list)
    researchers: list[list[int]] = field(default_factory=list)
    head: int = 0
    benches: list[Bench] = field(default_factory=list)


class _Hiring:
    """Opens accounts; addresses are numbered within each role."""

    def __init__(self, password: str) -> None:
        self.hashed = make_password(password)  # once: hashing is slow on purpose
        self.random = Random("staff")
        self.counts: dict[Role, int] = {}

    def __call__(self, role: Role, branch: Branch | None = None) -> Staff:
        self.counts[role] = number = self.counts.get(role, 0) + 1
        given = names.women() if number % 3 == 1 else names.men()
        person = Staff.objects.create_user(
            email=f"{role.value}{number}@{DOMAIN}",
            name=" ".join(given.draw(self.random, 1) + names.families().draw(self.random, 1)),
            roles=[role.value],
            branch=branch,
        )
        Staff.objects.filter(pk=person.pk).update(password=self.hashed)
        return person


def create(*, password: str, since: dt.date) -> Crew:
    """Branches, staff with this password, and committees, in office since that day."""
    hire, crew = _Hiring(password), Crew()
    for (code, name, city, _weight, _districts), clerks, researchers in zip(
        CITIES, RECEPTIONISTS, RESEARCHERS, strict=True
    ):
        branch = Branch.objects.create(code=code, name=name, city=city)
        crew.branches.append(branch.pk)
        crew.reception.append([hire(Role.RECEPTION, branch).pk for _ in range(clerks)])
        crew.researchers.append([hire(Role.RESEARCHER, branch).pk for _ in range(researchers)])
    crew.head = hire(Role.HEAD).pk
    hire(Role.HEAD, Branch.objects.get(code=CITIES[0][0]))
    crew.benches = [_bench(hire, name, since) for name in COMMITTEES]
    for role in (Role.ADMIN, Role.ADMIN, Role.MANAGER, Role.MANAGER, Role.AUDITOR):
        hire(role)
    return crew


def renew(*, password: str) -> None:
    """Gives everybody of the bulk data this password."""
    hashed = make_password(password)
    Staff.objects.filter(email__endswith=f"@{DOMAIN}").update(password=hashed)


def logins(*, database: str, password: str) -> str:
    """The page that tells how to sign in."""
    lines = [f"  {role.value:<11} {role.value}1@{DOMAIN:<16} {password}" for role in ROLES]
    return "\n".join([f"Logins of {database}, one a role (the password is the same for all staff):", *lines]) + "\n"


def _bench(hire: _Hiring, name: str, since: dt.date) -> Bench:
    committee = Committee.objects.create(name=name, quorum=QUORUM)
    bench = Bench(committee=committee.pk)
    for n in range(VOTERS):
        person = hire(Role.MEMBER if n else Role.CHAIR)
        seat = Seat.MEMBER if n else Seat.CHAIR
        bench.voters.append(person.pk)
        bench.members.append(Member.objects.create(committee=committee, staff=person, seat=seat, since=since).pk)
    secretary = hire(Role.SECRETARY)
    bench.secretary = secretary.pk
    bench.secretary_seat = Member.objects.create(
        committee=committee, staff=secretary, seat=Seat.SECRETARY, since=since
    ).pk
    return bench
