"""Another commit's portal beside the working tree's: its files, its packages, its database."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import data
from bench.servers import ROOT, Tree, Unable
from devtools import embedded

MIGRATIONS = (":(glob)*/migrations/*.py",)
SEEDING = ("demo/bulk", "demo/services.py", "demo/names.py", "policy/profiles")


@contextmanager
def checked_out(ref: str) -> Iterator[tuple[str, Tree]]:
    """The commit's hash and its tree, in a git worktree that is removed at the block's end."""
    commit = _git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if not commit:
        raise Unable(f"{ref} is no commit of this repository.")
    folder = embedded.LOCAL / "before" / commit[:12]
    _remove(folder)
    _git("worktree", "add", "--detach", "--force", str(folder), commit, needed=True)
    try:
        (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
        python = sys.executable if same(commit, "requirements/dev.txt") else _own_packages(folder, commit)
        yield commit, Tree(folder, python, embedded.LOCAL / "before" / f"static-{commit[:12]}")
    finally:
        _remove(folder)


def database(size: int, commit: str, tree: Tree, shared: str, say: Callable[[str], None]) -> str:
    """The database of the other commit: the shared one where its tables and its seed are the same, else its own."""
    tables, seed = same(commit, *MIGRATIONS), same(commit, *SEEDING)
    if tables and seed:
        return shared
    if (tree.folder / "demo/management/commands/seed.py").exists():
        say(f"{commit[:12]} has other tables or another seed: a database of its own ...")
        return data.ready(size, tree, name=f"{shared}_{commit[:12]}")
    if tables:
        say(f"{commit[:12]} has no seed command yet; its tables are the same, so both use one database.")
        return shared
    raise Unable(f"{commit[:12]} has other tables and no seed command: there is nothing to measure it on.")


def same(commit: str, *paths: str) -> bool:
    """Whether the working tree has these files as the commit has them."""
    changed = subprocess.run(["git", "diff", "--quiet", commit, "--", *paths], cwd=ROOT, check=False).returncode
    return not changed and not _git("ls-files", "--others", "--exclude-standard", "--", *paths)


def _own_packages(folder: Path, commit: str) -> str:
    """An environment of its own, kept for the next time, because that commit pins other packages."""
    place = embedded.LOCAL / "before" / f"venv-{commit[:12]}"
    python = place / "bin" / "python"
    if not (place / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        install = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
        if subprocess.run([*install, "-r", str(folder / "requirements/dev.txt")], check=False).returncode:
            raise Unable(f"The packages of {commit[:12]} cannot be installed.")
        (place / "done").touch()
    return str(python)


def _git(*arguments: str, needed: bool = False) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if needed and done.returncode:
        raise Unable(done.stderr.strip())
    return done.stdout.strip()


def _remove(folder: Path) -> None:
    if folder.exists():
        # the link first: what it leads to is everybody's
        (folder / "node_modules").unlink(missing_ok=True)
        _git("worktree", "remove", "--force", str(folder))
    _git("worktree", "prune")
