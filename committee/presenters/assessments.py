"""The study of a case as those who decide read it: recommendation, figures, differences, reviews and interviews."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from intake.models.decision_windows import DecisionWindow
from intake.states import FieldKind, MatchResult

if TYPE_CHECKING:
    from eligibility.models import DocumentReview, Interview, Recommendation
    from intake.models import Application, MatchLine


@dataclass(frozen=True)
class Study:
    """What the researcher laid before those who decide."""

    application: "Application"
    recommendation: "Recommendation | None"
    facts: list[tuple[Any, Any, bool]]
    differences: "list[MatchLine]"
    reviews: "list[DocumentReview]"
    interviews: "list[Interview]"
    window: DecisionWindow


def of(application: "Application", in_round: int) -> dict[str, Any]:
    """Return the values of a Study: of the newest statement, and of the recommendation of this round."""
    assessment = getattr(application, "assessment", None)
    statement = application.statements.order_by("-n").prefetch_related("lines__document").first()
    sheet = list(statement.lines.all()) if statement else []
    return {
        "application": application,
        "recommendation": application.recommendations.filter(round=in_round).select_related("by").last(),
        "facts": _facts(statement.data if statement else {}, sheet),
        "differences": [row for row in sheet if row.result in (MatchResult.DIFFERS, MatchResult.ABSENT)],
        "reviews": list(assessment.reviews.select_related("by")) if assessment else [],
        "interviews": list(assessment.interviews.select_related("by")) if assessment else [],
        "window": window_of(application),
    }


def window_of(application: "Application") -> DecisionWindow:
    """Return the window before which no decision on the case is recorded, as it stands now."""
    return DecisionWindow(application.submitted_at, application.decision_not_before)


def _facts(data: dict[str, Any], sheet: "list[MatchLine]") -> list[tuple[Any, Any, bool]]:
    """Return three figures at most, as relied upon: label, value, whether it is money (then riyals as Decimal).

    Amounts come first. Where the service asks for no count, the stated household stands in, its head included.
    """
    rows = [row for row in sheet if row.kind in (FieldKind.MONEY, FieldKind.NUMBER) and row.value]
    rows.sort(key=lambda row: row.kind != FieldKind.MONEY)
    figures = [_figure(row) for row in rows]
    if all(money for _label, _value, money in figures):
        figures.append((_("Household members"), len(data.get("household", [])) + 1, False))
    return figures[:3]


def _figure(row: "MatchLine") -> tuple[Any, Any, bool]:
    try:
        amount = Decimal(row.value)
    except InvalidOperation:
        return row.label, row.value, False
    return row.label, amount if row.kind == FieldKind.MONEY else row.value, row.kind == FieldKind.MONEY
