"""The log of readings: who looked at what, and when."""

from typing import TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.staff import Staff
from accounts.states import Reading
from ledger.clock import PortalNow
from ledger.triggers import append_only, stamped


class AccessLog(models.Model):
    """Who looked at what. Rows are only ever added, and the database stamps the moment."""

    What: TypeAlias = Reading

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("member of staff"))
    what = models.CharField(_("what"), max_length=12, choices=Reading)
    application_ref = models.CharField(_("application"), max_length=20, blank=True, default="")
    person_id = models.CharField(_("person"), max_length=36, blank=True, default="")
    detail = models.CharField(_("detail"), max_length=200, blank=True, default="")
    url = models.CharField(_("page"), max_length=300, blank=True, default="")
    at = models.DateTimeField(_("when"), db_default=PortalNow())

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("log of readings")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["staff", "-at"], name="access_log_by_staff"),
            models.Index(fields=["-at"], name="access_log_by_time"),
            models.Index(
                fields=["application_ref", "-at"], name="access_log_by_case", condition=~models.Q(application_ref="")
            ),
            models.Index(fields=["person_id", "-at"], name="access_log_by_person", condition=~models.Q(person_id="")),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(what__in=Reading.values), name="access_log_what_is_known"),
        ]
        triggers = [*append_only(), stamped()]

    def __str__(self) -> str:
        return f"{self.get_what_display()} — {self.staff_id}"
