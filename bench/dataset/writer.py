"""The plan written by worker processes: people and moves into their tables, applications and hearings into `bulk`."""

import multiprocessing
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from bench.dataset import papers
from bench.dataset.plan import Plan, case_line, files_of, hearing_lines
from bench.dataset.scratch_schema import CASE_COLUMNS, HEARING_COLUMNS
from bench.dataset.tasks import connect

PROCESSES = 2
BENEFICIARY = (
    "beneficiaries_beneficiary (id, public_id, first_name, father_name, grandfather_name, family_name, sex, birth_date,"
    " nationality, id_kind, id_kind_reason, id_token, id_hmac, id_tail, id_expires_on, city, district,"
    " national_address, branch_id, edits, created_at, created_by_id)"
)
CONTACT = "beneficiaries_contactpoint (id, beneficiary_id, kind, value, preferred, active, created_at, created_by_id)"
MEMBER = (
    "beneficiaries_householdmember"
    " (id, beneficiary_id, name, relation, birth_date, dependent, created_at, created_by_id)"
)
MOVE = "intake_move (id, application_id, n, from_status, to_status, by_id, at, note)"
WRITTEN = ("beneficiaries_beneficiary", "beneficiaries_contactpoint", "beneficiaries_householdmember", "intake_move")


class Failed(Exception):
    """A worker process ended before its work was done."""


def write(*, plan: Plan, params: dict[str, Any], root: Path, originals: Sequence[papers.Original]) -> None:
    """Writes every block, by several processes, and lays out the files. Raises Failed where one of them fails."""
    # fork: a worker has the settings of this process, those of a test included
    start = multiprocessing.get_context("fork")
    known = {one.kind: one for one in originals}
    workers = [
        start.Process(
            target=_work,
            args=(plan, params, root, known, range(n, plan.size.blocks, PROCESSES), os.getpid()),
            daemon=True,
        )
        for n in range(min(PROCESSES, plan.size.blocks))
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise Failed("a worker process failed; what it said stands above")


def _work(
    plan: Plan, params: dict[str, Any], root: Path, known: dict[str, papers.Original], blocks: range, parent: int
) -> None:
    with connect(params) as connection:
        for number in blocks:
            if os.getppid() != parent:
                os._exit(1)  # the command was killed: nobody waits for these rows
            _block(connection, plan, number, root, known)


def _block(
    connection: "psycopg.Connection[Any]", plan: Plan, number: int, root: Path, known: dict[str, papers.Original]
) -> None:
    people = plan.block(number).lines()
    _copy(connection, BENEFICIARY, people.people)
    _copy(connection, "bulk.person (id, masked, name, born, stated)", people.stated)
    _copy(connection, CONTACT, people.contacts)
    _copy(connection, MEMBER, people.household)
    cases: list[str] = []
    moves: list[str] = []
    hearings: list[str] = []
    files: list[tuple[str, str]] = []
    for case in plan.cases(number):
        cases.append(case_line(case, plan.world))
        moves += case.moves
        hearings += hearing_lines(case, plan.world)
        files += files_of(case)
    _copy(connection, f"bulk.case ({CASE_COLUMNS})", cases)
    _copy(connection, MOVE, moves)
    _copy(connection, f"bulk.hearing ({HEARING_COLUMNS})", hearings)
    papers.lay_out(root, known, files)


def _copy(connection: "psycopg.Connection[Any]", target: str, lines: list[str]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        copy.write("".join(lines))
