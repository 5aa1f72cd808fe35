"""Filling an empty, migrated database: staff and services by the portal's own functions, then the plan, set-based."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from bench.dataset import (
    applications,
    decisions,
    indexes,
    notices,
    papers,
    scratch_schema,
    staff,
    statements,
    verify,
    wording,
    writer,
)
from bench.dataset.arrivals import Size
from bench.dataset.cases import World
from bench.dataset.office_hours import Hours
from bench.dataset.plan import Plan
from bench.dataset.sittings import WEEKDAYS, Sittings
from bench.dataset.tasks import Queue, Task, connect
from beneficiaries.queries.name_parts import RECOUNT
from demo import services as catalogue
from demo.calendar import at_hour
from demo.clock import travelling
from intake.models import Service
from policy.domain.profiles import loads
from policy.models import PolicyVersion
from scenarios.clock import moment

COMING_CASES = 25  # on the agenda of each sitting to come
PIECE = 120_000  # declarations that are sorted and joined at once


@dataclass(frozen=True)
class Order:
    """What is to be loaded. `until` is the day in Riyadh at whose start all ends; `waiting` a share from 0 to 1."""

    people: int
    cases: int
    seed: int
    waiting: float
    policy: str
    until: dt.date


@dataclass
class Loaded:
    """What a load did: seconds of each stage, and of each kind of work summed over connections."""

    stages: dict[str, float] = field(default_factory=dict)
    work: dict[str, float] = field(default_factory=dict)


class Unsound(Exception):
    """The loaded data break a rule of the portal: the message has a line for each."""


def load(order: Order, *, password: str, root: Path, said: Callable[[str], None]) -> Loaded:
    """Fills the database that Django is connected to, and the private root; verifies, and analyses every table.

    Raises Unsound where the data are not as the portal's own functions would have left them. Needs a superuser's
    connection: triggers and foreign keys rest meanwhile.
    """
    done = Loaded()
    params = {name: value for name, value in connection.get_connection_params().items() if name != "cursor_factory"}
    params.pop("context", None)
    timed = _Stages(done, said)
    with timed("staff, services, texts"):
        plan, services, version = _set_up(order, password)
        words = wording.write(hours=plan.world.hours, services=services, version=version)
        originals = papers.originals()
        papers.prepare(root)
    connection.close()
    with connect(params) as own:
        before = indexes.every(own)
        scratch_schema.build(own, plan=plan, services=services, version=version, papers=originals, wording=words)
        tasks = _tasks(order)
        tables = sorted({*writer.WRITTEN, *(task.name.partition(":")[0] for task in tasks)})
        dropped = indexes.of(own, tables)
        indexes.drop(own, dropped)
    with timed("people and cases"):
        writer.write(plan=plan, params=params, root=root, originals=originals)
        with connect(params) as own:
            # the planner has to know how many there are before it joins them
            own.execute("ANALYZE bulk.case, bulk.hearing, bulk.person, bulk.sitting, bulk.wording")
    with timed("tables, indexes, vacuum"):
        done.work = Queue([*tasks, *indexes.tasks(dropped), *_vacuums(tables)]).run(params, said)
    with timed("sittings to come, numbers"), connect(params) as own:
        _finish(own, plan, order)
        changed = before ^ indexes.every(own)
    with timed("verification"):
        faults = verify.faults(params, root=root)
    faults += [f"an index is not as it was: {definition}" for definition in sorted(changed)]
    if faults:
        raise Unsound("\n".join(faults))
    return done


class _Stages:
    """Times a stage and tells of it."""

    def __init__(self, done: Loaded, said: Callable[[str], None]) -> None:
        self.done, self.said = done, said
        self.name, self.began = "", 0.0

    def __call__(self, name: str) -> "_Stages":
        self.name = name
        return self

    def __enter__(self) -> None:
        self.began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        seconds = time.monotonic() - self.began
        self.done.stages[self.name] = seconds
        self.said(f"stage    {self.name:<44} {seconds:7.1f} s")


def _set_up(order: Order, password: str) -> tuple[Plan, list[Service], PolicyVersion]:
    """Everything that the cases rest on, in force since the day before the first."""
    hours = Hours(order.until)
    since = hours.days[0] - dt.timedelta(days=1)
    with travelling(), moment(at_hour(since, 9)):
        version = loads.load(slug=order.policy).version
        crew = staff.create(password=password, since=since)
        services = catalogue.create()
    world = World(
        hours=hours,
        sittings=Sittings(hours),
        crew=crew,
        offers=catalogue.OFFERS,
        decision_days=version.decision_days,
        waiting=order.waiting,
    )
    return Plan(Size(order.people, order.cases, order.seed), world), services, version


def _tasks(order: Order) -> list[Task]:
    """All tables, the longest work and what most others wait for first."""
    pieces = max(2, -(-order.cases // PIECE))
    sheets = statements.tasks(order.cases, pieces=pieces)
    return [applications.TASKS[0], *sheets, *applications.TASKS[1:], *decisions.TASKS, *notices.TASKS]


def _vacuums(tables: list[str]) -> list[Task]:
    return [
        Task(f"vacuum {table}", f"VACUUM (ANALYZE) {table}", after=(table, f"index of {table}"), kind="vacuum")
        for table in tables
    ]


def _finish(own: Any, plan: Plan, order: Order) -> None:
    """The sittings to come, then every sequence behind what is there, the references' too; the plan is dropped."""
    for bench, weekdays in enumerate(WEEKDAYS):
        held_at = min(plan.world.hours.next_day(weekday=day) for day in weekdays)
        values = {"id": bench * 1000 + 999, "bench": bench, "held_at": held_at, "most": COMING_CASES}
        own.execute(decisions.COMING_SITTING, values)
        own.execute(decisions.COMING_ITEMS, values)
    for table, column, sequence in own.execute(verify.SEQUENCES).fetchall():
        own.execute(f"SELECT setval(%s, max({column})) FROM {table} HAVING max({column}) IS NOT NULL", [sequence])
    own.execute("SELECT setval('intake_reference', %s)", [max(order.cases, 1)])
    own.execute(RECOUNT)
    own.execute("DROP SCHEMA bulk CASCADE")
    own.execute("VACUUM (ANALYZE) beneficiaries_namepart, committee_sitting, committee_agendaitem")
    own.execute("ANALYZE accounts_branch, accounts_staff, committee_committee, committee_member, policy_channel")
    own.execute("ANALYZE intake_service, intake_requireddocument, intake_requiredfield")
