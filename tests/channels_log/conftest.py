"""Fixtures of the log's tests."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.errors import constraint_of
from tests.channels_log.factories import noticed


@pytest.fixture
def refused() -> Callable[..., AbstractContextManager[None]]:
    """`with refused("append_only"):` the database must refuse the block with one of these codes.

    The code is "" where the role itself may not. With `commit=True` the refusal may come from a deferred trigger.
    """

    @contextmanager
    def must_fail(*codes: str, commit: bool = False) -> Iterator[None]:
        with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
            yield
            if commit:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert constraint_of(error.value) in codes
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    return must_fail


@pytest.fixture
def notice(at):
    """A notice of receipt that waits for a telephone call."""
    return noticed(at, way="phone")


@pytest.fixture
def officer(notice, client):
    """Who took the application in, signed in."""
    client.force_login(notice.application.created_by)
    return notice.application.created_by
