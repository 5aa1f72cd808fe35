"""Interviews with the applicant (mechanism 2)."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from eligibility.domain.assessments import recorded, studied
from eligibility.domain.refusals import SENTENCES
from eligibility.models import Interview
from eligibility.states import Place
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors
from policy.domain import tools

if TYPE_CHECKING:
    from accounts.models import Staff
    from policy.models import ToolVersion


def record(
    *,
    application_id: int,
    by: "Staff",
    held_on: dt.date,
    place: Place,
    present: str,
    summary: str,
    tool_version: "ToolVersion | None" = None,
) -> Interview:
    """Record an interview that was held, with the tool that was worked with.

    Raises Refused for a day to come or before the submission, a tool that is not `by`'s to use, or a case that is not
    `by`'s to study now.
    """
    values = {
        "held_on": held_on,
        "place": place,
        "present": present.strip(),
        "summary": summary.strip(),
        "tool_version": tool_version,
    }
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        assessment = studied(application_id, by)
        submitted = assessment.application.submitted_at
        if held_on > clock.today():
            raise Refused(_("The interview cannot be held in the future."), field="held_on")
        if submitted and held_on < submitted.astimezone(clock.RIYADH).date():
            raise Refused(_("The interview cannot be held before the application was submitted."), field="held_on")
        tools.check_used(tool_version=tool_version, by=by)
        earlier = recorded(assessment.interviews.all(), by, values)
        return earlier or Interview.objects.create(assessment=assessment, by=by, **values)
