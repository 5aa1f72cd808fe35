"""Tables of intake, a module per subject."""

from intake.models.application_querysets import ApplicationQuerySet
from intake.models.applications import Application, Move, Recusal
from intake.models.services import RequiredDocument, RequiredField, Service
from intake.models.statements import Declaration, MatchLine, Statement, StatementDocument
from intake.models.trail import Receipt, Referral

__all__ = [
    "Application",
    "ApplicationQuerySet",
    "Declaration",
    "MatchLine",
    "Move",
    "Receipt",
    "Recusal",
    "Referral",
    "RequiredDocument",
    "RequiredField",
    "Service",
    "Statement",
    "StatementDocument",
]
