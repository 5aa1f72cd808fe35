"""The embedded servers, for real, each test with data of its own in a temporary folder."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]


class Portal:
    """Runs devtools.embedded in processes of its own, as every user of it does."""

    def __init__(self, local: Path) -> None:
        self.local = local
        self.environment = {**os.environ, "PORTAL_LOCAL": str(local)}
        self.environment.pop("DATABASE_URL", None)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "devtools.embedded", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=90, check=False
        )

    def start(self) -> dict[str, str]:
        done = self.run("start")
        assert done.returncode == 0, done.stderr
        return dict(line.split("=", 1) for line in done.stdout.split())

    def status(self) -> str:
        return self.run("status").stdout.strip()

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", f"from devtools import embedded\n{code}"]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=90, check=False
        )

    def postmaster(self) -> int:
        return int((self.cluster() / "postmaster.pid").read_text().split()[0])

    def cluster(self) -> Path:
        return Path(self.python("from devtools import places\nprint(places.cluster())").stdout.strip())


@pytest.fixture(scope="module")
def place():
    """One folder for all tests here, because making a cluster takes seconds; pytest's own are closed to the server."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o711)
    yield folder / "local"
    Portal(folder / "local").run("discard")  # what lies outside too, where the folder or the packages are closed
    shutil.rmtree(folder)


@pytest.fixture
def portal(place):
    made = Portal(place)
    yield made
    made.run("stop")


def keep(address, one):
    with psycopg.connect(address["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (one int)")
        connection.execute("TRUNCATE kept")
        connection.execute("INSERT INTO kept VALUES (%s)", [one])


def kept(address):
    with psycopg.connect(address["DATABASE_URL"]) as connection:
        return connection.execute("SELECT one FROM kept").fetchone()[0]


def test_data_outlive_a_stop_and_a_second_start_changes_nothing(portal):
    address = portal.start()
    assert portal.start() == address
    keep(address, 1)
    assert portal.status() == "running"
    portal.run("stop")
    assert portal.status() == "stopped"
    portal.start()
    assert kept(address) == 1


def test_both_are_killed_and_the_next_start_works_with_the_same_data(portal):
    address = portal.start()
    keep(address, 2)
    os.kill(portal.postmaster(), signal.SIGKILL)
    os.kill(int((portal.local / "valkey" / "pid").read_text()), signal.SIGKILL)
    assert portal.start() == address
    assert portal.status() == "running"
    assert kept(address) == 2


def test_a_stale_pid_file_that_names_a_bystander_harms_nobody(portal):
    portal.start()
    data = portal.cluster()
    portal.run("stop")
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (data / "postmaster.pid").write_text(f"{bystander.pid}\n{data}\n1\n5432\n\n\n\nready\n")
        address = portal.start()
        with psycopg.connect(address["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        portal.run("stop")
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_stale_socket_of_valkey_is_replaced(portal):
    portal.start()
    portal.run("stop")
    place = Path(portal.python("print(embedded._valkey_socket())").stdout.strip())
    place.write_text("left behind")
    portal.start()
    assert portal.python("assert embedded._answers(embedded._valkey_socket())").returncode == 0


def test_the_last_user_stops_what_a_run_had_started_and_nobody_elses(portal):
    ends = "print(embedded.stop_unless_held(mark, only_borrowed=True))"
    borrow = "mark = embedded.hold(); embedded.start(borrowed=True); "
    two = f"other = embedded.hold(); {borrow}{ends}; mark = other; {ends}"
    assert portal.python(two).stdout.split() == ["False", "True"]
    assert portal.status() == "stopped"
    portal.start()
    assert portal.python(borrow + ends).stdout.split() == ["False"]
    assert portal.status() == "running"


def test_keys_are_made_once_and_closed_to_others(portal):
    code = "from devtools.local_secrets import local_key; print(local_key('field'))"
    first, second = portal.python(code).stdout, portal.python(code).stdout
    assert first == second
    assert len(first.strip()) == 44
    assert (portal.local / "keys" / "field").stat().st_mode & 0o777 == 0o600


def test_portal_database_names_another_database_with_files_of_its_own(portal):
    portal.environment["PORTAL_DATABASE"] = "mustafid_bench"
    said = portal.python("print(embedded.database_url(), embedded.private_folder(), sep=chr(10))").stdout.splitlines()
    assert said[0].startswith("postgresql://mustafid@/mustafid_bench?host=")
    assert said[1] == f"{portal.local}/private-mustafid_bench"
    portal.environment["PORTAL_DATABASE"] = ""
    said = portal.python("print(embedded.database_url(), embedded.private_folder(), sep=chr(10))").stdout.splitlines()
    assert said[0].startswith("postgresql://mustafid@/mustafid?host=")
    assert said[1] == f"{portal.local}/private"


def test_portal_database_is_a_plain_name(portal):
    portal.environment["PORTAL_DATABASE"] = "x?host=elsewhere"
    done = portal.python("embedded.database_url()")
    assert done.returncode != 0
    assert "PORTAL_DATABASE is no name of a database" in done.stderr


def test_a_copy_is_changed_and_dropped_and_the_original_stays_as_it_is(portal):
    address = portal.start()
    keep(address, 1)
    with psycopg.connect(address["DATABASE_URL"]) as somebody_else:
        somebody_else.execute("SELECT one FROM kept")
        copied = portal.python("from devtools import dev_databases\nprint(dev_databases.copy('portal_copy'))")
    assert copied.returncode == 0, copied.stderr
    copy = {"DATABASE_URL": copied.stdout.strip()}
    assert kept(copy) == 1
    keep(copy, 2)
    assert (kept(copy), kept(address)) == (2, 1)
    assert portal.python("from devtools import dev_databases\ndev_databases.drop('portal_copy')").returncode == 0
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        kept(copy)


def test_the_original_is_never_dropped_as_a_copy(portal):
    address = portal.start()
    keep(address, 3)
    done = portal.python("from devtools import dev_databases\ndev_databases.drop(dev_databases.embedded.DATABASE)")
    assert "not a copy" in done.stderr
    assert kept(address) == 3
