"""Files of the bulk data: every row has its bytes, but the rows of one block share them, as names of one file.

A million receipts that were drawn one by one would take hours and say nothing more to a benchmark. Hard links cost
microseconds and no space; the first file of each kind in a block is written, and the others are links to it.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from demo import papers

MARK = "made-by-seed"
TITLES = {"receipt": "إيصال استلام طلب", "scan": "نسخة من الهوية", "letter": "خطاب إلى مقدّم الطلب"}


@dataclass(frozen=True)
class Original:
    """The bytes that all files of one kind have: receipt and letter are issued, a scan is an upload."""

    kind: str
    content: bytes
    content_type: str = "application/pdf"

    @property
    def folder(self) -> str:
        """Under which folder of the private root they lie."""
        return "upload" if self.kind == "scan" else "issued"

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The digest of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class Occupied(Exception):
    """The folder holds files that this command did not put there."""


def originals() -> list[Original]:
    """One small, real PDF of each kind."""
    facts = [("ملاحظة", "ملف واحد لجميع الطلبات في بيانات قياس الأداء.")]
    return [Original(kind, papers.draw(title=title, facts=facts)) for kind, title in TITLES.items()]


def prepare(root: Path) -> None:
    """Makes an empty private root with its folders. Raises Occupied where files of others lie there."""
    clear(root)
    for folder in ("upload", "issued"):
        for n in range(256):
            (root / folder / f"{n:02x}").mkdir(mode=0o700, parents=True)
    (root / MARK).touch()


def check(root: Path) -> None:
    """Raises Occupied where files lie that this command did not put there."""
    if not (root / MARK).exists() and any(file.is_file() for file in root.rglob("*")):
        raise Occupied(f"{root} holds files that this command did not put there; move them first.")


def clear(root: Path) -> None:
    """Removes a private root that this command made, or an empty one. Raises Occupied for any other."""
    check(root)
    if root.exists():
        shutil.rmtree(root)


def lay_out(root: Path, known: dict[str, Original], files: Iterable[tuple[str, str]]) -> None:
    """Puts the bytes of every file (its kind, its id in hexadecimal) in its place."""
    first: dict[str, str] = {}
    for kind, key in files:
        place = f"{root}/{known[kind].folder}/{key[:2]}/{key}"
        if kind in first:
            os.link(first[kind], place)
            continue
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(known[kind].content)
        first[kind] = place
