"""Committees."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.history import tracked


@tracked()
class Committee(models.Model):
    """The body that decides, under the name that the policy gives it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"), default=3, help_text=_("Voting members who must be present.")
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [models.CheckConstraint(name="committee_quorum_of_two", condition=Q(quorum__gte=2))]

    def __str__(self) -> str:
        return self.name
