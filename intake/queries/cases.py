"""Find the applications that a person may open, and open one: authorised, and the reading of it logged."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import Http404

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.queries.query_keys import QueryKey
from intake.models import Application, ApplicationQuerySet
from ledger.prepared_queries import Instances, Param
from ui.converters import ReferenceConverter

if TYPE_CHECKING:
    from accounts.models import Staff
    from accounts.states import Reader
    from accounts.views.staff_requests import StaffRequest


def applications_for(user: "Reader") -> ApplicationQuerySet:
    """Return the applications that `user` may open, with what every page of a case shows."""
    return Application.objects.visible_to(user).select_related(
        *("beneficiary", "representative", "service", "policy_version", "branch", "researcher", "created_by"),
        *("notify_channel", "notify_contact"),
    )


def application_or_404(user: "Staff", reference: str) -> Application:
    """Return the application of this reference. Raise Http404 where there is none, or it is not `user`'s to see."""
    # what has no reference's form is not asked of the database, which breaks off at a NUL
    if not re.fullmatch(ReferenceConverter.regex, reference):
        raise Http404
    application: Application | None = _by_reference(QueryKey.of(user)).one(**QueryKey.given(user), reference=reference)
    if application is None:
        raise Http404
    return application


def open_for(request: "StaffRequest", reference: str, *, page: str = "") -> Application:
    """Return the application of this page and log that its file was read (GET and HEAD; `page` is the log's detail).

    Raise Http404 as `application_or_404` does.
    """
    application = application_or_404(request.user, reference)
    if request.method in ("GET", "HEAD"):
        access_log.log(
            by=request.user,
            what=AccessLog.What.CASE_FILE,
            application_ref=application.reference,
            person_id=str(application.beneficiary.public_id),
            detail=page,
            url=request.path,
        )
    return application


@lru_cache(maxsize=256)
def _by_reference(query_key: QueryKey) -> Instances:
    """Every page of a case begins with this query, whose nine joins take longer to plan than to carry out."""
    return Instances(lambda: applications_for(query_key).filter(reference=Param("reference")))
