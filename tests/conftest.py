"""What all tests share: servers, one clock that can be moved, and the database's refusals."""

import datetime as dt
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import override_settings

import scenarios.clock
from config.roles import grant
from devtools.translations import compile_all
from ledger import clock
from ledger.errors import constraint_of

APP_ROLE = "portal_app"

MAKE_ROLE = f"""
    DO $$ BEGIN CREATE ROLE {APP_ROLE} NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
"""

_held: IO[str] | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Compiles translations and starts the embedded servers, once, in the process that leads the run."""
    global _held  # noqa: PLW0603 -- pytest offers no better place between two hooks
    settings.DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
    if hasattr(config, "workerinput"):
        return
    # told to end, the run still stops what it started
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    compile_all()
    if not settings.EMBEDDED:
        return
    from devtools import embedded  # here: a run against named servers needs no wheels

    _held = embedded.hold()
    embedded.start(borrowed=True)


def pytest_unconfigure() -> None:
    """Stops the servers where this run had started them and nobody else uses them."""
    global _held  # noqa: PLW0603 -- see above
    if _held is not None:
        from devtools import embedded  # here: see above

        embedded.stop_unless_held(_held, only_borrowed=True)
        _held = None


@pytest.fixture(scope="session", autouse=True)
def _test_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
            # what a process remembers between pages would make the count of queries depend on what ran before
            "process": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
        },
        PRIVATE_ROOT=tmp_path_factory.mktemp("private"),
        # an empty folder: what another process collects meanwhile is not looked through
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        NOTICE_TRANSPORTS="sandbox",
        NOTICE_QUIET=False,
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    ):
        yield


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    from django.core.cache import cache  # here: the settings above come first

    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """After migrate, once for each worker's database: the clock that moves, and the role that attacks."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(scenarios.clock.MOVABLE)
        cursor.execute(MAKE_ROLE)
        grant(role=APP_ROLE)


@pytest.fixture(scope="session", autouse=True)
def _flush_append_only() -> Iterator[None]:
    # transactional tests clear tables with TRUNCATE, which append-only tables refuse; in this role triggers rest
    real = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        statements = real(self, *args, **kwargs)
        return ["SET LOCAL session_replication_role = replica", *statements] if statements else statements

    DatabaseOperations.sql_flush = sql_flush
    yield
    DatabaseOperations.sql_flush = real


@pytest.fixture
def at() -> Callable[[str | dt.datetime], AbstractContextManager[None]]:
    """`with at("2026-01-01 23:30+03"):` moves the database's clock (of this connection) and Python's."""

    @contextmanager
    def moved(when: str | dt.datetime) -> Iterator[None]:
        moment = dt.datetime.fromisoformat(when) if isinstance(when, str) else when
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=clock.RIYADH)
        # for the connection: a test may go through several transactions
        with scenarios.clock.moment(moment, for_transaction=False):
            yield

    return moved


@pytest.fixture
def commit() -> Callable[[], AbstractContextManager[None]]:
    """`with commit():` runs deferred triggers at the block's end, as COMMIT would, inside a test's transaction."""

    @contextmanager
    def committed() -> Iterator[None]:
        with transaction.atomic(), connection.cursor() as cursor:
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    return committed


@pytest.fixture
def refused() -> Callable[..., AbstractContextManager[None]]:
    """`with refused("append_only"):` the database must refuse the block by the rule or constraint of that name.

    What no constraint refused ("permission denied") is known by its message, as a regular expression. With
    `commit=True` the refusal may come from a deferred trigger.
    """

    @contextmanager
    def must_fail(code: str, commit: bool = False) -> Iterator[None]:
        with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
            yield
            if commit:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert constraint_of(error.value) == code or re.search(code, str(error.value)), (code, error.value)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    return must_fail


@pytest.fixture
def as_app_role(db: None) -> Iterator[None]:
    """The test speaks to the database as the portal's role, which has rows and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {APP_ROLE}")
    yield
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def _chromium() -> str | None:
    # None means playwright's own, which stands in where the system has none
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((place for name in names if name and (place := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The distribution's Chromium, headless, for the tests that need a real browser."""
    from playwright.sync_api import sync_playwright  # here: most runs of a few tests never need it

    # playwright keeps an event loop in this thread, which Django takes for async code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, live_server: Any) -> Iterator[Any]:
    """A fresh page of 1280 by 800 in Arabic, its addresses relative to the live server."""
    context = chromium.new_context(
        base_url=live_server.url, locale="ar-SA", timezone_id="Asia/Riyadh", viewport={"width": 1280, "height": 800}
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def root() -> Path:
    """The repository's folder."""
    return Path(settings.BASE_DIR)
