"""The small forms of the case file: why something is done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import StepForm


def _note(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SendBackForm(StepForm):
    """Those who decide send the case back."""

    note = _note(_("What the researcher has to add"))


class AppealForm(StepForm):
    """The applicant appeals."""

    note = _note(_("Ground of the appeal"), _("In the applicant's own words, as far as possible."))
