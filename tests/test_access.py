"""Every address of the portal stands in the access map, and answers every role as the map says."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.access import Answer, decide, find
from accounts.roles import Role
from config.access import MAP
from tests.urls_args import World, sample

# the catch-all of Django admin has no name to reverse
UNNAMED = {"admin:django.contrib.admin.sites.AdminSite.catch_all_view": "/admin/no/such/page/"}


def walk(patterns=None, names=(), arguments=()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address: its full name and what its arguments are called."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        taken = (*arguments, *arguments_of(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from walk(pattern.url_patterns, inner, taken)
        else:
            assert isinstance(pattern, URLPattern)
            yield ":".join([*names, pattern.name or pattern.lookup_str]), taken


def arguments_of(pattern) -> list[str]:
    """The names of the arguments of one part of an address, however it is written."""
    if hasattr(pattern, "_route"):
        return list(pattern.converters)
    return list(pattern.regex.groupindex)


def address(name, arguments, world):
    """A real address of this name."""
    if name in UNNAMED:
        return UNNAMED[name]
    return reverse(name, kwargs={argument: sample(name, argument, world) for argument in arguments})


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
    assert [name for name, _arguments in walk() if find(MAP, name) is None] == []


def test_every_entry_of_the_map_is_an_address():
    names = {name for name, _arguments in walk()}
    spaces = {f"{name.rpartition(':')[0]}:*" for name in names}
    assert [entry for entry in MAP if entry not in names | spaces] == []


def test_no_two_addresses_share_a_name():
    names = [name for name, _arguments in walk()]
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
        user = world.holder(role)
        client.force_login(user)
    wrong = []
    for name, arguments in walk():
        if name.startswith("admin:") is not (area == "admin"):
            continue
        url = address(name, arguments, world)
        for method in ("GET", "POST"):
            said, got = decide(need=find(MAP, name), method=method, user=user), ask(client, method, url)
            if got != said:
                wrong.append(f"{method} {url} ({name}): the map says {said}, the portal {got}")
    assert wrong == []


@pytest.mark.django_db
def test_the_samples_are_real_so_that_whoever_works_on_the_case_sees_pages_and_not_only_404(at):
    world = World(at)
    client = Client()
    for role in (Role.RECEPTION, Role.RESEARCHER, Role.CHAIR):
        client.force_login(world.holder(role))
        assert client.get(reverse("desk:case", kwargs={"reference": world.case.reference})).status_code == 200
