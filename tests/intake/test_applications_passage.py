"""One whole passage through the domain functions, with every deferred rule run."""

import datetime as dt

import pytest

from eligibility.states import Outcome
from intake.models import Application
from intake.states import Status
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_goes_from_counter_to_service(at, commit):
    with at("2026-03-01 10:00"), commit():
        application = factories.awaiting_decision()
    assert application.decision_not_before - application.submitted_at == dt.timedelta(days=14)
    with at("2026-03-10 10:00"), commit():
        item = factories.voted(application)
    with at("2026-03-15 10:00"), commit():
        decision = factories.decide(item)
        application = factories.serve(factories.register(application))
    assert (decision.outcome, decision.ayes) == (Outcome.ACCEPT, 3)
    assert application.status == Status.SERVED
    names = [move.name.value for move in application.moves.all()]
    assert names == ["submit", "begin", "refer", "accept", "register", "serve"]
    assert Application.objects.visible_to(application.created_by).get() == application
