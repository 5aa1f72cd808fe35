"""Jobs: who asked for which long work, how far it is, and what came of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobs.models.requests import JobRequest
from jobs.models.triggers import TRIGGERS
from jobs.states import ENDS, OPEN, State
from ledger.clock import PortalNow

KEPT_DAYS = 7


class JobQuerySet(models.QuerySet["Job"]):
    def held(self, *, job_id: uuid.UUID, attempt: int) -> "JobQuerySet":
        """Return the job while this attempt holds it; nothing once it ended or another runner took it over."""
        return self.filter(pk=job_id, attempt=attempt, state=State.RUNNING)


class Job(models.Model):
    """One piece of long work. `attempt` fences: only the newest runner may write progress, each batch with its rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(_("task"), max_length=80)
    title = models.CharField(_("what for"), max_length=200)
    # never personal data: a filter, an id, a choice
    params = models.JSONField(_("parameters"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs", verbose_name=_("asked for by")
    )
    created_at = models.DateTimeField(_("asked for at"), db_default=PortalNow(), editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(_("began at"), null=True)
    beat_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    cancel_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    finished_at = models.DateTimeField(_("ended at"), null=True)
    # a sentence for the page, translated when shown where it is one of ours
    error = models.CharField(_("error"), max_length=300, blank=True, default="")
    result_name = models.CharField(_("file"), max_length=200, blank=True, default="")
    result_type = models.CharField(max_length=80, blank=True, default="")
    result_size = models.PositiveBigIntegerField(null=True)
    files_gone_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["by", "-created_at"], name="job_by_staff"),
            models.Index(fields=["beat_at"], condition=Q(state__in=OPEN), name="job_open"),
            models.Index(fields=["finished_at"], condition=Q(files_gone_at__isnull=True), name="job_with_files"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(done__lte=F("total")), name="job_does_no_more_than_all"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at__isnull=True) | Q(state__in=ENDS, finished_at__isnull=False),
                name="job_ends_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(cancel_asked_at__isnull=True, cancel_asked_by__isnull=True)
                | Q(cancel_asked_at__isnull=False, cancel_asked_by__isnull=False),
                name="job_cancelled_by_somebody",
            ),
        ]
        triggers: ClassVar = TRIGGERS

    def __str__(self) -> str:
        return self.title

    @property
    def request(self) -> JobRequest:
        """What the job's pages need of its parameters; a job's own task reads them by its own subclass."""
        return JobRequest.of(self.params)
