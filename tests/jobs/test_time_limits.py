"""The broker waits for longer than any task may run: else it would give the same work to a second worker."""

import pytest
from django.conf import settings

from config.celery import app
from jobs.domain.runs import PATIENCE


def limits() -> dict[str, tuple[float, float]]:
    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    soft, hard = settings.CELERY_TASK_SOFT_TIME_LIMIT, settings.CELERY_TASK_TIME_LIMIT
    return {name: (task.soft_time_limit or soft, task.time_limit or hard) for name, task in ours.items()}


def test_every_task_is_walked():
    assert {
        "exports.tasks.export",
        "imports.tasks.register_people",
        "jobs.tasks.purge",
        "channels_log.tasks.sweep",
    } <= set(limits())


def test_no_task_outlasts_the_broker():
    assert {name: hard for name, (_soft, hard) in limits().items() if hard >= settings.CELERY_VISIBILITY_TIMEOUT} == {}
    options = (settings.CELERY_BROKER_TRANSPORT_OPTIONS, settings.CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS)
    assert options == ({"visibility_timeout": settings.CELERY_VISIBILITY_TIMEOUT},) * 2


@pytest.mark.parametrize(("name", "limit"), limits().items())
def test_a_task_is_asked_to_end_before_it_is_ended(name, limit):
    soft, hard = limit
    assert PATIENCE < soft < hard
