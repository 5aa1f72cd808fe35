"""The private root on disk: where bytes are written whole, or not at all.

Bytes go first to `staging/` and move to their own place once the row that names them is committed. A row therefore
always has its bytes, whichever moment the machine stops at; bytes without a row stay in staging and are swept. This
module knows names and bytes only; who may read them is not its business.
"""

import os
import re
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

# Longer than any transaction of ours may last: younger bytes may still get their row.
STAGING_SECONDS = 3600
_NAME = re.compile(r"(upload|issued)/[0-9a-f]{2}/[0-9a-f]{32}")


def new_name(kind: str, key: uuid.UUID) -> str:
    """Return the server-made name of a file: nothing of what the user called it goes into a path."""
    return f"{kind}/{key.hex[:2]}/{key.hex}"


def _place(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name of ours: {name!r}")
    return Path(settings.PRIVATE_ROOT) / name


def _staged(name: str) -> Path:
    return Path(settings.PRIVATE_ROOT) / "staging" / name.rpartition("/")[2]


def _folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def stage(name: str, content: bytes) -> None:
    """Write the bytes into staging, on the disk and readable by the portal's own account only (0600)."""
    _place(name)
    path = _staged(name)
    _folder(path.parent)
    # EXCL and NOFOLLOW: a link planted under the name is an error, not a way out of the root.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def unstage(name: str) -> None:
    """Remove staged bytes whose row will not come."""
    _staged(name).unlink(missing_ok=True)


def settle(name: str) -> None:
    """Move staged bytes to their own place. May run twice; without staged bytes it does nothing."""
    place = _place(name)
    _folder(place.parent)
    with suppress(FileNotFoundError):
        os.replace(_staged(name), place)


def open_bytes(name: str) -> int:
    """Return a read-only descriptor of the file's bytes; FileNotFoundError where there are none, OSError for a link."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    root = Path(settings.PRIVATE_ROOT).resolve()
    for path in (_place(name), _staged(name), _place(name)):
        # Staging is asked second and the place once more: a commit in another process moves the bytes meanwhile.
        if not path.parent.resolve().is_relative_to(root):
            raise OSError(f"outside the private root: {name}")
        with suppress(FileNotFoundError):
            return os.open(path, flags)
    raise FileNotFoundError(name)


def remove(name: str) -> None:
    """Remove a file's bytes for good, wherever they stand."""
    _place(name).unlink(missing_ok=True)
    unstage(name)


def sweep(names_with_rows: Callable[[Iterable[str]], dict[str, str]]) -> None:
    """End what a crash or a rollback left in staging: bytes with a row are settled, bytes without one removed.

    `names_with_rows` gets the hexadecimal keys found and returns {key: name} for those that have a row.
    """
    folder = Path(settings.PRIVATE_ROOT) / "staging"
    # The disk's own clock: the portal's may be moved, and would then call new bytes old.
    oldest = time.time() - STAGING_SECONDS
    with suppress(FileNotFoundError):
        stale = [entry.name for entry in os.scandir(folder) if entry.stat(follow_symlinks=False).st_mtime < oldest]
        names = names_with_rows(stale) if stale else {}
        for key in stale:
            if key in names:
                settle(names[key])
            else:
                (folder / key).unlink(missing_ok=True)
