"""The researcher's recommendation to whoever decides."""

from typing import TYPE_CHECKING

from django.db import transaction

from eligibility.domain.assessments import recorded, studied
from eligibility.domain.refusals import SENTENCES
from eligibility.models import Recommendation
from ledger.errors import translated_integrity_errors
from policy.domain import tools

if TYPE_CHECKING:
    from accounts.models import Staff
    from eligibility.domain.proposals import Proposal
    from policy.models import ToolVersion


def write(
    *, application_id: int, by: "Staff", proposal: "Proposal", tool_version: "ToolVersion | None" = None
) -> Recommendation:
    """Write the recommendation of this round; a later one of the same round takes its place.

    Raises Refused for a tool that is not `by`'s to use, or a case that is not `by`'s to study now.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = studied(application_id, by).application
        tools.check_used(tool_version=tool_version, by=by)
        values = {"round": application.round, "tool_version": tool_version, **proposal.columns}
        earlier = recorded(application.recommendations.all(), by, values)
        return earlier or Recommendation.objects.create(application=application, by=by, **values)
