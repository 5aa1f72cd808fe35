"""Who works in the demonstration: one login a role at least, and a committee of five or a department of two."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from accounts.models import Branch, Staff
from accounts.states import Role
from committee.models import Committee, Member
from committee.states import Seat
from policy.domain import acknowledgements
from policy.models import PolicyVersion

# local part of the address, name, roles, branch, seat; the first of a role is the one whose login is printed
Person = tuple[str, str, tuple[Role, ...], str | None, Seat | None]
AT_THE_DESKS: tuple[Person, ...] = (
    ("amal", "أمل الروضاوي", (Role.RECEPTION,), "RUH", None),
    ("salem", "سالم الرملاوي", (Role.RECEPTION,), "JED", None),
    ("reem", "ريم الطلحاوي", (Role.RESEARCHER,), "RUH", None),
    ("saad", "سعد الغديراني", (Role.RESEARCHER,), "RUH", None),
    ("wafa", "وفاء النسيماوي", (Role.RESEARCHER,), "JED", None),
)
IN_COMMITTEE: tuple[Person, ...] = (
    ("huda", "هدى النجماوي", (Role.HEAD,), None, None),
    ("majed", "ماجد الهضباني", (Role.MEMBER,), None, Seat.MEMBER),
    ("latifa", "لطيفة الخزاماوي", (Role.MEMBER,), None, Seat.MEMBER),
    ("ibrahim", "إبراهيم البرقاوي", (Role.MEMBER,), None, Seat.MEMBER),
    ("nawaf", "نواف الظلالي", (Role.MEMBER,), None, Seat.MEMBER),
    ("fahad", "فهد السحاباني", (Role.CHAIR,), None, Seat.CHAIR),
    ("abeer", "عبير الواحاتي", (Role.SECRETARY,), None, Seat.SECRETARY),
    ("adel", "عادل النخيلاوي", (Role.MANAGER,), None, None),
)
# where a department decides, its head does, and the manager countersigns
IN_DEPARTMENT: tuple[Person, ...] = (
    ("huda", "هدى النجماوي", (Role.HEAD, Role.DECIDER), None, None),
    ("adel", "عادل النخيلاوي", (Role.MANAGER, Role.COUNTERSIGNER), None, None),
)
OVER_ALL: tuple[Person, ...] = (
    ("yousef", "يوسف الشفقي", (Role.ADMIN,), None, None),
    ("lama", "لمى الريحانوي", (Role.AUDITOR,), None, None),
)
# who has not yet acknowledged the policy
STILL_TO_READ = ("salem", "lama")
DOMAIN = "demo.example"


@dataclass
class Cast:
    """Everybody by local part, and the committee; where a department decides, one that is nowhere kept."""

    staff: dict[str, Staff] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)
    committee: Committee = field(default_factory=Committee)

    def receptionist(self, branch: str) -> Staff:
        """Who receives people in this branch."""
        return self.staff["amal" if branch == "RUH" else "salem"]

    def researchers(self, branch: str) -> list[Staff]:
        """Who studies cases in this branch."""
        return [self.staff["reem"], self.staff["saad"]] if branch == "RUH" else [self.staff["wafa"]]


def people(policy: PolicyVersion) -> tuple[Person, ...]:
    """Who works where this policy is carried out."""
    return (*AT_THE_DESKS, *(IN_DEPARTMENT if policy.by_department else IN_COMMITTEE), *OVER_ALL)


def create(*, password: str, since: dt.date, policy: PolicyVersion) -> Cast:
    """Branches, staff with this password, and whoever decides by the policy, all in office since that day."""
    cast = Cast()
    cast.branches = {
        "RUH": Branch.objects.create(code="RUH", name="المركز الرئيس", city="الرياض"),
        "JED": Branch.objects.create(code="JED", name="فرع جدة", city="جدة"),
    }
    if not policy.by_department:
        cast.committee = Committee.objects.create(name=policy.deciding_body, quorum=3)
    hashed = make_password(password)  # once: hashing is slow on purpose
    for local, name, roles, branch, seat in people(policy):
        person = Staff.objects.create_user(
            email=f"{local}@{DOMAIN}",
            name=name,
            roles=[role.value for role in roles],
            branch=cast.branches[branch] if branch else None,
        )
        Staff.objects.filter(pk=person.pk).update(password=hashed)
        cast.staff[local] = person
        if seat:
            Member.objects.create(committee=cast.committee, staff=person, seat=seat, since=since)
        if local not in STILL_TO_READ:
            acknowledgements.acknowledge(version_id=policy.pk, by=person)
    return cast


def logins(password: str, policy: PolicyVersion) -> str:
    """The table that `make demo` prints: a login a role."""
    lines: list[str] = []
    told: set[Role] = set()
    for local, name, roles, _branch, _seat in people(policy):
        if not told.issuperset(roles):
            told.update(roles)
            held = ", ".join(role.value for role in roles)
            lines.append(f"  {held:<22} {local}@{DOMAIN:<14} {password}   {name}")
    return "\n".join(["Logins, one a role (the password is the same for all):", *lines]) + "\n"
