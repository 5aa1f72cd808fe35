"""Tables of intake, a module per subject."""

from intake.models.application import Application, Bar, Move
from intake.models.queries import ApplicationQuerySet
from intake.models.service import RequiredDocument, RequiredField, Service
from intake.models.statement import Declaration, MatchLine, Statement, StatementDocument
from intake.models.trail import Receipt, Referral

__all__ = [
    "Application",
    "ApplicationQuerySet",
    "Bar",
    "Declaration",
    "MatchLine",
    "Move",
    "Receipt",
    "Referral",
    "RequiredDocument",
    "RequiredField",
    "Service",
    "Statement",
    "StatementDocument",
]
