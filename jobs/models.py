"""Jobs: who asked for which long work, how far it is, and what came of it."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobs.states import ALLOWED, ENDS, OPEN, State
from ledger.clock import PortalNow
from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, quoted, refuse

PAIRS = ", ".join(f"('{a.value}', '{b.value}')" for a, b in sorted(ALLOWED))
KEPT_DAYS = 7

BORN = f"""
    IF NEW.state <> 'waiting' OR NEW.done <> 0 OR NEW.attempt <> 0 OR NEW.cancel_asked_at IS NOT NULL
       OR NEW.finished_at IS NOT NULL OR NEW.files_gone_at IS NOT NULL THEN
        {refuse("job_born_waiting", "a job is born waiting")}
    END IF;
    NEW.created_at := portal_now();
    RETURN NEW;
"""

STEPS = f"""
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({PAIRS}) THEN
        {refuse("job_does_not_go_from", "a job does not go from % to %", "OLD.state", "NEW.state")}
    END IF;
    IF (NEW.id, NEW.task, NEW.params, NEW.title, NEW.by_id, NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.task, OLD.params, OLD.title, OLD.by_id, OLD.created_at) THEN
        {refuse("job_does_not_change", "what a job is for does not change", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.attempt < OLD.attempt OR NEW.done < OLD.done THEN
        {refuse("job_goes_forward_only", "a job goes forward only")}
    END IF;
    IF OLD.state IN ({quoted(ENDS)}) AND (NEW.attempt, NEW.done, NEW.total, NEW.error, NEW.finished_at,
        NEW.cancel_asked_at, NEW.result_name, NEW.result_type, NEW.result_size)
       IS DISTINCT FROM (OLD.attempt, OLD.done, OLD.total, OLD.error, OLD.finished_at,
        OLD.cancel_asked_at, OLD.result_name, OLD.result_type, OLD.result_size) THEN
        {refuse("job_ended_stays_ended", "a job that ended stays as it ended", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF OLD.cancel_asked_at IS NOT NULL AND (NEW.cancel_asked_at, NEW.cancel_asked_by_id)
       IS DISTINCT FROM (OLD.cancel_asked_at, OLD.cancel_asked_by_id) THEN
        {refuse("job_stop_stays", "a job that is to stop stays so", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.files_gone_at IS DISTINCT FROM OLD.files_gone_at
       AND (OLD.files_gone_at IS NOT NULL OR OLD.state NOT IN ({quoted(ENDS)})) THEN
        {refuse("files_job_go_once_after_end", "the files of a job go once, after its end", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.state IN ({quoted(ENDS)}) AND NEW.state <> OLD.state THEN
        NEW.finished_at := portal_now();
    ELSIF NEW.finished_at IS DISTINCT FROM OLD.finished_at THEN
        {refuse("end_job_stamped_with_state", "the end of a job is stamped with its state")}
    END IF;
    RETURN NEW;
"""


class JobQuerySet(models.QuerySet["Job"]):
    """Named queries."""

    def held(self, *, job_id: uuid.UUID, attempt: int) -> "JobQuerySet":
        """The job while this attempt holds it; nothing once it ended or another runner took it over."""
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
        triggers: ClassVar = [
            Rule(name="born", when=pgtrigger.Before, operation=pgtrigger.Insert, func=BORN),
            Rule(name="steps", when=pgtrigger.Before, operation=pgtrigger.Update, func=STEPS),
            Rule(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse(
                    "job_kept_says_took_out_in",
                    "a job is kept: it says who took what out or in",
                    sqlstate=RESTRICT_VIOLATION,
                ),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.title
