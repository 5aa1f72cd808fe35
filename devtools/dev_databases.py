"""Copies of the embedded database, for whoever wants to change data that others look at."""

import subprocess
import tempfile

from devtools import embedded


def copy(name: str) -> str:
    """Copy the database under another name, in place of an older copy, and return the copy's address.

    Whoever uses the original is not disturbed. Needs running servers; raises embedded.Unavailable where the copy fails.
    """
    drop(name)
    at = ["-h", str(embedded.socket_dir()), "-U", embedded.ROLE]
    with tempfile.TemporaryFile() as dump, tempfile.TemporaryFile() as said:
        for command, read, write in (
            ([embedded.binary("createdb"), *at, name], None, said),
            ([embedded.binary("pg_dump"), *at, embedded.DATABASE], None, dump),
            ([embedded.binary("psql"), *at, "-q", "-v", "ON_ERROR_STOP=1", name], dump, subprocess.DEVNULL),
        ):
            dump.seek(0)
            done = subprocess.run(command, stdin=read or subprocess.DEVNULL, stdout=write, stderr=said, check=False)
            if done.returncode:
                said.seek(0)
                raise embedded.Unavailable(said.read().decode(errors="replace"))
    return embedded.database_url(name)


def drop(name: str) -> None:
    """Remove a copy, whoever is still connected to it; nothing happens where there is none."""
    if name == embedded.DATABASE:
        raise ValueError("This is the database itself, not a copy.")
    at = ["-h", str(embedded.socket_dir()), "-U", embedded.ROLE]
    subprocess.run(
        [embedded.binary("dropdb"), *at, "--if-exists", "--force", name], stderr=subprocess.DEVNULL, check=True
    )
