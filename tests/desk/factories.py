"""What the desk's tests share."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.states import Role
from tests import factories as make


def client_of(user: Any) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def staff(role: Role, branch: str = "MAIN") -> Any:
    """A member of staff of a branch."""
    return make.make_staff(role, branch=make.make_branch(branch))


def queries(user: Any, url: str) -> int:
    """How many queries a second visit of this page takes."""
    client = client_of(user)
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        response = client.get(url)
    assert response.status_code == 200, response.status_code
    return len(seen)
