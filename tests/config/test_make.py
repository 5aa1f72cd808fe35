"""`make` in a folder of any name: what it would do, without doing it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ODD = 'دار الرعاية it\'s "so" $HOME `id` 100% a:b #1'


class Checkout:
    """A folder as `make setup` leaves it: stamps, and an environment that says where it was made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "Makefile", folder)
        for name in ("requirements/dev.txt", "requirements/node.txt", "package.json", "package-lock.json"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).touch()
        (folder / ".venv" / "bin").mkdir(parents=True)
        (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
        (folder / ".venv" / "pyvenv.cfg").write_text(f"command = python3 -m venv {folder}/.venv\n", encoding="utf-8")
        (folder / ".make").mkdir()
        for name in ("venv", "packages", "node"):
            time.sleep(0.01)  # make goes by the order of their dates
            (folder / ".make" / name).touch()

    def would(self) -> list[str]:
        """Return what `make -n setup` says that it would say: the steps to be taken."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        done = subprocess.run(
            ["make", "-n", "setup"], cwd=self.folder, env=kept, capture_output=True, text=True, check=True
        )
        steps = ("Making .venv", "Installing Python packages", "Installing front-end packages")
        return [step for step in steps if step in done.stdout]


ALL = ["Making .venv", "Installing Python packages", "Installing front-end packages"]


@pytest.fixture(params=["plain", ODD, "/".join(["a-long-name-of-a-folder-in-a-very-deep-place"] * 6)])
def checkout(request, tmp_path):
    return Checkout(tmp_path / request.param / "portal")


def test_nothing_is_done_twice_in_the_same_place(checkout):
    assert checkout.would() == []
    assert checkout.would() == []


def test_a_moved_checkout_gets_its_environment_anew(checkout, tmp_path):
    assert checkout.would() == []
    checkout.folder = checkout.folder.rename(tmp_path / "it's moved")
    assert checkout.would() == ALL
    assert checkout.would() == ALL, "it was said once, and not done yet"


def test_an_environment_without_its_python_is_made_anew(checkout):
    (checkout.folder / ".venv" / "bin" / "python").unlink()
    assert checkout.would() == ALL
    shutil.rmtree(checkout.folder / ".venv")
    assert checkout.would() == ALL


def test_an_environment_that_is_a_link_is_somebody_elses(checkout, tmp_path):
    (checkout.folder / ".venv").rename(tmp_path / "environment")
    (checkout.folder / ".venv").symlink_to(tmp_path / "environment")
    assert checkout.would() == []


def test_no_recipe_spells_the_folder_or_runs_a_script_that_begins_with_it(root):
    lines = (root / "Makefile").read_text().splitlines()
    assert [line for line in lines if "CURDIR" in line or ".venv/bin/" in line.replace(".venv/bin/python", "")] == []


def test_a_virtual_environment_is_really_made_in_a_folder_of_any_name(tmp_path):
    folder = tmp_path / ODD
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    python = f"PYTHON={Path(sys.executable).resolve()}"
    subprocess.run(["make", ".make/venv", python], cwd=folder, check=True, capture_output=True)
    done = subprocess.run([".venv/bin/python", "-m", "pip", "--version"], cwd=folder, check=True, capture_output=True)
    assert os.fsencode(folder) in done.stdout
