"""Runs inside a portal, the working tree's or another commit's, and tells the leading process what its subjects need.

`python -P <this file> PLACE NAME…` in the folder of that portal's code, with its environment; prints a line of JSON:
for each name what its subject found, or "error" and why there is nothing.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from random import SystemRandom
from typing import Any

chance = SystemRandom()
place = ""


def staff(email: str) -> Any:
    """The member of staff with this address."""
    from accounts.models import Staff  # here, because Django is set up by then

    return Staff.objects.get(email=email)


def sign_in(email: str) -> str:
    """The Cookie header of somebody who has signed in: a session made by whichever engine the portal uses."""
    from django.conf import settings  # as above
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    person = staff(email)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def address(name: str, *args: Any) -> str:
    """The path of this URL."""
    from django.urls import reverse  # as above

    return str(reverse(name, args=args))


def queries(path: str, cookies: str) -> int:
    """How many SQL statements a page takes once the process is warm."""
    from django.db import connection  # as above
    from django.test.utils import CaptureQueriesContext

    browser = client(cookies)
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)


def client(cookies: str) -> Any:
    """A browser that calls the portal within this process."""
    from django.test import Client  # as above

    browser = Client(HTTP_HOST="127.0.0.1")
    browser.cookies.load(cookies)
    return browser


def main(arguments: list[str]) -> None:
    """Asks each of the named subjects."""
    # `bench` comes from beside this file, everything else from the portal's folder
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    portal = import_module("bench.probe")
    registry = import_module("bench.subjects")
    sys.path[0] = os.getcwd()
    import django

    django.setup()
    portal.place, *names = arguments  # type: ignore[attr-defined]
    found = {name: ask(registry.named(name), portal) for name in names}
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def ask(subject: Any, portal: Any) -> dict[str, Any]:
    """What this subject found; what another commit lacks must not end the whole run."""
    try:
        found: dict[str, Any] = subject.find(portal)
    except Exception as problem:
        return {"error": f"{type(problem).__name__}: {problem}"}
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
