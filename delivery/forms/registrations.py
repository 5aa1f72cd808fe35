"""The registration completed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import StepForm


class RegisterForm(StepForm):
    """The data confirmed with the beneficiary."""

    confirmed = forms.BooleanField(
        label=_("The data shown here were confirmed with the beneficiary or whoever acts for them"),
        error_messages={"required": _("The data have to be confirmed before the registration is completed.")},
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)
