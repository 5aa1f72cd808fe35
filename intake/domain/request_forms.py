"""The request form of a service on paper: blank, to be filled in by hand, or filled from an application.

Nothing is kept: the form is drawn anew whenever somebody asks for it.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.domain import pdfs, stored_files
from intake.domain.applications import policy_in_force
from intake.models import Application, Declaration, MatchLine, RequiredField, Service, StatementDocument
from intake.states import FieldKind, SignMethod, Takes
from ledger import clock
from policy.models import Association, Channel, PolicyVersion

TEMPLATE = "intake/request_forms_sheet.html"
# the key of the tool whose name heads the form, where the policy has it
TOOL = "request_form"
# lines for the household on a blank form of one page, and of two
HOUSEHOLD, ROOMY = 6, 10
# so many lines of questions and documents stand on the page of the person's data; with more, they have their own
FITS = 3
# an amount or a count needs half a line
SHORT = (FieldKind.NUMBER, FieldKind.MONEY)
IDENTITY = {
    Takes.NAME: _("Full name"),
    Takes.ID_NUMBER: _("ID number"),
    Takes.BIRTH_DATE: _("Date of birth"),
}


@dataclass(frozen=True)
class Question:
    """What the form asks: `choices` are ticked, everything else is written; `answer` is a kept value."""

    label: str
    kind: str
    choices: tuple[str, ...] = ()
    optional: bool = False
    answer: str = ""


@dataclass(frozen=True)
class Paper:
    """A document that goes with the form, and whether it was presented: as a scan, or as the original."""

    label: str
    optional: bool = False
    scanned: bool = False
    seen: bool = False

    @property
    def shown(self) -> bool:
        return self.scanned or self.seen


def blank(*, service: Service) -> bytes:
    """Return the form of a service as a PDF under the policy in force: what it asks, and nobody's data.

    Raise Refused before a policy is in force.
    """
    version = policy_in_force()
    asked = list(service.required_fields.filter(active=True))
    lines = _in_lines([_question(field) for field in asked if field.takes == Takes.ANSWER])
    papers = [Paper(row.label, not row.required) for row in service.required_documents.filter(active=True)]
    roomy = len(lines) + (len(papers) + 1) // 2 > FITS
    return _draw(
        version,
        service,
        labels=_labels((Takes(field.takes), field.label) for field in asked),
        lines=lines,
        papers=papers,
        channels=Channel.objects.carrying_decisions(),
        roomy=roomy,
        empty_rows=range(1, (ROOMY if roomy else HOUSEHOLD) + 1),
    )


def filled(*, application: Application) -> bytes:
    """Return the form of an application as a PDF: its newest statement, under its own version of the policy.

    The ID number stands in it masked, as on the receipt. Before the submission its version is the one in force.
    """
    version = application.policy_version if application.submitted_at else policy_in_force()
    statement = application.statements.order_by("-n").first()
    lines = list(statement.lines.select_related("requirement")) if statement else []
    signed = Declaration.objects.filter(statement=statement).select_related("witness", "signature").first()
    data: dict[str, Any] = statement.data if statement else {}
    return _draw(
        version,
        application.service,
        application=application,
        identity=data.get("identity", {}),
        household=data.get("household", []),
        labels=_labels((Takes(line.requirement.takes), line.label) for line in lines),
        lines=_in_lines([_answered(line) for line in lines if line.requirement.takes == Takes.ANSWER]),
        papers=[_presented(row) for row in statement.documents.all()] if statement else [],
        signed=signed,
        drawn=_drawn(signed),
    )


def _draw(version: PolicyVersion, service: Service, **more: Any) -> bytes:
    named = (row["name"] for row in version.tool_rows if row["key"] == TOOL)
    context = {
        "association": Association.objects.first(),
        "version": version,
        "service": service,
        "heading": next(named, ""),
        "application": None,
        "printed_at": clock.now(),
        **more,
    }
    return pdfs.draw(template=TEMPLATE, context=context)


def _labels(asked: Iterable[tuple[Takes, str]]) -> dict[str, Any]:
    """Return the labels of the identity's lines: as the service asks for them, else in our words."""
    labels: dict[Takes, list[str]] = {}
    for takes, label in asked:
        if label not in labels.setdefault(takes, []):
            labels[takes].append(label)
    return {takes.value: " / ".join(labels.get(takes, [])) or words for takes, words in IDENTITY.items()}


def _in_lines(questions: list[Question]) -> list[list[Question]]:
    """Return the questions as lines of the form: two short ones that follow each other share a line."""
    lines: list[list[Question]] = []
    for question in questions:
        if lines and len(lines[-1]) == 1 and {lines[-1][0].kind, question.kind} <= set(SHORT):
            lines[-1].append(question)
        else:
            lines.append([question])
    return lines


def _question(field: RequiredField) -> Question:
    choices = tuple(field.choices) if field.kind == FieldKind.CHOICE else ()
    return Question(field.label, field.kind, choices, not field.required)


def _answered(line: MatchLine) -> Question:
    return Question(line.label, line.kind, optional=not line.required, answer=line.declared)


def _presented(row: StatementDocument) -> Paper:
    return Paper(row.label, not row.required, scanned=row.file_id is not None, seen=row.seen_original)


def _drawn(signed: Declaration | None) -> str:
    """Return the signature drawn on the screen as a data: address; empty where there is none."""
    if signed is None or signed.method != SignMethod.PAD or signed.signature is None:
        return ""
    picture = base64.b64encode(stored_files.read(file=signed.signature)).decode()
    return f"data:{signed.signature.content_type};base64,{picture}"
