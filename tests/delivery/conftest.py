"""An application accepted after its window, and one whose registration is completed."""

import pytest

from intake.models import Application
from tests import factories


@pytest.fixture
def accepted(at, commit):
    with at("2026-01-01 10:00"), commit():
        application = factories.awaiting_decision()
    with at("2026-01-02 10:00"), commit():
        item = factories.voted(application)
    with at("2026-01-15 10:00"), commit():
        factories.decide(item)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def registered(accepted, at, commit):
    with at("2026-01-16 10:00"), commit():
        return factories.register(accepted)
