"""Every permission is asked where the work is done, whoever calls: the access map guards pages alone."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.states import Perm
from config.access import MAP

OURS = [Path(config.path) for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]

# a search posts so that no number stands in an address
READS_BY_POST = {"desk:search"}
DOMAIN = ("domain/**/*.py", "rules.py")
READS = ("queries/**/*.py", "presenters/**/*.py", "views/**/*.py", *DOMAIN)


def asked(patterns: tuple[str, ...]) -> set[str]:
    """Return the names of the permissions that modules of these places name."""
    modules = [path for app in OURS for pattern in patterns for path in app.glob(pattern)]
    nodes = (node for path in modules for node in ast.walk(ast.parse(path.read_text())))
    return {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Perm"
    }


def demanded(method: str) -> set[Perm]:
    """Return the permissions that some address asks for this method."""
    needs = [getattr(need, method) for name, need in MAP.items() if method == "get" or name not in READS_BY_POST]
    return {perm for need in needs for perm in (need if isinstance(need, tuple) else (need,)) if isinstance(perm, Perm)}


@pytest.mark.parametrize("perm", sorted(demanded("post")), ids=lambda perm: perm.name)
def test_permission_of_a_write_is_asked_in_the_domain(perm):
    assert perm.name in asked(DOMAIN)


@pytest.mark.parametrize("perm", list(Perm), ids=lambda perm: perm.name)
def test_permission_is_asked_somewhere(perm):
    assert perm.name in asked(READS) or perm in demanded("get")
