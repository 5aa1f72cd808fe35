"""The register of every communication with an applicant or about one."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.triggers import MERGED, PERSON, of_a_current_person
from channels_log.models.notices import Notice
from channels_log.models.triggers import STAMPED
from channels_log.states import Direction, Outcome
from ledger.clock import PortalNow
from ledger.triggers import Rule, append_only
from policy.states import Way


class CommunicationQuerySet(models.QuerySet["Communication"]):
    """Named queries of the register."""

    def of_application(self, application: Any) -> "CommunicationQuerySet":
        """Contacts about this case, the newest first."""
        return (
            self.filter(application=application)
            .select_related("channel", "by", "notice", "tool_version__tool")
            .order_by("-at", "-id")
        )


class Communication(models.Model):
    """One contact with somebody: a call, a visit, a message of the portal's. `by` None means the portal itself."""

    application = models.ForeignKey(
        "intake.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="communications"
    )
    beneficiary = models.ForeignKey(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, null=True, blank=True, related_name="communications"
    )
    channel = models.ForeignKey("policy.Channel", on_delete=models.PROTECT, related_name="+", verbose_name=_("channel"))
    way = models.CharField(_("way"), max_length=12, choices=Way, blank=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    at = models.DateTimeField(db_default=PortalNow(), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    summary = models.TextField(_("summary"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="communications")
    tool_version = models.ForeignKey(
        "policy.ToolVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tool used"),
    )

    objects = CommunicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="communication_direction_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="communication_outcome_known"),
            models.CheckConstraint(condition=Q(summary__regex=r"\S"), name="communication_says_something"),
            # only the portal's own messages have no person behind them
            models.CheckConstraint(
                condition=Q(by__isnull=False, outcome__in=[o for o in Outcome.values if o != Outcome.SENT])
                | Q(by__isnull=True, notice__isnull=False, outcome=Outcome.SENT, direction=Direction.OUT),
                name="communication_by_somebody",
            ),
            models.UniqueConstraint(fields=["notice"], condition=Q(by__isnull=True), name="communication_sent_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["application", "-at"], name="communication_of_application"),
            models.Index(fields=["beneficiary", "-at"], name="communication_of_beneficiary"),
        ]
        triggers: ClassVar = [
            *append_only(unless=f"to_jsonb(NEW) - '{PERSON}' = to_jsonb(OLD) - '{PERSON}' AND {MERGED}"),
            of_a_current_person("within_a_current_person"),
            Rule(
                name="stamped",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("about", "bigint")],
                func=STAMPED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.direction} {self.outcome}"
