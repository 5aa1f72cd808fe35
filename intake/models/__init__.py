"""Tables of intake, a module per subject."""

from intake.models.applications import Application, ApplicationQuerySet
from intake.models.decision_windows import DecisionWindow
from intake.models.declarations import Declaration
from intake.models.documents import StatementDocument
from intake.models.match_sheets import MatchLine
from intake.models.moves import Move
from intake.models.receipts import Receipt
from intake.models.recusals import Recusal
from intake.models.referrals import Referral
from intake.models.services import RequiredDocument, RequiredField, Service
from intake.models.statements import Statement

__all__ = [
    "Application",
    "ApplicationQuerySet",
    "DecisionWindow",
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
