"""`load_policy` and `check_profiles`: what whoever runs them sees."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from policy.domain.profiles import loads
from policy.models import Association, Channel
from tests.policy.sample import SLUG, changed, line_of, snapshot, write

MISSING = "version 1: signed document: still to be uploaded"
ADVICE = "--force writes over it, --keep leaves it and loads the rest"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the sample, in the place of the portal's profiles."""
    write(tmp_path)
    monkeypatch.setitem(loads.load.__kwdefaults__, "folder", tmp_path)
    return tmp_path


def run(*args: str, name: str = "load_policy", **options: Any) -> list[str]:
    out = StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.mark.django_db
@pytest.mark.usefixtures("folder")
def test_it_says_what_changed_and_then_no_change() -> None:
    lines = run(SLUG)
    assert lines[0] == "association: sample created: جمعية المثال"
    assert lines[-2:] == ["policy: version 1 in force", MISSING]
    assert run(SLUG) == ["no change", MISSING]


@pytest.mark.django_db
def test_a_dry_run_says_the_same_and_writes_nothing(folder: Path) -> None:
    empty = snapshot()
    lines = run(SLUG, "--dry-run")
    assert lines[-1] == "dry run: nothing was written"
    assert snapshot() == empty
    assert run(SLUG) == lines[:-1]
    write(folder, changed(("name: الهاتف", "name: الاتصالات الهاتفية")))
    before = snapshot()
    assert run(SLUG, "--dry-run") == [
        "channel: phone: name: الهاتف → الاتصالات الهاتفية",
        MISSING,
        "dry run: nothing was written",
    ]
    assert snapshot() == before


@pytest.mark.django_db
def test_what_an_administrator_changed_is_refused_unless_it_is_told(folder: Path) -> None:
    run(SLUG)
    Channel.objects.filter(key="phone").update(name="هاتف")
    text = changed(("name: الخطابات", "name: رسائل"))
    write(folder, text)
    conflict = (
        f"sample.yaml:{line_of(text, 'key: phone')}: channels[2].name: "
        "an administrator changed it from الهاتف to هاتف; the profile says الهاتف"
    )
    before = snapshot()
    with pytest.raises(CommandError) as caught:
        run(SLUG)
    assert str(caught.value).splitlines() == [
        "sample.yaml: would write over what was changed here:",
        conflict,
        f"nothing was written; {ADVICE}",
    ]
    assert run(SLUG, "--dry-run") == [
        "channel: letters: name: الخطابات → رسائل",
        "sample.yaml: would write over what was changed here:",
        conflict,
        f"dry run: nothing was written, and the load would be refused; {ADVICE}",
    ]
    assert snapshot() == before
    assert run(SLUG, "--keep", "--dry-run")[0] == "channel: letters: name: الخطابات → رسائل"
    assert run(SLUG, "--force") == [
        "channel: phone: name: هاتف → الهاتف",
        "channel: letters: name: الخطابات → رسائل",
        MISSING,
    ]


@pytest.mark.django_db
def test_a_broken_profile_is_one_line(folder: Path) -> None:
    text = changed(("weekday: الأحد", "weekday: الإثنين"))
    write(folder, text)
    with pytest.raises(CommandError) as caught:
        run(SLUG)
    assert str(caught.value) == (
        f"sample.yaml:{line_of(text, 'weekday')}: policy.weekday: is الإثنين, and approved_on 2024-10-20 is الأحد"
    )
    assert not Association.objects.exists()


@pytest.mark.usefixtures("folder")
def test_force_and_keep_are_not_named_together() -> None:
    with pytest.raises(CommandError, match="name one"):
        run(SLUG, "--force", "--keep")


@pytest.mark.django_db
@pytest.mark.usefixtures("folder")
def test_a_profile_that_is_not_there_is_told() -> None:
    with pytest.raises(CommandError, match=r"^nobody\.yaml: there is no such profile; there are: sample$"):
        run("nobody")


def test_profiles_are_read_without_a_database(folder: Path) -> None:
    assert run(name="check_profiles") == [f"{slug}: in order" for slug in loads.available()]
    assert run(SLUG, name="check_profiles", folder=folder) == ["sample: in order"]
    write(folder, changed(("  title: سياسة المثال\n", "")))
    with pytest.raises(CommandError, match=r"^sample\.yaml:7: policy\.title: is missing$"):
        run(name="check_profiles", folder=folder)
