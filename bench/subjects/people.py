"""Who visits, and who may still apply: the people whom the runs at the counter receive."""

import datetime as dt
from typing import Any

from bench.client import Wrong
from bench.subjects.base import BEFORE

HEAD = "head1@bench.example"
RECEPTION = "reception1@bench.example"
RESEARCHER = "researcher1@bench.example"

MOST = 40_000  # people who are asked whether they may apply; each submits once
# whoever takes part in a run has people of its own; another commit's server may have the same database
PAGES, SENDING, PLAIN, WEIGHED, LETTERS, DRAFTED, OTHERS = range(7)
PARTS = 8
ANSWERS = {"text": "نص", "number": "6", "money": "18000"}
DAY = {"day": "1", "month": "1", "year": "2020"}


def pool(portal: Any, part: int) -> dict[str, Any]:
    """One part of the people who may apply for the service with the fewest applications, and what that asks for."""
    from django.db.models import Count  # here: the leading process has no Django

    from beneficiaries.models import Beneficiary, ContactPoint  # and no portal
    from intake.models import Application, Service  # as above
    from intake.states import ENDS  # as above

    part += OTHERS if portal.place == BEFORE else 0
    service = Service.objects.filter(active=True).annotate(n=Count("applications")).order_by("n", "pk")[0]
    taken = Application.objects.filter(service=service).exclude(status__in=ENDS).values("beneficiary")
    last = Beneficiary.objects.order_by("-pk").values_list("pk", flat=True)[0]
    asked = [pk for pk in portal.chance.sample(range(1, last + 1), min(last, MOST)) if pk % PARTS == part]
    reached = ContactPoint.objects.filter(kind="mobile", active=True).values("beneficiary")
    rows = Beneficiary.objects.filter(pk__in=asked).filter(pk__in=reached)
    free = rows.exclude(pk__in=taken).values_list("pk", "public_id", "full_name")
    return {
        "people": [[pk, str(public_id), name] for pk, public_id, name in free],
        "service": service.pk,
        "answers": _answers(service),
    }


def next_of(found: dict[str, Any]) -> Any:
    """Who comes next. Raises Wrong where everybody has applied."""
    if not found["people"]:
        raise Wrong("everybody who could apply has done so: a larger database, or a new one, is needed")
    return found["people"].pop()


def drafts(portal: Any) -> list[str]:
    """References of the receptionist's drafts; some are opened where there are none."""
    from intake.models import Application  # here: see pool()

    by = portal.staff(RECEPTION)
    mine = Application.objects.filter(status="draft", created_by=by).order_by("pk").values_list("reference", flat=True)
    if not mine.exists():
        _open(portal, by)
    return list(mine[:5])


def _open(portal: Any, by: Any) -> None:
    from beneficiaries.models import Beneficiary  # here: see pool()
    from intake.domain import applications  # as above
    from intake.models import Service  # as above
    from policy.models import Channel  # as above

    found = pool(portal, DRAFTED)
    for pk, *_ in found["people"][:5]:
        person = Beneficiary.objects.get(pk=pk)
        applications.open_draft(
            by=by,
            beneficiary=person,
            service=Service.objects.get(pk=found["service"]),
            branch=by.branch,
            notify_channel=Channel.objects.carrying_decisions().filter(ways__contains=["sms"])[0],
            notify_way="sms",
            notify_contact=person.contact_points.filter(kind="mobile", active=True)[0],
        )


def _answers(service: Any) -> dict[str, str]:
    """What is typed for each datum of the service that the applicant answers."""
    typed: dict[str, str] = {}
    for field in service.required_fields.filter(active=True, takes="answer"):
        if field.kind == "date":
            typed |= {f"answer-{field.key}_{part}": text for part, text in DAY.items()}
        else:
            typed[f"answer-{field.key}"] = field.choices[0] if field.kind == "choice" else ANSWERS[field.kind]
    return typed


def plainly(typed: dict[str, str]) -> dict[str, str]:
    """The answers as a statement keeps them."""
    day = dt.date(int(DAY["year"]), int(DAY["month"]), int(DAY["day"])).isoformat()
    found = {}
    for name, text in typed.items():
        key = name.removeprefix("answer-")
        base, _, part = key.rpartition("_")
        dated = part in DAY and base
        found[base if dated else key] = day if dated else text
    return found
