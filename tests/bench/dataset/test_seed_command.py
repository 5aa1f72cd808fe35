"""`manage.py seed`: what it refuses, and that a database is there whole or not at all."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from accounts.models import Branch, Staff
from bench.dataset import database, papers
from bench.management.commands.seed import private_root
from beneficiaries.models import Beneficiary
from tests.bench.dataset.conftest import unique_name


@pytest.fixture
def place(db, template, django_db_blocker, monkeypatch, tmp_path):
    """A free name for a database; the command makes it from the test's own, and files lie in a temporary folder."""
    monkeypatch.setattr(database, "empty_template", lambda own: template)
    name = unique_name()
    with (
        django_db_blocker.unblock(),
        override_settings(LOCAL=tmp_path, PRIVATE_ROOT=tmp_path / "private", EMBEDDED=True),
        database.server() as own,
    ):
        connection.close()
        yield name
        connection.close()
        for left in (name, f"{name}_loading"):
            database.drop(own, left, force=True)


def seed(name, *options, people=30, cases=40):
    call_command(
        "seed", f"--beneficiaries={people}", f"--applications={cases}", f"--database={name}", *options, verbosity=0
    )


def there(name):
    with database.server() as own:
        return database.exists(own, name)


@pytest.mark.parametrize(
    "name",
    ["mustafid", "postgres", "bench", "Bench_bench", "1_bench", "x_benchmark", "a;b_bench", "mustafid_dev_2", "_dev"],
)
def test_it_refuses_a_name_that_a_real_portal_could_have(place, name):
    with pytest.raises(CommandError, match="no name for a database of invented people"):
        seed(name)


@pytest.mark.parametrize("name", ["mustafid_bench", "mustafid_bench_3", "x_dev", "a1_bench_long_one"])
def test_it_takes_the_names_of_benchmarks(name):
    database.check_name(name)


@pytest.mark.parametrize(("people", "cases"), [(0, 0), (1_000_001, 1), (10, 21), (10, -1)])
def test_it_refuses_numbers_that_it_cannot_plan(place, people, cases):
    with pytest.raises(CommandError, match="1 to 1,000,000 beneficiaries"):
        seed(place, people=people, cases=cases)


@pytest.mark.parametrize("option", ["--waiting=1.5", "--until=yesterday"])
def test_it_refuses_options_that_mean_nothing(place, option):
    with pytest.raises(CommandError):
        seed(place, option)


def test_it_refuses_a_future(place):
    with pytest.raises(CommandError, match="lies in the future"):
        seed(place, "--until=2999-01-01")


@override_settings(DEBUG=False)
def test_it_refuses_real_servers(place):
    with override_settings(EMBEDDED=False), pytest.raises(CommandError, match="The settings name real servers"):
        seed(place)
    assert not there(place)


def test_it_refuses_a_database_that_holds_people_of_others(place, template):
    with database.server() as own:
        database.create(own, place, template=template)
    with database.switched(place):
        Staff.objects.create_user(email="somebody@example.org", name="موظف", roles=["admin"])
    for options in ((), ("--fresh",)):
        with pytest.raises(CommandError, match="holds people that this command did not put there"):
            seed(place, *options)
    with database.switched(place):
        assert Staff.objects.count() == 1


def test_it_refuses_to_remove_files_of_others(place):
    root = private_root(place)
    root.mkdir(parents=True)
    (root / "passport.pdf").write_bytes(b"x")
    with pytest.raises(CommandError, match="holds files that this command did not put there"):
        seed(place)
    assert (root / "passport.pdf").exists()
    assert not there(place)


def test_loaded_once_kept_as_it_is_and_made_anew_only_when_told(place, tmp_path, capsys):
    seed(place)
    page = tmp_path / f"logins-{place}.txt"
    assert "reception1@bench.example" in page.read_text()
    assert page.stat().st_mode & 0o777 == 0o600
    with database.switched(place):
        assert Beneficiary.objects.count() == 30
        password = page.read_text().split()[-1]
        assert Staff.objects.get(email="head1@bench.example").check_password(password)
        Branch.objects.create(name="علامة", city="الرياض", code="MARK")
    root = private_root(place)
    assert (root / papers.MARK).exists()

    page.unlink()
    seed(place)
    assert "already loaded" in capsys.readouterr().out
    renewed = page.read_text().split()[-1]
    with database.switched(place):
        assert Branch.objects.filter(code="MARK").exists()
        assert Staff.objects.get(email="head1@bench.example").check_password(renewed)

    with pytest.raises(CommandError, match=r"other parameters or other code: .*'beneficiaries': 30.* --fresh drops it"):
        seed(place, people=31)
    seed(place, "--fresh", people=31)
    with database.switched(place):
        assert Beneficiary.objects.count() == 31
        assert not Branch.objects.filter(code="MARK").exists()


def test_what_a_killed_run_left_is_made_anew(place, template, monkeypatch):
    def killed(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("bench.management.commands.seed.load", killed)
    with pytest.raises(KeyboardInterrupt):
        seed(place)
    assert there(f"{place}_loading")
    assert not there(place)
    monkeypatch.undo()
    monkeypatch.setattr(database, "empty_template", lambda own: template)
    connection.close()
    seed(place)
    assert there(place)
    assert not there(f"{place}_loading")


def test_two_runs_do_not_load_the_same_database(place):
    with database.server() as own:
        database.claim(own, place)
        with pytest.raises(CommandError, match="Another run is loading"):
            seed(place)
    assert not there(place)


def test_a_role_that_is_no_superuser_is_told_why(place, monkeypatch):
    with database.server() as own:
        own.execute(f"CREATE ROLE {place} LOGIN")
        try:
            monkeypatch.setitem(connection.settings_dict, "USER", place)
            with pytest.raises(CommandError, match="is no superuser"):
                seed(place)
        finally:
            monkeypatch.undo()
            own.execute(f"DROP ROLE {place}")
