"""A request for a list as a file: it is kept with the job and in the access log."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.rules import require
from accounts.states import Perm
from exports.domain.listings import Listing
from jobs.domain import queue
from jobs.models import Job, JobRequest
from ledger import clock
from ledger.errors import Refused

NO_REASON = gettext_lazy("Whole identity numbers need a reason.")
TASK = "exports.tasks.export"
# two clicks on one page ask for one file
SAME_PAGE = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class ExportRequest(JobRequest):
    """What was chosen, as the job keeps it. `listing` is a key, `only` its filter; `page_token` names the page."""

    listing: str
    only: str
    format: str
    full_numbers: bool
    reason: str
    page_token: str

    def described(self) -> str:
        """Return the choice as the access log keeps it: without any name or number."""
        words = [f"{self.listing}/{self.only}" if self.only else self.listing, self.format]
        words += ["whole numbers", self.reason] if self.full_numbers else ["masked"]
        return "; ".join(words)


def submit(*, by: Staff, listing: Listing, request: ExportRequest, url: str, back: str) -> Job:
    """Write the job, or return the one that the first of two clicks wrote. `back` is the list's page.

    Raises Refused (code "may") where `by` may not have the list, or not with full numbers, and without a reason.
    """
    for perm in (Perm.EXPORT_LISTS, listing.need):
        require(by, perm, _("This list is not yours to take out."))
    if request.full_numbers:
        sentence = _("Whole identity numbers are not yours to take out.")
        require(by, Perm.EXPORT_IDS, sentence)
        if not listing.has_numbers:
            raise Refused(sentence, field="full_numbers", code="numbers_missing")
        if not request.reason:
            raise Refused(NO_REASON, field="reason", code="reason_missing")
    with transaction.atomic():
        # one person's requests come one after the other
        Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
        own = Job.objects.filter(by=by, created_at__gt=clock.now() - SAME_PAGE, task=TASK)
        first = own.filter(params__page_token=request.page_token).first()
        if first is not None:
            return first
        title = _("List: %(name)s") % {"name": listing.named(request.only)}
        needs = (Perm.EXPORT_LISTS, listing.need, *([Perm.EXPORT_IDS] if request.full_numbers else []))
        request = replace(request, about=request.described(), page=back, needs=needs)
        job = queue.submit(task=TASK, title=title, by=by, request=request)
        access_log.log(by=by, what=AccessLog.What.EXPORT, detail=f"{request.about}; asked; job {job.pk}", url=url)
    return job
