"""Browsers of several people at once, the portal's people, and a clock that moves for the server too."""

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.states import Role
from ledger import clock
from tests import factories
from tests.browser.hands import Hand, Mouse
from tests.browser.looks import Looks


@pytest.fixture
def travel(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`travel(days=9)`: from now on the portal's clocks run nine days ahead, in the server's threads as in ours.

    The fixture `at` moves one connection's clock; the server opens its own, so here the function itself is replaced.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('portal_now()'::regprocedure)")
        (usual,) = cursor.fetchone()

    def ahead(**by: float) -> None:
        later = dt.timedelta(**by)
        monkeypatch.setattr(clock, "timezone", SimpleNamespace(now=lambda: timezone.now() + later))
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS "
                f"$$ SELECT now() + interval '{int(later.total_seconds())} seconds' $$"
            )

    yield ahead
    with connection.cursor() as cursor:
        cursor.execute(usual)


@pytest.fixture
def cast(transactional_db: None) -> SimpleNamespace:
    """Everybody who takes part in the passage of one application, the policy in force, and two services."""
    factories.make_policy()
    branch = factories.make_branch()
    committee = factories.make_committee(voters=4, quorum=2)
    chair, *members = [
        seat.staff for seat in committee.members.select_related("staff").exclude(seat="secretary").order_by("pk")
    ]
    return SimpleNamespace(
        receptionist=factories.make_staff(Role.RECEPTION, branch=branch),
        researcher=factories.make_staff(Role.RESEARCHER, branch=branch),
        head=factories.make_staff(Role.HEAD, branch=branch),
        admin=factories.make_staff(Role.ADMIN),
        secretary=factories.secretary(committee),
        chair=chair,
        members=members,
        rent=factories.make_service("rent"),
        food=factories.make_service("food", name="السلة الغذائية"),
    )


@pytest.fixture
def looks() -> Looks:
    """What was seen of every page: collected while people work, judged at the test's end."""
    return Looks()


@pytest.fixture
def enter(chromium: Any, live_server: Any) -> Iterator[Callable[..., Hand]]:
    """`enter(Keyboard)`: somebody at a machine of their own, before the sign-in page is opened.

    `signed_in=staff` is past it already; `scripts=False` is a browser whose JavaScript is off.
    """
    contexts: list[Any] = []

    def at_a_machine(
        kind: type[Hand] = Mouse, *, looks: Looks | None = None, scripts: bool = True, signed_in: Any = None
    ) -> Hand:
        context = chromium.new_context(
            base_url=live_server.url,
            locale="ar-SA",
            timezone_id="Asia/Riyadh",
            viewport={"width": 1280, "height": 800},
            java_script_enabled=scripts,
        )
        # two busy cores may take their time
        context.set_default_timeout(20_000)
        contexts.append(context)
        if signed_in:
            client = Client()
            client.force_login(signed_in)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return kind(context.new_page(), looks)

    yield at_a_machine
    for context in contexts:
        context.close()
