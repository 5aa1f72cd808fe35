"""Cases whose people are owed notices."""

import datetime as dt

from django.db import connection
from django.urls import reverse

from channels_log.domain import outbox
from channels_log.models import Notice
from committee.models import Decision
from eligibility.states import Outcome
from intake.models import Application
from tests import factories

DAY_0 = dt.datetime(2026, 3, 1, 7, 0, tzinfo=dt.UTC)
DAY_13 = DAY_0 + dt.timedelta(days=13)
DAY_15 = DAY_0 + dt.timedelta(days=15)


def sql(statement, *values):
    """Runs raw SQL and returns its rows, if any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None


def voted(at, *, outcome=Outcome.ACCEPT, **fields) -> Application:
    """Submitted on day 0; its motion was carried and its voting closed on day 2; not decided."""
    with at(DAY_0):
        application = factories.awaiting_decision(outcome=outcome, **fields)
    with at(DAY_0 + dt.timedelta(days=2)):
        factories.voted(application, outcome=outcome)
    return application


def decided(at, **fields) -> Decision:
    """Decided on day 15."""
    application = voted(at, **fields)
    with at(DAY_15):
        return factories.decide(application.agenda_items.get())


def submitted(at, **fields) -> Application:
    """Submitted on day 0."""
    with at(DAY_0):
        return factories.submitted(**fields)


def noticed(at, *, when=DAY_15, **fields) -> Notice:
    """The notice of receipt of an application submitted on day 0, made and not sent."""
    application = submitted(at, **fields)
    with at(when):
        outbox.make_all()
    return Notice.objects.get(application=application)


def url(name, *args) -> str:
    """The address of a page of the log."""
    return reverse(f"channels_log:{name}", args=args)


def stranger(*roles):
    """A member of staff of another branch."""
    return factories.make_staff(*roles, branch=factories.make_branch("OTHER"))
