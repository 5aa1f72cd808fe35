"""Which database another commit is measured on, and what is no commit."""

from pathlib import Path

import pytest

from bench import data, other_commit
from bench.servers import Tree, Unable

COMMIT = "0123456789abcdef"


@pytest.fixture
def decide(monkeypatch, tmp_path):
    """`decide(tables=…, seed=…, command=…)`: the database chosen for a commit of that kind, and what was said."""

    def decided(*, tables: bool, seed: bool, command: bool) -> tuple[str, list[str]]:
        said: list[str] = []
        place = tmp_path / "demo/management/commands/seed.py"
        if command:
            place.parent.mkdir(parents=True)
            place.touch()
        same = {other_commit.MIGRATIONS: tables, other_commit.SEEDING: seed}
        monkeypatch.setattr(other_commit, "same", lambda commit, *paths: same[paths])
        monkeypatch.setattr(data, "ready", lambda size, tree, name: name)
        return other_commit.database(100, COMMIT, Tree(folder=tmp_path), "shared", said.append), said

    return decided


def test_the_same_tables_and_seed_share_one_database(decide):
    assert decide(tables=True, seed=True, command=True) == ("shared", [])


@pytest.mark.parametrize(("tables", "seed"), [(False, True), (True, False), (False, False)])
def test_other_tables_or_another_seed_have_their_own(decide, tables, seed):
    name, said = decide(tables=tables, seed=seed, command=True)
    assert name == "shared_0123456789ab"
    assert "a database of its own" in said[0]


def test_a_commit_without_the_command_shares_what_fits_its_tables(decide):
    name, said = decide(tables=True, seed=False, command=False)
    assert name == "shared"
    assert "no seed command yet" in said[0]


def test_a_commit_with_other_tables_and_no_command_cannot_be_measured(decide):
    with pytest.raises(Unable, match="nothing to measure it on"):
        decide(tables=False, seed=False, command=False)


def test_what_is_no_commit_is_said():
    with pytest.raises(Unable, match="no-such-branch is no commit"), other_commit.checked_out("no-such-branch"):
        pass


def test_files_are_compared_with_the_working_tree(monkeypatch, tmp_path):
    monkeypatch.setattr(other_commit, "ROOT", tmp_path)
    for command in (("init", "-q"), ("add", "a"), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")):
        (tmp_path / "a").write_text("one")
        other_commit._git(*command, needed=True)
    assert other_commit.same("HEAD", "a", "b")
    Path(tmp_path / "b").touch()
    assert other_commit.same("HEAD", "a")
    assert not other_commit.same("HEAD", "a", "b")
    (tmp_path / "a").write_text("two")
    assert not other_commit.same("HEAD", "a")
