"""Which files of the npm packages become static files: packages bring hundreds, and pages use a few."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder, get_finders
from django.core.files.storage import Storage

USED = (
    "npm/bootstrap/css/bootstrap.min.css*",
    "npm/bootstrap/css/bootstrap.rtl.min.css*",
    "npm/fonts/*/[4567]00.css",
    "npm/fonts/*/files/*-[4567]00-normal.woff*",
    "npm/htmx/htmx.min.js",
    "npm/signature_pad/signature_pad.umd.min.js*",
)


class UsedFilesFinder(FileSystemFinder):
    """STATICFILES_DIRS, of which the folders of packages show only what is USED."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield every file of our own, and the used ones of packages."""
        for path, storage in super().list(ignore_patterns):
            prefix = getattr(storage, "prefix", "") or ""
            if not prefix or any(fnmatchcase(f"{prefix}/{path}", pattern) for pattern in USED):
                yield path, storage


def stale(root: Path) -> bool:
    """Return whether any static file is newer than the collected ones under `root`, or was never collected."""
    manifest = root / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    return any(_changed(storage, path, root, collected) for path, storage in _sources())


def _sources() -> Iterator[tuple[str, Any]]:
    for finder in get_finders():
        yield from finder.list([])


def _changed(storage: Any, path: str, root: Path, collected: float) -> bool:
    name = f"{storage.prefix}/{path}" if getattr(storage, "prefix", None) else path
    here, there = Path(storage.path(path)).stat(), root / name
    # a newer release may be unpacked with an old date, so that the date alone proves nothing
    return here.st_mtime > collected or not there.exists() or there.stat().st_size != here.st_size
