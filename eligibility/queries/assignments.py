"""Find who may study a case."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from accounts.models import Staff
from accounts.states import Perm
from intake.states import Status

if TYPE_CHECKING:
    from intake.models import Application


def candidates(application: "Application") -> QuerySet[Staff]:
    """Return the researchers who may study this case, of its branch or of all and not recused.

    Each has `open_cases`, how many are open with them, the least first.
    """
    open_cases = Count("cases", filter=Q(cases__status__in=[Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT]))
    return (
        Staff.objects.active_with(Perm.ASSESS)
        .filter(Q(branch=application.branch_id) | Q(branch__isnull=True))
        .exclude(recusals__application=application)
        .annotate(open_cases=open_cases)
        .order_by("open_cases", "name")
    )
