"""Studying a case (policy, eligibility steps 2 and 3): take it, examine, hear, recommend, refer for decision."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from eligibility.models import Assessment, DocumentReview, Interview, Recommendation
from eligibility.states import Finding, Outcome, Place
from intake import rules
from intake.domain import moves
from intake.models import Application
from intake.states import Mechanism
from ledger import clock
from ledger.errors import Refused
from policy.domain import tools

if TYPE_CHECKING:
    from accounts.models import Staff
    from policy.models import ToolVersion


def take(*, application_id: int, step: int, by: "Staff", researcher: "Staff | None" = None) -> Application:
    """Begins the study of a submitted application; `researcher` (by default `by`) becomes responsible for it."""
    with transaction.atomic():
        application = moves.begin(application_id=application_id, step=step, by=by, researcher=researcher)
        Assessment.objects.get_or_create(application=application, defaults={"opened_by": by})
        return application


def review_documents(
    *, application_id: int, by: "Staff", finding: Finding, note: str, tool_version: "ToolVersion | None" = None
) -> DocumentReview:
    """Records a document review, with the tool that was worked with.

    Raises Refused for an empty note, a tool that is not `by`'s to use, or a case that is not `by`'s to study now.
    """
    if not note.strip():
        raise Refused(_("State what was examined and found."), field="note")
    with transaction.atomic():
        assessment = _studied(application_id, by)
        tools.check_used(tool_version=tool_version, by=by)
        said = {"finding": finding, "note": note.strip(), "tool_version": tool_version}
        return _again(assessment.reviews, by, said) or DocumentReview.objects.create(
            assessment=assessment, by=by, **said
        )


def record_interview(
    *,
    application_id: int,
    by: "Staff",
    held_on: dt.date,
    place: Place,
    present: str,
    summary: str,
    tool_version: "ToolVersion | None" = None,
) -> Interview:
    """Records an interview that was held, with the tool that was worked with.

    Raises Refused for a day to come or before the submission, or a tool that is not `by`'s to use.
    """
    with transaction.atomic():
        assessment = _studied(application_id, by)
        submitted = assessment.application.submitted_at
        if held_on > clock.today():
            raise Refused(_("The interview cannot be held in the future."), field="held_on")
        if submitted and held_on < submitted.astimezone(clock.RIYADH).date():
            raise Refused(_("The interview cannot be held before the application was submitted."), field="held_on")
        tools.check_used(tool_version=tool_version, by=by)
        said = {
            "held_on": held_on,
            "place": place,
            "present": present.strip(),
            "summary": summary.strip(),
            "tool_version": tool_version,
        }
        return _again(assessment.interviews, by, said) or Interview.objects.create(assessment=assessment, by=by, **said)


def recommend(
    *,
    application_id: int,
    by: "Staff",
    outcome: Outcome,
    reasons: str,
    help_kind: str = "",
    amount: Decimal | None = None,
    conditions: str = "",
    tool_version: "ToolVersion | None" = None,
) -> Recommendation:
    """Writes the recommendation of this round; a later one of the same round takes its place.

    `amount` is in riyals. Raises Refused: no reasons, acceptance without the kind of help, rejection with an amount, a
    tool that is not `by`'s to use.
    """
    _check_recommendation(outcome, reasons, help_kind, amount)
    with transaction.atomic():
        application = _studied(application_id, by).application
        tools.check_used(tool_version=tool_version, by=by)
        said = {
            "round": application.round,
            "outcome": outcome,
            "help_kind": help_kind.strip(),
            "amount": amount,
            "conditions": conditions.strip(),
            "reasons": reasons.strip(),
            "tool_version": tool_version,
        }
        return _again(application.recommendations, by, said) or Recommendation.objects.create(
            application=application, by=by, **said
        )


def refer(*, application_id: int, step: int, by: "Staff") -> Application:
    """Refers the case for decision. Raises Refused while an examination or the recommendation still lacks."""
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",)).select_related("service").get(pk=application_id)
        )
        lacking = what_lacks(application)
        if lacking and application.step == step:
            raise Refused(lacking[0], code="lacking")
        return moves.refer(application_id=application_id, step=step, by=by)


def what_lacks(application: Application) -> list[str]:
    """Sentences for what is still to be done before the case can be referred, in order; empty when nothing lacks."""
    assessment = Assessment.objects.filter(application=application).first()
    wanted = application.service.mechanisms
    lacks = []
    if Mechanism.DOCUMENT_REVIEW in wanted and not (assessment and assessment.reviews.exists()):
        lacks.append(_("The document review is not recorded yet."))
    if Mechanism.INTERVIEW in wanted and not (assessment and assessment.interviews.exists()):
        lacks.append(_("The interview is not recorded yet."))
    if not application.recommendations.filter(round=application.round).exists():
        lacks.append(_("The recommendation is not written yet."))
    return lacks


def _again(rows: Any, by: "Staff", said: dict[str, Any]) -> Any:
    """The newest of these rows where it is `by`'s and says the same: one click that arrived twice adds one record."""
    last = rows.order_by("-pk").first()
    same = (
        last is not None and last.by_id == by.pk and all(getattr(last, name) == value for name, value in said.items())
    )
    return last if same else None


def _studied(application_id: int, by: "Staff") -> Assessment:
    """The assessment of a case that is `by`'s to study now, its application locked."""
    application = Application.objects.select_for_update().get(pk=application_id)
    if not rules.may_study(by, application) or rules.is_recused(by, application):
        raise Refused(_("This case is not yours to study now."), code="may")
    assessment, _made = Assessment.objects.get_or_create(application=application, defaults={"opened_by": by})
    assessment.application = application
    return assessment


def _check_recommendation(outcome: Outcome, reasons: str, help_kind: str, amount: Decimal | None) -> None:
    if not reasons.strip():
        raise Refused(_("State the reasons."), field="reasons")
    if outcome == Outcome.ACCEPT and not help_kind.strip():
        raise Refused(_("State the kind of help."), field="help_kind")
    if amount is not None and amount <= 0:
        raise Refused(_("The amount has to be more than zero."), field="amount")
    if outcome == Outcome.REJECT and amount is not None:
        raise Refused(_("A rejection has no amount."), field="amount")
