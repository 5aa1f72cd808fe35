"""Every address of the portal stands in the access map, and answers every role as the map says."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.rules import Answer, decide, find
from accounts.states import Role
from config.access import MAP
from tests.factories import make_staff
from tests.urls_args import QUESTIONS, World, sample


class Address(NamedTuple):
    """An address: its full name, what its arguments are called, and how it is written."""

    name: str
    arguments: tuple[str, ...]
    route: str


def walk(patterns=None, names=(), arguments=(), route="/") -> Iterator[Address]:
    """Every address of the portal."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        taken, written = (*arguments, *arguments_of(pattern.pattern)), route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from walk(pattern.url_patterns, inner, taken, written)
        else:
            assert isinstance(pattern, URLPattern)
            yield Address(":".join([*names, pattern.name or pattern.lookup_str]), taken, written)


def arguments_of(pattern) -> list[str]:
    """The names of the arguments of one part of an address, however it is written."""
    if hasattr(pattern, "_route"):
        return list(pattern.converters)
    return list(pattern.regex.groupindex)


def reached(found: Address, world: World) -> str:
    """A real address of this name; Django admin has some without a name, which only lead elsewhere."""
    if "." in found.name:
        return re.sub(r"<[^>]*>|\(\?P<\w+>[^)]*\)\$?", "1", found.route)
    kwargs = {argument: sample(found.name, argument, world) for argument in found.arguments}
    return reverse(found.name, kwargs=kwargs) + QUESTIONS.get(found.name, "")


def answer_of(response) -> Answer:
    """What a response says, in the map's words. A hidden case is a 404: the map let the question through."""
    if response.status_code == 405:
        return Answer.NO_SUCH_METHOD
    if response.status_code == 403:
        return Answer.DENIED
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/?next="):
        return Answer.SIGN_IN
    assert response.status_code < 500
    return Answer.ALLOWED


def ask(client, method, url) -> Answer | str:
    """Asks for real, and takes back whatever the answer changed, a sign-out included."""
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            response = client.generic(method, url, content_type="application/x-www-form-urlencoded")
            if response.streaming:
                b"".join(response)
            transaction.set_rollback(True)
        return answer_of(response)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        client.cookies = cookies


def test_every_address_is_in_the_map():
    assert [found.name for found in walk() if find(MAP, found.name) is None] == []


def test_every_entry_of_the_map_is_an_address():
    names = {found.name for found in walk()}
    spaces = {f"{name.rpartition(':')[0]}:*" for name in names}
    assert [entry for entry in MAP if entry not in names | spaces] == []


def test_no_two_addresses_share_a_name():
    names = [found.name for found in walk()]
    # one page under two addresses, with a part of it chosen or not, is Django admin's habit only
    assert sorted({name for name in names if names.count(name) > 1 and not name.startswith("admin:")}) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "anonymous")
@pytest.mark.parametrize("area", ["portal", "admin"])
def test_every_address_answers_every_role_as_the_map_says(role, area, at, caplog):
    caplog.set_level("CRITICAL", "django.request")
    world = World(at)
    client = Client()
    user = AnonymousUser()
    if role is not None:
        # who may not enter Django admin needs no case to be turned away
        user = world.holder(role) if area == "portal" else make_staff(role)
        client.force_login(user)
    if (role, area) == (Role.ADMIN, "admin"):
        assert world.decision
        assert world.notice
    wrong = []
    for found in walk():
        name = found.name
        if name.startswith("admin:") is not (area == "admin"):
            continue
        url, need = reached(found, world), find(MAP, name)
        for method in ("GET", "POST"):
            said, got = decide(need=need, method=method, user=user), ask(client, method, url)
            if got != said:
                wrong.append(f"{method} {url} ({name}): the map says {said}, the portal {got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_the_samples_are_real_so_that_whoever_works_on_the_case_sees_pages_and_not_only_404(at):
    world = World(at)
    client = Client()
    for role in (Role.RECEPTION, Role.RESEARCHER, Role.CHAIR):
        client.force_login(world.holder(role))
        assert client.get(reverse("desk:case", kwargs={"reference": world.case.reference})).status_code == 200
