"""The one association that a portal serves."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.history import tracked
from policy.models.triggers import association_kept


@tracked()
class Association(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    slug = models.SlugField(_("Short name in Latin letters"), unique=True)
    name = models.CharField(_("Name of the association"), max_length=200)
    licence = models.CharField(_("Licence number"), max_length=40, blank=True)
    supervisor_shown = models.CharField(_("Supervising body"), max_length=200, blank=True)
    place = models.CharField(_("City"), max_length=100, blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    website = models.URLField(_("Website"), blank=True)

    class Meta:
        verbose_name = _("Association")
        verbose_name_plural = _("Association")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="there_is_one_association",
                violation_error_message=_("This portal serves one association."),
            )
        ]
        triggers: ClassVar = [association_kept()]

    def __str__(self) -> str:
        return self.name
