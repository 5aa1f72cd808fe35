"""The embedded servers from a checkout in any folder: closed, long, behind a link, with a name that a shell reads."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import environ
import kombu
import psycopg
import pytest
import redis

from devtools import places
from devtools.supervisor import birth

ROOT = Path(__file__).resolve().parents[2]
ODD = 'دار الرعاية it\'s "so" $HOME `id` 100%2F a,b&c?d#e'
LONG = "/".join(["a-long-name-of-a-folder-in-a-very-deep-place"] * 6)


class Checkout:
    """A folder with the code of the servers and PostgreSQL's packages, as a clone has them after set-up."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "devtools", folder / "devtools", ignore=shutil.ignore_patterns("__pycache__"))
        package = places.wheel(places.WHEEL)
        packages = folder / "packages"
        for source in (package, package.with_name(f"{places.WHEEL}.libs")):
            if source.exists():
                _linked(source, packages / source.name)
        kept = {name: value for name, value in os.environ.items() if name not in {"PORTAL_LOCAL", "DATABASE_URL"}}
        self.environment = {**kept, "PYTHONPATH": "packages", **environment}

    def run(self, *arguments: str) -> str:
        """Return what devtools.embedded says, run in the checkout."""
        return self.python("-m", "devtools.embedded", *arguments)

    def python(self, *arguments: str) -> str:
        """Return what Python says, run in the checkout."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=90, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> dict[str, str]:
        """Start the servers; return their addresses."""
        return dict(line.split("=", 1) for line in self.run("start").splitlines())

    def move(self, target: Path) -> None:
        """Move the checkout; who calls has made the folder above."""
        self.folder.rename(target)
        self.folder = target

    def place(self, what: str) -> Path:
        """Return a place: outside, cluster or socket_dir."""
        return Path(self.python("-c", f"from devtools import places; print(places.{what}())").strip())


def _linked(source: Path, target: Path) -> None:
    def copy(one: str, other: str) -> None:
        try:
            os.link(one, other)
        except OSError:  # another file system
            shutil.copy2(one, other)

    shutil.copytree(
        source, target, symlinks=True, copy_function=copy, ignore=shutil.ignore_patterns("pginstall", "*.a", "*.pyc")
    )


@pytest.fixture
def parent():
    """A folder that others may enter, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(params=["closed", "odd", "closed and odd", "long", "linked", "temporary folder closed"])
def checkout(request, parent):
    """A checkout in a place of each kind."""
    odd = ODD if "odd" in request.param else LONG if request.param == "long" else "plain"
    folder, more = parent / odd, {}
    folder.mkdir(parents=True)
    if request.param.startswith("closed"):
        folder.chmod(0o700)
    if request.param == "linked":
        (parent / "link").symlink_to(folder)
        folder = parent / "link"
    if request.param == "temporary folder closed":
        more = {"TMPDIR": str(parent / "own temporary")}
        (parent / "own temporary").mkdir(mode=0o700)
    made = Checkout(folder / "portal", **more)
    yield made
    made.run("discard")


def test_servers_of_a_checkout_in_any_place_start_answer_and_leave_nothing(checkout):
    address = checkout.start()
    _keep(address)
    assert checkout.run("stop") == ""
    assert checkout.run("status") == "stopped\n"
    checkout.environment["TMPDIR"] = "/nowhere"  # another one than at the start
    assert checkout.start() == address
    assert checkout.run("status") == "running\n"
    _every_reader_understands(address)
    outside = checkout.place("outside")
    checkout.run("discard")
    assert [place for place in (outside, checkout.folder / ".local") if place.exists()] == []


