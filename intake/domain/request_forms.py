"""The request form of a service on paper: blank, to be filled in by hand, or filled from an application."""

from typing import Any

from documents.domain import pdfs
from intake.domain.applications import policy_in_force
from intake.models import Application, RequiredField, Service
from intake.states import Takes
from ledger import clock
from policy.models import Association, PolicyVersion, Tool

TEMPLATE = "intake/request_form_sheet.html"
# the key of the tool whose name heads the form, where the policy has it
TOOL = "request_form"


def blank(*, service: Service) -> bytes:
    """The form of a service as a PDF under the policy in force: what it asks, and nobody's data.

    Raises Refused before a policy is in force.
    """
    return _draw(policy_in_force(), service, None, {})


def filled(*, application: Application) -> bytes:
    """The form of an application as a PDF: its newest statement's answers, under its own version of the policy."""
    statement = application.statements.order_by("-n").first()
    stated: dict[str, Any] = statement.data.get("answers", {}) if statement else {}
    return _draw(application.policy_version, application.service, application, stated)


def _draw(version: PolicyVersion, service: Service, application: Application | None, answers: dict[str, Any]) -> bytes:
    asked = RequiredField.objects.filter(service=service, active=True, takes=Takes.ANSWER)
    tool = Tool.objects.filter(key=TOOL).first()
    context = {
        "association": Association.objects.first(),
        "version": version,
        "service": service,
        "heading": tool.name if tool else "",
        "application": application,
        "answers": [(field.label, answers.get(field.key, "")) for field in asked],
        "documents": service.required_documents.filter(active=True),
        "printed_at": clock.now(),
    }
    return pdfs.draw(template=TEMPLATE, context=context)
