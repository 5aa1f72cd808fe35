"""What the administrator is reminded of about the policy: a signed document to upload, a review that is due."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import clock
from policy.models import PolicyVersion
from policy.queries import reviews, versions
from ui import calendars


@dataclass(frozen=True)
class Reminder:
    """One sentence, why, and where it is seen to; `tone` is a tint of the look."""

    text: str
    url: str
    label: Any
    why: str = ""
    tone: str = "amber"


def reminders() -> list[Reminder]:
    unsigned = [
        Reminder(
            text=_("Version %(number)s: the signed document is still to be uploaded.") % {"number": version.number},
            url=reverse("policy:version_signed", args=[version.number]),
            label=_("Upload signed document"),
        )
        for version in versions.unsigned()
    ]
    due = reviews.due()
    return [*unsigned, _review(due)] if due else unsigned


def _review(version: PolicyVersion) -> Reminder:
    day = version.effective_review_on
    assert day is not None
    overdue = day < clock.today()
    sentence = (
        _("The review of the policy is overdue since %(day)s.")
        if overdue
        else _("The policy is to be reviewed by %(day)s.")
    )
    return Reminder(
        text=sentence % {"day": calendars.both(day)},
        url=reverse("policy:review"),
        label=_("Record review of the policy"),
        why=version.review_text or _("The policy itself states no review; this reminder is the portal's own."),
        tone="red" if overdue else "amber",
    )
