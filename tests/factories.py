"""Cases in every state, made through the domain functions as the portal makes them.

Names are invented and the numbers cannot be real ones: the 05000 range of mobiles is not issued to anybody, and the
serial part of the ID numbers stands below any that was.
"""

import datetime as dt
from itertools import count
from typing import Any

from accounts.models import Branch, Staff
from accounts.states import Role
from beneficiaries.domain import people, representatives
from beneficiaries.models import Beneficiary, ConsentText, DuplicatePair, Representative
from committee.domain import decisions, votes
from committee.models import AgendaItem, Committee, Decision, Motion, Sitting
from committee.states import Seat
from delivery.domain import deliveries, registrations
from eligibility.states import Outcome
from intake.models import Application, RequiredDocument, RequiredField, Service
from intake.states import FieldKind, Takes
from ledger import clock
from policy.domain.profiles import loads
from policy.models import PolicyVersion
from scenarios import applications, assessments
from scenarios import decisions as deciding

_numbers = count(1)
FAMILIES = ("السدراوي", "الهضباني", "الكثباني", "الغيثاني", "الشفقي", "النخيلاوي")


def make_policy(slug: str = "mafatih-alkhair") -> PolicyVersion:
    """The policy of a profile, in force."""
    return loads.load(slug=slug).version


def make_branch(code: str = "MAIN") -> Branch:
    """A branch, once for each code."""
    return Branch.objects.get_or_create(code=code, defaults={"name": f"الفرع {code}", "city": "الرياض"})[0]


def make_staff(*roles: Role | str, branch: Branch | None = None, **extra: Any) -> Staff:
    """A member of staff with these roles; without `branch` they work for all branches."""
    n = next(_numbers)
    email = extra.pop("email", f"staff{n}@example.org")
    name = extra.pop("name", f"موظف {n} {FAMILIES[n % len(FAMILIES)]}")
    return Staff.objects.create_user(
        email=email, name=name, password="a good pass phrase", roles=roles, branch=branch, **extra
    )


def id_number(n: int | None = None, first: str = "1") -> str:
    """A ten-digit ID number with a right check digit whose serial was never issued."""
    body = f"{first}00{n if n is not None else next(_numbers):06d}"
    total = 0
    for place, digit in enumerate(body):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def make_person(*, by: Staff | None = None, **fields: Any) -> Beneficiary:
    """A person with a mobile number and an e-mail address."""
    n = next(_numbers)
    values: dict[str, Any] = {
        "first_name": "نورة",
        "father_name": "صالح",
        "grandfather_name": "حمد",
        "family_name": FAMILIES[n % len(FAMILIES)],
        "sex": "female",
        "birth_date": dt.date(1980, 1, 1),
        "id_kind": "national",
        "id_number": id_number(n),
        "city": "الرياض",
        "district": "الواحة",
        "mobile": f"05000{n:05d}",
        "email": f"person{n}@example.org",
        **fields,
    }
    return people.register(by=by or make_staff(Role.RECEPTION), left_to_review=True, **values)


def make_agent(person: Beneficiary) -> Representative:
    """An agent of the person, whose power of attorney is good for a month."""
    return representatives.add(
        beneficiary_id=person.pk,
        by=person.created_by,
        kind="agent",
        name="سعد النخيلاوي",
        id_number=id_number(),
        phone="0500000001",
        document_kind="power_of_attorney",
        document_number="4412",
        document_expires_on=clock.today() + dt.timedelta(days=30),
        seen_original=True,
    )


def consent_text() -> ConsentText:
    """The text of consent that the portal comes with; tests that clear all tables take it away."""
    return ConsentText.objects.get_or_create(number=1, defaults={"body": "أوافق.", "valid_from": dt.date(2026, 1, 1)})[
        0
    ]


def make_pair(one: Beneficiary, other: Beneficiary, **fields: Any) -> DuplicatePair:
    """Two records that look alike, as a scan would have found them."""
    first, second = sorted((one.pk, other.pk))
    values: dict[str, Any] = {"score": 90, "signs": ["first_same", "birth_same"], **fields}
    return DuplicatePair.objects.create(first_id=first, second_id=second, **values)


def make_service(code: str = "rent", **fields: Any) -> Service:
    """A service with two documents and five data, once for each code."""
    service, new = Service.objects.get_or_create(code=code, defaults={"name": "سداد إيجار سكن", **fields})
    if new:
        identity = RequiredDocument.objects.create(
            service=service, key="id-card", label="الهوية", expires=True, position=1
        )
        lease = RequiredDocument.objects.create(service=service, key="lease", label="عقد الإيجار", position=2)
        rows = [
            ("name", "الاسم", FieldKind.TEXT, Takes.NAME, identity),
            ("id", "رقم الهوية", FieldKind.TEXT, Takes.ID_NUMBER, identity),
            ("born", "تاريخ الميلاد", FieldKind.DATE, Takes.BIRTH_DATE, identity),
            ("rent", "قيمة الإيجار السنوية", FieldKind.MONEY, Takes.ANSWER, lease),
            ("people", "عدد الساكنين", FieldKind.NUMBER, Takes.ANSWER, lease),
        ]
        for place, (key, label, kind, takes, document) in enumerate(rows):
            RequiredField.objects.create(
                service=service, key=key, label=label, kind=kind, takes=takes, document=document, position=place
            )
    return service


