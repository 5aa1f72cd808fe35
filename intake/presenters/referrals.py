"""The points of an application that were referred, each with the form of its answer where it waits for one."""

from typing import Any

from accounts.models import Staff
from accounts.states import Perm
from intake.forms.referrals import AnswerForm
from intake.models import Application
from intake.queries.referrals import referrals_of


def points(application: Application, user: Staff, answered: dict[int, AnswerForm]) -> list[dict[str, Any]]:
    """Return the referrals as {point, form}; `answered` are forms that came back with errors, by referral."""
    rows = []
    for point in referrals_of(application):
        waits = point.answered_at is None and user.may(Perm.ANSWER_REFERRALS)
        form = answered.get(point.pk) or (AnswerForm(prefix=f"r{point.pk}") if waits else None)
        rows.append({"point": point, "form": form})
    return rows
