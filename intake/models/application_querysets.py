"""Named queries of applications. Views and tasks never spell filters."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.states import Perm
from intake.states import ENDS, Status

if TYPE_CHECKING:
    from accounts.models import Staff
    from accounts.states import Reader
    from intake.models.applications import Application  # noqa: F401 - named in the base class below, as a string

AT_COMMITTEE = [Status.AWAITING_DECISION, Status.ACCEPTED, Status.REJECTED, Status.REGISTERED, Status.SERVED]


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Named queries of applications."""

    def visible_to(self, user: "Reader") -> "ApplicationQuerySet":
        """The applications whose file `user` may open: by branch, assignment, or at the decision; never a barred one.

        Fetching is authorising: what this leaves out answers 404, like a case that does not exist.
        """
        mine = Q() if user.branch_id is None else Q(branch_id=user.branch_id)
        may = Q(pk__in=[])
        if user.may(Perm.SEE_BRANCH_CASES):
            may |= mine & Q(pk__isnull=False)
        if user.may(Perm.SEE_OWN_CASES):
            may |= Q(researcher_id=user.pk) | (mine & Q(status=Status.SUBMITTED, researcher__isnull=True))
        if user.may(Perm.SEE_CASES_AT_COMMITTEE):
            may |= Q(status__in=AT_COMMITTEE)
        if user.may(Perm.SEE_CASES_AT_DECISION):
            may |= Q(status__in=AT_COMMITTEE)
        return self.filter(may).exclude(recusals__staff_id=user.pk)

    def drafts(self) -> "ApplicationQuerySet":
        """Those still being filled in."""
        return self.filter(status=Status.DRAFT)

    def awaiting_researcher(self) -> "ApplicationQuerySet":
        """Submitted and taken by nobody yet."""
        return self.filter(status=Status.SUBMITTED, researcher__isnull=True)

    def for_researcher(self, user: "Staff") -> "ApplicationQuerySet":
        """What this researcher is studying now."""
        return self.filter(researcher=user, status__in=[Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT])

    def awaiting_decision(self) -> "ApplicationQuerySet":
        """Referred and not decided."""
        return self.filter(status=Status.AWAITING_DECISION)

    def open(self) -> "ApplicationQuerySet":
        """Not at an end."""
        return self.exclude(status__in=ENDS)
