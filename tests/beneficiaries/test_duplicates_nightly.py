"""The search for like records by night and by command."""

from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from beneficiaries import tasks
from beneficiaries.domain.duplicates import scan
from beneficiaries.models import DuplicatePair, DuplicateScan
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice() -> None:
    for _ in range(2):
        make_person(family_name="الغيثاني")


def test_the_night_does_a_share_and_wakes_itself_for_the_rest(twice: None, monkeypatch: Any) -> None:
    woken: list[bool] = []
    monkeypatch.setattr(tasks, "SECONDS", 0.0)
    monkeypatch.setattr(tasks.find_duplicates, "delay", lambda: woken.append(True))
    for _ in range(scan.PIECES):
        tasks.find_duplicates()
    assert len(woken) == scan.PIECES - 1
    assert DuplicateScan.objects.get().finished_at is not None
    assert DuplicatePair.objects.count() == 1


def test_the_night_has_its_time() -> None:
    assert settings.CELERY_BEAT_SCHEDULE["like records"]["task"] == tasks.find_duplicates.name
    assert tasks.SECONDS < settings.CELERY_TASK_SOFT_TIME_LIMIT / 2


def test_the_command_carries_it_to_its_end(twice: None) -> None:
    said = StringIO()
    call_command("find_duplicates", stdout=said)
    assert said.getvalue().startswith("1 new pairs")
    call_command("find_duplicates", stdout=said)
    assert "\n0 new pairs" in said.getvalue()
