"""What was loaded from a profile: a value that differs from it since was changed by a person."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.triggers import append_only, stamped
from policy.models.versions import PolicyVersion


class ProfileLoad(models.Model):
    """One load: its facts by row and field, and the version that was in force after it."""

    slug = models.SlugField(_("Profile"), db_index=False)
    digest = models.CharField(_("SHA-256 of the facts"), max_length=64)
    facts = models.JSONField(
        _("Facts"),
        help_text=_("association, version: value by field; channels, tools: the same by key. Dates are texts."),
    )
    version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("Policy version")
    )
    by = models.ForeignKey(
        "accounts.Staff", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("By")
    )
    at = models.DateTimeField(_("When"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("Load of a profile")
        verbose_name_plural = _("Loads of profiles")
        ordering: ClassVar = ["-id"]
        triggers: ClassVar = [*append_only(), stamped()]

    def __str__(self) -> str:
        return f"{self.slug} · {self.digest[:12]}"
