"""Read the study of a case."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eligibility.models import Assessment
from intake.queries import cases
from intake.states import Mechanism

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import Staff
    from intake.models import Application, MatchLine


def what_lacks(application: "Application") -> list[str]:
    """Return sentences for what is still to be done before the case can be referred, in order."""
    assessment = Assessment.objects.filter(application=application).first()
    mechanisms = application.service.mechanisms
    lacks = []
    if Mechanism.DOCUMENT_REVIEW in mechanisms and not (assessment and assessment.reviews.exists()):
        lacks.append(_("The document review is not recorded yet."))
    if Mechanism.INTERVIEW in mechanisms and not (assessment and assessment.interviews.exists()):
        lacks.append(_("The interview is not recorded yet."))
    if not application.recommendations.filter(round=application.round).exists():
        lacks.append(_("The recommendation is not written yet."))
    return lacks


def newest_lines(application: "Application") -> "Iterable[MatchLine]":
    """Return the lines of the newest statement: what the application states."""
    statement = application.statements.order_by("-n").first()
    return statement.lines.select_related("requirement") if statement else ()


def is_open_to(user: "Staff", reference: str) -> bool:
    """Whether `user` may open the case now: what they just did may have handed it on."""
    return cases.applications_for(user).filter(reference=reference).exists()
