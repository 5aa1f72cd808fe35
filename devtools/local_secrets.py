"""Keys for development and the demo: made once, kept under PORTAL_LOCAL with mode 0600, never committed."""

import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from devtools.embedded import LOCAL


def local_key(name: str) -> str:
    """Return the key called `name` (44 characters, also a valid Fernet key), made at the first call.

    Two processes that ask at once get the same one: it is written aside and linked into place, and the link is atomic.
    """
    place = LOCAL / "keys" / name
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(place, urlsafe_b64encode(secrets.token_bytes(32)).decode())
    return place.read_text().strip()


def _write_once(place: Path, text: str) -> None:
    aside = place.with_name(f".{place.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    try:
        os.link(aside, place)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
