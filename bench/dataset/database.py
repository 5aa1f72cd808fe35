"""Databases of the bulk data: which may be made, whether one is there already, and making one whole or not at all.

A database is loaded under another name and gets its own when it is complete, with a comment that says what it holds.
Whatever a killed run left is dropped by the next.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

NAME = re.compile(r"[a-z][a-z0-9_]*(_bench|_bench_[a-z0-9_]+|_dev)")
LONGEST = 63 - len("_loading")
EMPTY = "mustafid_bench_empty"
KEY = "seed"


class Refusal(Exception):
    """The database may not be loaded: the message says why, for the command line."""


def check_name(name: str) -> None:
    """Raises Refusal for a name that could be a real portal's."""
    if not NAME.fullmatch(name) or len(name) > LONGEST or name == EMPTY:
        raise Refusal(
            f"{name!r} is no name for a database of invented people: it ends in _bench or _dev, or has _bench_ in it."
        )


@contextlib.contextmanager
def server() -> Iterator["psycopg.Connection[Any]"]:
    """A connection to the server itself. Raises Refusal where its role is no superuser."""
    params = {**connection.get_connection_params(), "dbname": "postgres"}
    wanted = {name: params[name] for name in ("host", "port", "user", "password", "dbname") if params.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as own:
        row = own.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        if not row or not row[0]:
            raise Refusal(
                "The role of DATABASE_URL is no superuser: loading needs one, because triggers and foreign keys rest"
                " meanwhile (session_replication_role)."
            )
        yield own


@contextlib.contextmanager
def switched(name: str) -> Iterator[None]:
    """Django's connection goes to this database inside the block."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def exists(own: "psycopg.Connection[Any]", name: str) -> bool:
    """Whether the database is there."""
    return own.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def holds_people(name: str) -> bool:
    """Whether anybody stands in the database: staff or beneficiaries. One without our tables holds nobody."""
    with switched(name), connection.cursor() as cursor:
        for table in ("accounts_staff", "beneficiaries_beneficiary"):
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
                if cursor.fetchone()[0]:
                    return True
    return False


def mark_of(own: "psycopg.Connection[Any]", name: str) -> dict[str, Any] | None:
    """What this command noted about a database that it made; None for every other."""
    row = own.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        noted = json.loads(row[0]).get(KEY)  # type: ignore[index]
        return noted if isinstance(noted, dict) else None
    return None


def mark(own: "psycopg.Connection[Any]", name: str, noted: dict[str, Any]) -> None:
    """Notes what a database holds, as its comment."""
    text = json.dumps({KEY: noted}, sort_keys=True)
    own.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(text)))


def claim(own: "psycopg.Connection[Any]", name: str) -> None:
    """Keeps other runs away from this database for as long as the connection lives. Raises Refusal for the second."""
    row = own.execute("SELECT pg_try_advisory_lock(hashtext('seed'), hashtext(%s))", [name]).fetchone()
    if not row or not row[0]:
        raise Refusal(f"Another run is loading {name}.")


def create(own: "psycopg.Connection[Any]", name: str, *, template: str) -> None:
    """Makes a database as a copy of another, which nobody may be using. One of that name is dropped first.

    By force: what a killed run left may still be at its last statement. Whoever calls this has claimed it.
    """
    drop(own, name, force=True)
    own.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def create_empty(own: "psycopg.Connection[Any]", name: str) -> None:
    """Makes a migrated database in which nobody stands. Of several runs one at a time."""
    turn = "(hashtext('seed'), hashtext(%s))"
    own.execute(f"SELECT pg_advisory_lock{turn}", [EMPTY])
    try:
        create(own, name, template=empty_template(own))
    finally:
        own.execute(f"SELECT pg_advisory_unlock{turn}", [EMPTY])


def drop(own: "psycopg.Connection[Any]", name: str, *, force: bool = False) -> None:
    """Drops a database, if it is there. Raises Refusal while somebody uses it, unless by `force`."""
    ending = sql.SQL(" WITH (FORCE)") if force else sql.SQL("")
    try:
        own.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)) + ending)
    except psycopg.errors.ObjectInUse as error:
        raise Refusal(f"{name} is in use, perhaps by a portal that works on it.") from error


def rename(own: "psycopg.Connection[Any]", name: str, to: str) -> None:
    """Gives a database its own name."""
    own.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to)))


def empty_template(own: "psycopg.Connection[Any]") -> str:
    """The name of a migrated, empty database, made anew where migrations changed: migrating takes half a minute."""
    wanted = {"migrations": _hash_of(*Path(settings.BASE_DIR).glob("*/migrations/*.py"))}
    if mark_of(own, EMPTY) != wanted:
        drop(own, EMPTY, force=True)
        own.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(EMPTY)))
        with switched(EMPTY):
            call_command("migrate", verbosity=0, interactive=False)
        mark(own, EMPTY, wanted)
    return EMPTY


def code() -> str:
    """A hash of the code that decides what is loaded: with another one the same parameters give other data."""
    base = Path(settings.BASE_DIR)
    files = [*base.glob("demo/bulk/*.py"), base / "demo/services.py", base / "demo/names.py"]
    return _hash_of(*files, *base.glob("policy/profiles/*.yaml"), *base.glob("*/migrations/*.py"))


def size(own: "psycopg.Connection[Any]", name: str) -> str:
    """How much room a database takes, in words."""
    row = own.execute("SELECT pg_size_pretty(pg_database_size(%s))", [name]).fetchone()
    return str(row[0]) if row else "?"


def _hash_of(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
