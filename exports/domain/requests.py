"""Asking for a list as a file: what is asked is kept with the job and in the log of readings."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.states import Perm
from exports.domain import listings
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
class Asked(JobRequest):
    """What was asked for, as the job keeps it. `once` names the page that asked."""

    list: str
    only: str
    format: str
    whole: bool
    reason: str
    once: str

    def described(self) -> str:
        """What the log of readings says of it: no name, no number of anybody."""
        words = [f"{self.list}/{self.only}" if self.only else self.list, self.format]
        words += ["whole numbers", self.reason] if self.whole else ["masked"]
        return "; ".join(words)


def ask(*, by: Staff, listing: Listing, asked: Asked, url: str, back: str) -> Job:
    """Writes the job, or finds the one that the first of two clicks wrote. `back` is the list's page.

    Raises Refused where `by` may not have the list, or not with whole numbers, or gives no reason for these.
    """
    if listings.of(by, listing.key) is None:
        raise Refused(_("This list is not yours to take out."), code="not_allowed")
    if asked.whole and not (listing.has_numbers and listings.may_see_numbers(by)):
        raise Refused(_("Whole identity numbers are not yours to take out."), field="whole", code="not_allowed")
    if asked.whole and not asked.reason:
        raise Refused(NO_REASON, field="reason", code="reason_missing")
    with transaction.atomic():
        # one person's askings come one after the other
        Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
        mine = Job.objects.filter(by=by, created_at__gt=clock.now() - SAME_PAGE, task=TASK)
        first = mine.filter(params__once=asked.once).first()
        if first is not None:
            return first
        title = _("List: %(name)s") % {"name": listing.named(asked.only)}
        needs = (Perm.EXPORT_LISTS, listing.need, *([Perm.EXPORT_IDS] if asked.whole else []))
        asked = replace(asked, about=asked.described(), page=back, needs=needs)
        job = queue.submit(task=TASK, title=title, by=by, request=asked)
        access_log.log(by=by, what=AccessLog.What.EXPORT, detail=f"{asked.about}; asked; job {job.pk}", url=url)
    return job
