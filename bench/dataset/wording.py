"""The texts of notices, written by the portal's own writers for stand-ins and kept with their blanks.

A text message is fitted to its length, so there is one for each day that it names and each length of a reference; the
others have blanks for reference, name and days.
"""

import datetime as dt
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from bench.dataset.office_hours import Hours
from beneficiaries.models import Beneficiary, Representative
from channels_log.domain.notices import decision, receipt
from channels_log.domain.notices.wording import LANGUAGE, Owed, Written
from channels_log.states import Kind
from committee.models import AgendaItem, Decision, Sitting
from intake.models import Application, Service
from ledger.clock import RIYADH
from policy.models import PolicyVersion
from ui import calendars

LENGTHS = (10, 11, 12)  # of a reference: a Hijri year, a hyphen, five digits or more
EARLIEST, TARGET = dt.date(1931, 3, 7), dt.date(1932, 5, 9)
WHO = ("male", "female", "agent")
OUTCOMES = ("accept", "reject")


@dataclass
class Wording:
    """Texts by key with their subjects, days in words, and what the register of contacts says."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    days: list[tuple[dt.date, str]] = field(default_factory=list)
    sent: str = ""
    handed: str = ""
    told: str = ""


def write(*, hours: Hours, services: list[Service], version: PolicyVersion) -> Wording:
    """Every text that the bulk data need. Blanks: {reference} {name} {earliest} {target} {kind} {recipient}."""
    made = Wording()
    with override(LANGUAGE):
        made.sent = _("Notice: %(kind)s, to %(recipient)s") % {"kind": "{kind}", "recipient": "{recipient}"}
        made.told = _("Notice: %(kind)s") % {"kind": "{kind}"}
        made.handed = f"{made.told}\n{_('The printed receipt was handed over at the counter.')}"
        made.texts += [(f"kind|{kind.value}", "", str(kind.label)) for kind in Kind]
        for day in _window_days(hours, version):
            made.days.append((day, calendars.both(day, letter=True)))
        for n, service in enumerate(services):
            for way, who in product(("email", "phone", "letter", "delegate"), WHO):
                _keep(made, f"receipt|{way}|{n}|{who}", receipt.write(_owed(version, service, way, who)))
                for outcome, told in product(OUTCOMES, (False, True)):
                    owed = _owed(version, service, way, who, outcome=outcome, told=told)
                    _keep(made, f"decision|{way}|{n}|{who}|{outcome}|{told}".lower(), decision.write(owed))
        _messages(made, services[0], version)
    return made


def _messages(made: Wording, service: Service, version: PolicyVersion) -> None:
    for length in LENGTHS:
        for day, _words in made.days:
            owed = _owed(version, service, "sms", "male", day=day, length=length)
            _keep(made, f"receipt|sms|{day}|{length}", receipt.write(owed), length)
        for outcome, told in product(OUTCOMES, (False, True)):
            owed = _owed(version, service, "sms", "male", outcome=outcome, told=told, length=length)
            _keep(made, f"decision|sms|{outcome}|{told}|{length}".lower(), decision.write(owed), length)


def _window_days(hours: Hours, version: PolicyVersion) -> list[dt.date]:
    """Every day on which a window may end or an answer be aimed at."""
    found = {day + dt.timedelta(days=n) for day in hours.days for n in (version.decision_days, version.target_days)}
    return sorted(found)


def _keep(made: Wording, key: str, written: Written, length: int = LENGTHS[0]) -> None:
    blanks = {_reference(length): "{reference}"}
    blanks |= {calendars.both(EARLIEST, letter=True): "{earliest}", calendars.both(TARGET, letter=True): "{target}"}
    subject, body = written.subject, written.body
    for words, blank in blanks.items():
        subject, body = subject.replace(words, blank), body.replace(words, blank)
    made.texts.append((key, subject, body))


def _reference(length: int) -> str:
    return "9999-" + "9" * (length - 5)


def _owed(
    version: PolicyVersion,
    service: Service,
    way: str,
    who: str,
    *,
    day: dt.date = EARLIEST,
    length: int = LENGTHS[0],
    outcome: str = "",
    told: bool = False,
) -> Owed:
    """A stand-in of an application, never saved, and of its decision where there is an outcome."""
    person = Beneficiary(sex="male" if who == "agent" else who)
    person.full_name = "{name}"
    application = Application(
        reference=_reference(length),
        beneficiary=person,
        representative=Representative(name="{name}") if who == "agent" else None,
        service=service,
        policy_version=version,
        notify_way=way,
        outcome_in_message=told,
        decision_not_before=_noon(day),
        target_at=_noon(TARGET),
    )
    source: Any = None
    if outcome:
        item = AgendaItem(sitting=Sitting(number=1), position=1)
        source = Decision(application=application, item=item, outcome=outcome)
    return Owed(application=application, occasion="", due_at=_noon(day), source=source)


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), RIYADH)
