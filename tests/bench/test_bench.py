"""The whole bench, small: every subject and gauge a few times over 100 rows. Speed itself is never asserted."""

import math
import os
import shutil
from collections.abc import Iterator

import psycopg
import pytest

from bench import facts, report, run, subjects
from bench.servers import embedded_servers, url_of
from bench.subjects.base import BEFORE
from config import embedded

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def wanted(monkeypatch: pytest.MonkeyPatch) -> Iterator[run.Wanted]:
    """Everything, a hundred rows, windows of one piece each; its database is dropped afterwards."""
    monkeypatch.setenv("WEB_WORKERS", "1")
    timed, gauges = subjects.chosen()
    prefix = f"mustafid_bench_test{os.getpid()}"
    with embedded_servers():
        yield run.Wanted(subjects=timed, gauges=gauges, size=100, small=100, rounds=1, seconds=0.0, prefix=prefix)
        drop(prefix)


def drop(prefix: str) -> None:
    """Removes the databases whose names begin so, and their files."""
    with psycopg.connect(url_of("postgres"), autocommit=True) as line:
        for (name,) in line.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]):
            line.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            shutil.rmtree(embedded.LOCAL / f"private-{name}", ignore_errors=True)


def test_every_subject_answers_and_the_document_renders(wanted):
    said: list[str] = []
    measured = run.measured(wanted, said.append)
    timed = measured.figures.seconds
    assert set(timed) == {one.name for one in wanted.subjects} | {"queue@small"}
    assert all(len(rounds) == 1 and 0 < rounds[0] < 60 for rounds in timed.values())

    found = [row for one in wanted.subjects for row in report.rows(measured, one)]
    told = sum(len(one.targets) for one in wanted.subjects)
    counted = sum(bool(getattr(one, "queries_at_most", None)) for one in wanted.subjects)
    assert len(found) == told + counted
    assert all(math.isfinite(row.spread.median) and row.spread.median > 0 for row in found)
    assert 0 < measured.queries["queue"] < 40

    readings = {one.what: one.value for one in measured.readings}
    by_pages, by_hand = (readings[f"intake by {who}: rows"] for who in ("pages", "plain psycopg"))
    assert by_pages == by_hand > 15
    processes = [value for what, value in readings.items() if "process" in what]
    assert len(processes) == 5
    assert all(5 < megabytes < 1000 for megabytes in processes)

    text = report.document(measured, wanted, facts.lines())
    for one in wanted.subjects:
        assert f"| {one.name} (" in text
    assert f"of {len([row for row in found if row.holds is not None]) + 5} targets hold" in text
    assert str(embedded.LOCAL) not in text
    assert os.uname().nodename not in text
    assert any("rounds of" in line for line in said)
    assert report.terminal(measured, wanted.subjects)


def test_a_commit_is_measured_beside_the_working_tree(wanted):
    timed, _ = subjects.chosen("queue, filtered")
    few = run.Wanted(subjects=timed, size=100, rounds=2, seconds=0.0, prefix=wanted.prefix)
    said: list[str] = []
    measured = run.compared(few, "HEAD", said.append)
    assert set(measured.figures.seconds) == {"queue, filtered", f"queue, filtered@{BEFORE}"}
    lines = report.changes(measured, timed)
    assert lines[1].startswith("queue, filtered: ")
    assert not list((embedded.LOCAL / "before").glob("[0-9a-f]*")), "the worktree is still there"
