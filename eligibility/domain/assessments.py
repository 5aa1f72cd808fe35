"""The study of a case as a whole (policy, eligibility steps 2 and 3): what is still to be done, and its referral."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import Model

from eligibility.domain.refusals import SENTENCES
from eligibility.models import Assessment
from eligibility.queries.assessments import what_lacks
from intake import rules
from intake.domain import moves
from intake.models import Application
from ledger.errors import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff

Row = TypeVar("Row", bound=Model)


def refer(*, application_id: int, step: int, by: "Staff") -> Application:
    """Refer the case for decision. Raises Refused while an examination or the recommendation still lacks."""
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",)).select_related("service").get(pk=application_id)
        )
        lacking = what_lacks(application)
        if lacking and application.step == step:
            raise Refused(lacking[0], code="lacking")
        return moves.refer(application_id=application_id, step=step, by=by)


def studied(application_id: int, by: "Staff") -> Assessment:
    """Return the assessment of a case, its application locked. Raise Refused where it is not `by`'s to study now."""
    application = Application.objects.select_for_update().get(pk=application_id)
    if not rules.may_study(by, application) or rules.is_recused(by, application):
        raise Refused(SENTENCES["case_not_in_assessment"], code="may")
    assessment, _made = Assessment.objects.get_or_create(application=application, defaults={"opened_by": by})
    assessment.application = application
    return assessment


def recorded(rows: "QuerySet[Row]", by: "Staff", values: dict[str, Any]) -> Row | None:
    """Return the newest of these rows where it is `by`'s with these values: a click that came twice adds one record."""
    last = rows.order_by("-pk").first()
    said = {"by_id": by.pk, **values}
    return last if last is not None and all(getattr(last, name) == value for name, value in said.items()) else None
