"""Who lives with the person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.person import Beneficiary
from beneficiaries.models.rules import Recorded, born_in_time, written_once
from beneficiaries.states import Relation
from ledger.history import tracked


@tracked()
class HouseholdMember(Recorded):
    """Somebody who lives with the beneficiary, as the beneficiary says."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="household")
    name = models.CharField(_("Name"), max_length=200)
    relation = models.CharField(_("Relation"), max_length=12, choices=Relation)
    birth_date = models.DateField(_("Birth date"), null=True, blank=True)
    dependent = models.BooleanField(_("Depends on the beneficiary"), default=True)

    class Meta:
        verbose_name = _("Household member")
        verbose_name_plural = _("Household members")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="household_member_has_a_name"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="household_relation_is_known"),
        ]
        triggers: ClassVar = [born_in_time(), written_once("beneficiary_id", "created_at", "created_by_id")]

    def __str__(self) -> str:
        return self.name