def receptionist(application: Application) -> Staff:
    """Whoever received this application."""
    return application.created_by


def draft(
    *,
    by: Staff | None = None,
    person: Beneficiary | None = None,
    service: Service | None = None,
    way: str = "sms",
    **fields: Any,
) -> Application:
    """Open a draft whose sheet is still open. `way`: sms, email, phone, letter or delegate."""
    if not PolicyVersion.objects.filter(status="in_force").exists():
        make_policy()
    by = by or make_staff(Role.RECEPTION, branch=make_branch())
    return applications.open_draft(
        by=by,
        person=person or make_person(by=by),
        service=service or make_service(),
        branch=by.branch or make_branch(),
        way=way,
        **fields,
    )


def fill(application: Application, *, by: Staff | None = None) -> Application:
    """Give the answers, show the originals, and match every line."""
    by = by or application.created_by
    applications.fill(application, by=by)
    applications.match(application, by=by)
    return Application.objects.get(pk=application.pk)


def sign(application: Application, *, by: Staff | None = None) -> Application:
    """Sign the newest statement by typed name."""
    applications.sign(application, by=by or application.created_by)
    return Application.objects.get(pk=application.pk)


def signed(**fields: Any) -> Application:
    """Make a draft that is ready to be submitted."""
    return sign(fill(draft(**fields)))


def submitted(**fields: Any) -> Application:
    """Make an application that was submitted now and that nobody took."""
    application = signed(**fields)
    return applications.submit(application, by=application.created_by)


def in_assessment(*, researcher: Staff | None = None, **fields: Any) -> Application:
    """Make an application that `researcher` studies."""
    application = submitted(**fields)
    return assessments.take(application, by=researcher or make_staff(Role.RESEARCHER, branch=application.branch))


def awaiting_decision(*, outcome: str = Outcome.ACCEPT, **fields: Any) -> Application:
    """Make an application that was reviewed, interviewed, recommended on and referred."""
    application = in_assessment(**fields)
    assert application.researcher is not None
    return assessments.study(application, by=application.researcher, outcome=outcome)


def make_committee(*, voters: int = 3, quorum: int = 2) -> Committee:
    """The research committee with a chair, `voters - 1` members and a secretary."""
    committee = Committee.objects.filter(name="لجنة البحث").first()
    if committee:
        return committee
    return deciding.found_committee(
        name="لجنة البحث",
        quorum=quorum,
        chair=make_staff(Role.CHAIR),
        members=[make_staff(Role.MEMBER) for _ in range(voters - 1)],
        secretary=make_staff(Role.SECRETARY),
    )


def secretary(committee: Committee) -> Staff:
    """The committee's secretary."""
    return committee.members.get(seat=Seat.SECRETARY).staff


def open_sitting(committee: Committee | None = None, *, present: int | None = None) -> Sitting:
    """Open a sitting with its first `present` voting members (all without it)."""
    committee = committee or make_committee()
    return deciding.open_sitting(committee, by=secretary(committee), present=present)


def on_agenda(application: Application, sitting: Sitting | None = None) -> AgendaItem:
    """Put the application on the agenda of an open sitting."""
    sitting = sitting or open_sitting()
    return deciding.place_on_agenda(application, sitting, by=secretary(sitting.committee))


def propose(item: AgendaItem, outcome: str = Outcome.ACCEPT, **fields: Any) -> Motion:
    """Propose a motion as the secretary."""
    accepts = outcome == Outcome.ACCEPT
    values: dict[str, Any] = {
        "help_kind": assessments.HELP_KIND if accepts else "",
        "amount": 9000 if accepts else None,
        "reasons": "وفق توصية الباحثة.",
        **fields,
    }
    return deciding.propose(item, by=secretary(item.sitting.committee), outcome=outcome, **values)


def voted(
    application: Application, *, outcome: str = Outcome.ACCEPT, sitting: Sitting | None = None, close: bool = True
) -> AgendaItem:
    """Have a motion carried by all who attend, its vote closed (unless `close` is false), no decision recorded."""
    item = on_agenda(application, sitting)
    motion = propose(item, outcome)
    deciding.vote_for(motion)
    if close:
        votes.close(motion_id=motion.pk, by=secretary(item.sitting.committee))
    return item


def decide(item: AgendaItem) -> Decision:
    """The decision recorded by the chair; the clock has to stand after the window."""
    chair = item.sitting.committee.members.get(seat=Seat.CHAIR).staff
    return decisions.record(item_id=item.pk, by=chair)


def register(application: Application) -> Application:
    """The registration of an accepted application completed."""
    application = Application.objects.get(pk=application.pk)
    return registrations.complete(application_id=application.pk, step=application.step, by=application.created_by)


def serve(application: Application) -> Application:
    """The service of a registered application provided."""
    return deliveries.record(
        application_id=application.pk,
        step=application.step,
        by=application.created_by,
        what="سداد إيجار سكن",
        received_by=application.applicant_name,
        provided_on=clock.today(),
    )
