"""The whole bench, small: every subject and gauge a few times over 150 rows. Speed itself is never asserted."""

import math
import os
import shutil
from collections.abc import Iterator

import psycopg
import pytest

from bench import facts, report, run, subjects
from bench.client import Browser
from bench.servers import Servers, Tree, Web, embedded_servers, free_port, url_of
from bench.subjects.base import BEFORE
from devtools import embedded

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def prefix(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Names of databases for this test; one web process a server; the databases are dropped afterwards."""
    monkeypatch.setenv("WEB_WORKERS", "1")
    name = f"mustafid_bench_test{os.getpid()}"
    with embedded_servers():
        yield name
        with psycopg.connect(url_of("postgres"), autocommit=True) as line:
            for (made,) in line.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name]):
                line.execute(f'DROP DATABASE "{made}" WITH (FORCE)')
                shutil.rmtree(embedded.LOCAL / f"private-{made}", ignore_errors=True)
                (embedded.LOCAL / f"logins-{made}.txt").unlink(missing_ok=True)


def test_everything_is_measured_and_told(prefix):
    """One test, because loading the database takes most of its time."""
    timed, gauges = subjects.chosen()
    numbers = {"size": 150, "small": 150, "rounds": 1, "seconds": 0.0, "prefix": prefix}
    wanted = run.Wanted(subjects=timed, gauges=gauges, **numbers)
    measured = run.measured(wanted, lambda line: None)
    every_subject_was_timed(measured, wanted)
    every_figure_is_a_number(measured, wanted)
    the_document_tells_all(measured, wanted)

    few, _ = subjects.chosen("queue filtered")
    said: list[str] = []
    compared = run.compared(run.Wanted(subjects=few, **numbers), "HEAD", said.append)
    assert set(compared.figures.seconds) == {"queue filtered", f"queue filtered@{BEFORE}"}, said
    assert report.changes(compared, few)[1].startswith("queue filtered: ")
    assert not list((embedded.LOCAL / "before").glob("[0-9a-f]*")), "the worktree is still there"


def test_a_server_runs_the_code_of_its_own_tree(tmp_path):
    package = tmp_path / "config"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "gunicorn.py").write_text('import os\nbind = os.environ["BIND"]\n')
    (package / "wsgi.py").write_text(
        'def application(environ, start):\n    start("200 OK", [("Content-Length", "9")])\n    return [b"elsewhere"]\n'
    )
    web = Web("before", Tree(folder=tmp_path), "mustafid", free_port())
    with Servers([web], []), Browser(web.port) as browser:
        assert browser.send(browser.request("/")).body == b"elsewhere"


def every_subject_was_timed(measured, wanted):
    timed = measured.figures.seconds
    assert set(timed) == {one.name for one in wanted.subjects} | {"queue@small"}
    assert all(len(rounds) == 1 and 0 < rounds[0] < 60 for rounds in timed.values())


def every_figure_is_a_number(measured, wanted):
    found = [row for one in wanted.subjects for row in report.rows(measured, one)]
    told = sum(len(one.targets) for one in wanted.subjects)
    counted = sum(bool(getattr(one, "queries_at_most", None)) for one in wanted.subjects)
    assert len(found) == told + counted
    assert all(math.isfinite(row.spread.median) and row.spread.median > 0 for row in found)
    assert 0 < measured.queries["queue"] < 40
    assert 0 <= measured.busy <= 1

    readings = {one.what: one.value for one in measured.readings}
    assert readings["intake by pages: rows"] == readings["intake by plain psycopg: rows"] > 15
    searches = [value for what, value in readings.items() if what.startswith("search, ")]
    assert len(searches) == 9
    assert all(0 <= value < 10_000 for value in searches)
    processes = [value for what, value in readings.items() if what.startswith(("web, process", "worker, process"))]
    assert len(processes) == 5
    assert all(5 < megabytes < 1000 for megabytes in processes)


def the_document_tells_all(measured, wanted):
    text = report.document(measured, wanted, facts.lines(measured.busy))
    for one in wanted.subjects:
        assert f"| {one.name} (" in text
    for reading in measured.readings:
        assert f"| {reading.what} | " in text
    judged = [row for one in wanted.subjects for row in report.rows(measured, one) if row.holds is not None]
    limited = [reading for reading in measured.readings if reading.wanted]
    assert len(limited) == 5 + 8 + 4 + 4 + 3
    assert f" of {len(judged) + len(limited)} targets hold" in text
    assert str(embedded.LOCAL) not in text
    assert os.uname().nodename not in text
    shown = "\n".join(report.terminal(measured, wanted.subjects))
    assert all(one.name in shown for one in wanted.subjects)
