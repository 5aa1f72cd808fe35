"""An application in its study: taken, reviewed, interviewed, recommended on, referred."""

from typing import Any

from accounts.models import Staff
from eligibility.domain import assessments, assignments, document_reviews, interviews, recommendations
from eligibility.domain.proposals import Proposal
from eligibility.models import DocumentReview, Interview, Recommendation
from eligibility.states import Finding, Outcome, Place
from intake.models import Application
from ledger import clock

HELP_KIND = "سداد إيجار سكن"
REASONS = {
    Outcome.ACCEPT: "دخل الأسرة دون حد الاستحقاق.",
    Outcome.REJECT: "دخل الأسرة يتجاوز حد الاستحقاق.",
}


def take(application: Application, *, by: Staff) -> Application:
    """Let a researcher take the case."""
    return assignments.take(application_id=application.pk, step=application.step, by=by)


def review(application: Application, *, by: Staff) -> DocumentReview:
    """Find the documents satisfying."""
    return document_reviews.record(
        application_id=application.pk, by=by, finding=Finding.SATISFIES, note="الوثائق مكتملة وسارية."
    )


def interview(application: Application, *, by: Staff, place: str = Place.OFFICE, **fields: Any) -> Interview:
    """Record an interview held today."""
    values: dict[str, Any] = {"present": "المستفيدة", "summary": "الدخل ثابت والأسرة من ستة أفراد.", **fields}
    return interviews.record(application_id=application.pk, by=by, held_on=clock.today(), place=Place(place), **values)


def recommend(application: Application, *, by: Staff, outcome: str = Outcome.ACCEPT) -> Recommendation:
    """Recommend this outcome."""
    return recommendations.write(
        application_id=application.pk,
        by=by,
        proposal=Proposal(
            outcome=Outcome(outcome),
            help_kind=HELP_KIND if outcome == Outcome.ACCEPT else "",
            reasons=REASONS[Outcome(outcome)],
        ),
    )


def refer(application: Application, *, by: Staff) -> Application:
    """Refer the case for decision."""
    return assessments.refer(application_id=application.pk, step=application.step, by=by)


def study(application: Application, *, by: Staff, outcome: str = Outcome.ACCEPT) -> Application:
    """Review, interview, recommend and refer a case that `by` has taken."""
    review(application, by=by)
    interview(application, by=by)
    recommend(application, by=by, outcome=outcome)
    return refer(application, by=by)