def _keep(address):
    with psycopg.connect(address["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS one")


def _kept(address):
    with psycopg.connect(address["DATABASE_URL"]) as connection:
        return connection.execute("SELECT one FROM kept").fetchone() == (7,)


@pytest.fixture
def plain(parent):
    made = Checkout(parent / "plain")
    yield made
    made.run("discard")


def test_the_data_of_a_checkout_outlive_its_move_into_a_closed_folder_and_out_again(plain, parent):
    _keep(plain.start())
    plain.run("stop")
    (parent / ODD).mkdir(mode=0o700)
    plain.move(parent / ODD / "moved")
    assert _kept(plain.start())
    if places.is_root():
        assert plain.place("cluster").parent == plain.place("outside")
        assert not (plain.folder / ".local" / "pg").exists()
    plain.run("stop")
    plain.move(parent / "elsewhere")
    assert _kept(plain.start())


@pytest.mark.parametrize("name", ["plain", "odd"])
def test_servers_of_a_checkout_that_is_moved_while_they_run_are_found_again(plain, parent, name):
    _keep(plain.start())
    before = _pids(plain)
    plain.move(parent / {"odd": ODD, "plain": "other"}[name])
    assert plain.run("status") == "running\n"
    assert _kept(plain.start())
    assert all(pid in _pids(plain) or not birth(pid) for pid in before), "two servers on the same data"
    after = _pids(plain)
    plain.move(parent / "third")
    plain.run("stop")
    assert [pid for pid in after if birth(pid)] == []


def _pids(checkout):
    files = (checkout.place("cluster") / "postmaster.pid", checkout.folder / ".local" / "valkey" / "pid")
    return [int(file.read_text().split()[0]) for file in files]


def test_a_copy_of_a_checkout_has_servers_of_its_own(parent):
    (parent / "closed").mkdir(mode=0o700)
    original = Checkout(parent / "closed" / "original")
    copy = Checkout(parent / "closed" / "copy")
    try:
        original.start()
        shutil.copytree(
            original.folder / ".local", copy.folder / ".local", ignore=shutil.ignore_patterns("*.sock", ".s.*")
        )
        assert copy.run("status") == "stopped\n"
        copied = copy.start()
        assert copied["DATABASE_URL"] != original.start()["DATABASE_URL"]
        assert not set(_pids(original)) & set(_pids(copy))
        copy.run("discard")
        assert original.run("status") == "running\n"
    finally:
        original.run("discard")
        copy.run("discard")


def test_processes_that_ask_at_once_get_one_identity(plain):
    command = [sys.executable, "-c", "from devtools import places; print(places.identity())"]
    asking = [
        subprocess.Popen(command, cwd=plain.folder, env=plain.environment, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert len({process.communicate(timeout=60)[0] for process in asking}) == 1


def _every_reader_understands(address):
    database = environ.Env.db_url_config(address["DATABASE_URL"])
    with psycopg.connect(host=database["OPTIONS"]["host"], user=database["USER"], dbname=database["NAME"]) as line:
        assert line.execute("SELECT one FROM kept").fetchone() == (7,)
    assert _kept(address)
    assert redis.Redis.from_url(address["REDIS_URL"].replace("redis+socket://", "unix://")).ping()
    with kombu.Connection(address["REDIS_URL"]) as broker:
        broker.ensure_connection(max_retries=1, timeout=5)


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_programs_are_copied_with_their_libraries_and_open_to_the_servers_user(parent, monkeypatch, mask):
    package = places.wheel(places.WHEEL)
    _linked(package, parent / 'a "b"' / package.name)
    if (libraries := package.with_name(f"{places.WHEEL}.libs")).exists():
        _linked(libraries, parent / 'a "b"' / libraries.name)
    monkeypatch.setattr(places, "wheel", lambda _: parent / 'a "b"' / package.name)
    monkeypatch.setattr(places, "outside", lambda: parent / "outside")
    before = os.umask(mask)
    try:
        program = Path(places.binary("psql"))
    finally:
        os.umask(before)
    assert parent / "outside" in program.parents
    assert all(place.stat().st_mode & 0o005 == 0o005 for place in [program, *program.parents[:5]])
    assert subprocess.run([program, "--version"], check=True, capture_output=True).stdout.startswith(b"psql")
    assert [place.name for place in (parent / "outside").iterdir() if place.name.startswith("half-")] == []


def test_a_folder_outside_that_somebody_else_made_is_refused(parent, monkeypatch):
    (parent / "elsewhere").mkdir()
    (parent / "outside").symlink_to(parent / "elsewhere")
    monkeypatch.setattr(places, "outside", lambda: parent / "outside")
    with pytest.raises(places.Unavailable, match="belongs to somebody else"):
        places.make_outside()
