"""Who studies a submitted case: the researcher who takes it, or the one to whom the head assigns it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from eligibility.models import Assessment
from eligibility.queries.assignments import candidates
from intake.domain import moves
from intake.models import Application
from intake.rules import is_recused
from intake.states import Status
from ledger.errors import Refused

if TYPE_CHECKING:
    from accounts.models import Staff


def take(*, application_id: int, step: int, by: "Staff") -> Application:
    """Begin the study of a submitted application, for which `by` becomes responsible; a second click changes nothing.

    Raises Refused as intake's moves do.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        mine = application.researcher_id == by.pk and application.state != Status.SUBMITTED
        if mine and not is_recused(by, application):
            return application
        return _begin(application_id, step, by, by)


def assign(*, application_id: int, step: int, by: "Staff", researcher: "Staff") -> Application:
    """Begin the study of a submitted application, for which `researcher` becomes responsible.

    Raises Refused where assigning is not `by`'s to do, or the case not the researcher's to study.
    """
    require(by, Perm.ASSIGN)
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if not candidates(application).filter(pk=researcher.pk).exists():
            raise Refused(
                _("%(name)s cannot study this case.") % {"name": researcher.name}, code="candidate", field="researcher"
            )
        return _begin(application_id, step, by, researcher)


def _begin(application_id: int, step: int, by: "Staff", researcher: "Staff") -> Application:
    application = moves.begin(application_id=application_id, step=step, by=by, researcher=researcher)
    Assessment.objects.get_or_create(application=application, defaults={"opened_by": by})
    return application
