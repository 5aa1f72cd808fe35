"""A loaded database of its own for the tests of the bulk data, and what else they share."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from bench.dataset import database
from bench.dataset.load import Order, load
from ledger import clock

PEOPLE, CASES = 300, 320


@dataclass
class Bulk:
    """The loaded database: its name, its files, and what connects to it."""

    name: str
    root: Path
    params: dict[str, Any]
    order: Order


def order(people: int = PEOPLE, cases: int = CASES, until: dt.date | None = None) -> Order:
    """What the tests load: a third of the cases wait for somebody."""
    return Order(
        people=people, cases=cases, seed=7, waiting=0.33, policy="mafatih-alkhair", until=until or clock.today()
    )


def unique_name() -> str:
    """A name for a database that no other test, worker or portal uses."""
    return f"mustafid_bench_t{uuid.uuid4().hex[:12]}"


@contextmanager
def database_of(root: Path, wanted: Order) -> Iterator[Bulk]:
    """A database loaded with this order; dropped after the block."""
    name, template = unique_name(), str(connection.settings_dict["NAME"])
    connection.close()
    with database.server() as own:
        try:
            database.create(own, name, template=template)
            with database.switched(name):
                load(wanted, password="a good pass phrase", root=root, said=lambda line: None)
                params = {**connection.get_connection_params()}
            for of_django in ("cursor_factory", "context"):
                params.pop(of_django, None)
            yield Bulk(name, root, params, wanted)
        finally:
            database.drop(own, name, force=True)


@pytest.fixture(scope="session")
def _bulk(template: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bulk]:
    with django_db_blocker.unblock(), database_of(tmp_path_factory.mktemp("bulk") / "private", order()) as made:
        yield made


@pytest.fixture
def db() -> None:
    """Stands here for pytest-django's: naming it asks for the test database, and opens no transaction in it.

    The tests of this folder work on copies, and nobody may be connected to what is copied.
    """


@pytest.fixture(scope="session")
def template(django_db_setup: None) -> str:
    """The migrated database of this test run, to make others of."""
    name = str(connection.settings_dict["NAME"])
    assert name.startswith("test_"), "no test of this run names `db`, so that the portal's own database would be used"
    return name


@pytest.fixture(scope="module")
def loaded(_bulk: Bulk, django_db_blocker: Any) -> Iterator[Bulk]:
    """A loaded database to which Django's connection goes: what a test changes in it, it undoes."""
    with django_db_blocker.unblock(), database.switched(_bulk.name):
        yield _bulk


@pytest.fixture
def undone(loaded: Bulk) -> Iterator[None]:
    """What the test does is checked as by a commit, and then undone."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
