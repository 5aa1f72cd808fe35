"""People who were registered twice, with the errors of a busy counter: pairs for the head to settle."""

import datetime as dt
from typing import Any

from accounts.models import Staff
from beneficiaries.domain import people
from beneficiaries.domain.duplicates import pairs, scan
from beneficiaries.models import Beneficiary, DuplicatePair
from beneficiaries.states import ContactKind
from demo import names
from demo.timeline import Stage
from intake.domain import applications
from intake.models import Application
from intake.states import ENDS, Status
from merging.domain import merges
from policy.models import Channel

HEAD = "huda"


def leave_open(stage: Stage) -> None:
    """A pair in which both have an application for one service, one that may be merged, one merged, one told apart."""
    asking = Application.objects.exclude(status__in=[*ENDS, Status.DRAFT]).select_related("beneficiary", "service")
    cases = list(asking.order_by("-pk")[:4])
    if len(cases) < 4:
        return
    twice = [_again(stage, case.beneficiary, error) for case, error in zip(cases, _ERRORS, strict=True)]
    _ask(stage, cases[0], twice[0])
    scan.run()
    head = stage.cast.staff[HEAD]
    _merge(cases[2].beneficiary, twice[2], head)
    apart = _pair(cases[3].beneficiary, twice[3])
    pairs.not_same(pair_id=apart.pk, by=head, reason="أختان توأمان، ولكل منهما هوية شوهد أصلها.")


def _spelt_otherwise(person: Beneficiary) -> dict[str, Any]:
    return {"family_name": person.family_name.removeprefix("ال"), "birth_date": _other_day(person.birth_date)}


def _without_grandfather(person: Beneficiary) -> dict[str, Any]:
    return {"grandfather_name": ""}


def _year_off(person: Beneficiary) -> dict[str, Any]:
    born = person.birth_date
    return {"birth_date": born.replace(year=born.year + 1, day=min(born.day, 28)), "district": ""}


def _nothing(person: Beneficiary) -> dict[str, Any]:
    return {}


_ERRORS = (_spelt_otherwise, _without_grandfather, _year_off, _nothing)


def _other_day(born: dt.date) -> dt.date:
    return born.replace(day=born.day % 28 + 1)


def _again(stage: Stage, person: Beneficiary, error: Any) -> Beneficiary:
    """The same person under another number, whom nobody looked for before."""
    serial = next(stage.serials)
    phone = person.contact_points.filter(kind=ContactKind.MOBILE).first()
    kept = ("first_name", "father_name", "grandfather_name", "family_name", "sex", "birth_date", "city", "district")
    return people.register(
        by=stage.cast.receptionist(person.branch.code if person.branch else "RUH"),
        left_to_review=True,
        nationality="SA",
        id_kind="national",
        id_number=names.id_number(serial),
        mobile=phone.value if phone else names.mobile(serial),
        **{name: getattr(person, name) for name in kept} | error(person),
    )


def _ask(stage: Stage, case: Application, person: Beneficiary) -> None:
    """A draft for the service that the other record asks for already."""
    channel = Channel.objects.carrying_decisions().filter(ways__contains=["sms"]).first()
    assert channel is not None
    applications.open_draft(
        by=stage.cast.receptionist(case.branch.code),
        beneficiary=person,
        service=case.service,
        branch=case.branch,
        notify_channel=channel,
        notify_way="sms",
        notify_contact=person.contact_points.filter(kind=ContactKind.MOBILE).first(),
    )


def _pair(one: Beneficiary, other: Beneficiary) -> DuplicatePair:
    first, second = pairs.pair_of(one.pk, other.pk)
    return DuplicatePair.objects.get(first=first, second=second)


def _merge(kept: Beneficiary, other: Beneficiary, head: Staff) -> None:
    merges.merge(
        pair_id=_pair(kept, other).pk,
        kept_id=kept.pk,
        edits={one.pk: one.edits for one in (kept, other)},
        by=head,
        reason="شوهدت الهوية الأصلية، والرقم الثاني لوثيقة مفقودة.",
    )
