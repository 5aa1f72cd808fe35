"""What the pages of delivery show beside their forms, and what they are filled with."""

from typing import Any

from delivery.queries.decisions import granted
from intake.models import Application
from ledger import clock


def page(application: Application) -> dict[str, Any]:
    """Return the person's data and what was granted."""
    person = application.beneficiary
    return {
        "application": application,
        "person": person,
        "contacts": person.contact_points.all(),
        "decision": granted(application),
    }


def expected(application: Application) -> dict[str, Any]:
    """Return what was granted, as the first values of a delivery."""
    decision = granted(application)
    return {
        "step": application.step,
        "what": decision.help_kind if decision else application.service.name,
        "amount": decision.amount if decision else None,
        "received_by": application.applicant_name,
        "provided_on": clock.today(),
    }
