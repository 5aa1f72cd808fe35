"""The columns of a proposal, which recommendation, motion, department decision and decision share."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eligibility.states import Outcome


class ProposalColumns(models.Model):
    """What is recommended, moved or decided (eligibility.domain.proposals). `amount` is in riyals."""

    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    help_kind = models.CharField(_("kind of help"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount in riyals"), max_digits=12, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    reasons = models.TextField(_("reasons"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(name="%(class)s_has_reasons", condition=Q(reasons__regex=r"\S")),
            models.CheckConstraint(
                name="%(class)s_amount_of_acceptance",
                condition=Q(amount__isnull=True) | Q(amount__gt=0, outcome=Outcome.ACCEPT),
            ),
        ]
