"""Where things stand: what an app's root holds, and which addresses a lower floor may name of a higher one."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver

ROOT = Path(settings.BASE_DIR)
FLOORS, LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
APPS = sorted(LAYERS["containers"])

FOLDERS = {"views", "templatetags", "presenters", "forms", "domain", "queries", "models", "management", "migrations"}
FILES = {"urls", "tasks", "admin", "middleware", "adapter", "backends", "resources", "rules", "sql", "states", "apps"}
# what is no code: an app's own data, read as files
DATA = {"policy": {"profiles"}}


def test_every_layer_of_the_linter_is_a_folder_or_a_file():
    layers = {name.strip(" ()") for row in LAYERS["layers"] for name in row.split("|")}
    assert layers | set(LAYERS["exhaustive_ignores"]) == FOLDERS | FILES


@pytest.mark.parametrize("app", APPS)
def test_an_apps_root_holds_layers_alone(app):
    allowed = FOLDERS | {f"{name}.py" for name in FILES} | {"__init__.py"} | DATA.get(app, set())
    assert {path.name for path in (ROOT / app).iterdir() if path.name != "__pycache__"} - allowed == set()


# The addresses that a lower floor names of a higher one, most of them the page that several apps make together.
UPWARD = {
    ("beneficiaries", "desk:person"),
    ("channels_log", "desk:case"),
    ("channels_log", "desk:case_tab"),
    ("channels_log", "desk:home"),
    ("channels_log", "desk:person"),
    ("committee", "desk:case"),
    ("committee", "desk:home"),
    ("committee", "desk:step"),
    ("delivery", "desk:case"),
    ("desk", "conformance:table"),
    ("eligibility", "desk:case_tab"),
    ("eligibility", "desk:home"),
    ("imports", "desk:person"),
    ("intake", "desk:case"),
    ("intake", "desk:home"),
    ("intake", "desk:person"),
    ("merging", "desk:person"),
    ("policy", "conformance:table"),
    ("policy", "intake:blank_forms"),
    ("ui", "jobs:mine"),
    ("ui", "policy:current"),
}

# folders of templates and namespaces of addresses that bear another name than their app
OF_APP = {"department": "committee", "account": "accounts", "admin": "accounts", "auth": "accounts", "jinja": "ui"}
# a layout that every page shares, and what its menu leads to
LAYOUT = "ui"


def floor_of() -> dict[str, int]:
    """Return the floor of each app; the highest is 0."""
    return {name.strip(): n for n, row in enumerate(FLOORS["layers"]) for name in row.split("|")}


def url_names(patterns=None, namespaces=()) -> Iterator[str]:
    """Yield the names of all addresses that have a namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern.url_patterns, (*namespaces, pattern.namespace or ""))
        elif pattern.name and any(namespaces):
            yield ":".join([*filter(None, namespaces), pattern.name])


def strings() -> Iterator[tuple[str, str]]:
    """Yield (app, text) for every string of code, and for those of templates that may name an address."""
    for app in floor_of():
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                yield from ((app, node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant))
    for path in (ROOT / "templates").rglob("*.html"):
        folder = path.relative_to(ROOT / "templates").parts[0]
        app = LAYOUT if folder.endswith(".html") else OF_APP.get(folder, folder)
        texts = re.findall(r"""['"]([a-z_]+:[a-z_]+)['"]""", path.read_text(encoding="utf-8"))
        yield from ((app, text) for text in texts)


def named_upward() -> set[tuple[str, str]]:
    """Return (app, address) wherever an app names an address of a floor above its own."""
    floors, known = floor_of(), set(url_names())
    named = {(app, text, text.split(":")[0]) for app, text in strings() if isinstance(text, str) and text in known}
    return {(app, name) for app, name, space in named if floors.get(OF_APP.get(space, space), 99) < floors.get(app, -1)}


def test_a_lower_floor_names_these_addresses_of_higher_ones_alone():
    assert named_upward() == UPWARD
