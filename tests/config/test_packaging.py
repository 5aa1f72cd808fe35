"""What is pinned: every dependency by hash, no registry named, and every static file that a page asks for is there."""

import json
import re

import pytest
from django.contrib.staticfiles import finders

from ui.static_files import UsedFilesFinder, stale

STATIC = re.compile(r"""\{% (?:static|asset) ['"]([^'"{]+)['"]""")


@pytest.mark.parametrize("name", ["base", "dev", "node"])
def test_python_packages_are_pinned_by_hash_and_name_no_index(root, name):
    text = (root / f"requirements/{name}.txt").read_text()
    assert not re.search(r"https?:|index|file:", text)
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip(), flags=re.IGNORECASE)
    assert [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_the_two_sets_of_python_packages_agree(root):
    def pins(name):
        return dict(re.findall(r"^([\w.\[\]-]+)==(\S+)", (root / f"requirements/{name}.txt").read_text(), re.MULTILINE))

    base, dev = pins("base"), pins("dev")
    assert {name: version for name, version in base.items() if dev.get(name) != version} == {}


def test_the_npm_lock_holds_hashes_and_no_addresses(root):
    packages = json.loads((root / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_every_static_file_that_templates_ask_for_is_collected(root):
    asked = {path for page in root.glob("templates/**/*.html") for path in STATIC.findall(page.read_text())}
    collected = set()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", None)
            collected.add(f"{prefix}/{path}" if prefix else path)
    assert "css/portal.css" in asked
    assert sorted(asked - collected) == []


def test_packages_show_only_what_pages_use():
    shown = [f"{storage.prefix}/{path}" for path, storage in UsedFilesFinder().list([]) if storage.prefix]
    assert "npm/bootstrap/css/bootstrap.rtl.min.css" in shown
    assert not any("bootstrap-grid" in path or path.endswith(".esm.js") for path in shown)


def test_static_files_are_stale_until_they_are_collected(tmp_path):
    assert stale(tmp_path)
