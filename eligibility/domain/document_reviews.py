"""The examination of a case's documents (mechanism 1)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from eligibility.domain.assessments import recorded, studied
from eligibility.domain.refusals import SENTENCES
from eligibility.models import DocumentReview
from eligibility.states import Finding
from ledger.errors import Refused, translated_integrity_errors
from policy.domain import tools

if TYPE_CHECKING:
    from accounts.models import Staff
    from policy.models import ToolVersion


def record(
    *, application_id: int, by: "Staff", finding: Finding, note: str, tool_version: "ToolVersion | None" = None
) -> DocumentReview:
    """Record a document review, with the tool that was worked with.

    Raises Refused for an empty note, a tool that is not `by`'s to use, or a case that is not `by`'s to study now.
    """
    if not note.strip():
        raise Refused(_("State what was examined and found."), field="note")
    values = {"finding": finding, "note": note.strip(), "tool_version": tool_version}
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        assessment = studied(application_id, by)
        tools.check_used(tool_version=tool_version, by=by)
        earlier = recorded(assessment.reviews.all(), by, values)
        return earlier or DocumentReview.objects.create(assessment=assessment, by=by, **values)
