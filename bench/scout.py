"""Runs inside a portal, the working tree's or another commit's, and tells the leading process what its subjects need.

`python -P <this file> NAME…` in the folder of that portal's code, with its environment; prints one line of JSON.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from random import SystemRandom
from typing import Any

chance = SystemRandom()


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


def main(names: list[str]) -> None:
    """Asks each of the named subjects."""
    # `bench` comes from beside this file, everything else from the portal's folder
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import bench.scout as portal
    from bench.subjects import everything

    sys.path[0] = os.getcwd()
    import django

    django.setup()
    found = {subject.name: subject.find(portal) for subject in everything() if subject.name in names}
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
