"""Branches of the association."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.history import tracked

PLAIN_CODE = r"^[A-Z0-9-]+$"


@tracked()
class Branch(models.Model):
    """A place where the association receives people."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    city = models.CharField(_("city"), max_length=80)
    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(PLAIN_CODE, _("Capital Latin letters, digits and dashes only."))],
        help_text=_("Short, in Latin letters or digits; for example RUH."),
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=models.Q(code__regex=PLAIN_CODE), name="branch_code_is_plain")]

    def __str__(self) -> str:
        return self.name
