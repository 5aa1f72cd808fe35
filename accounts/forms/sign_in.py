"""Forms of sign-in and of changing one's password."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ui.forms import PortalFormMixin

SECRET = {"class": "form-control in-ltr", "dir": "ltr", "data-show": format_lazy("{}|{}", _("Show"), _("Hide"))}


class SignInForm(PortalFormMixin, allauth_forms.LoginForm):
    """E-mail address and password. It never says which of the two was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget = forms.EmailInput(
            attrs={
                "class": "form-control in-ltr",
                "dir": "ltr",
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        )
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = forms.PasswordInput(attrs={**SECRET, "autocomplete": "current-password"})


class ChangePasswordForm(PortalFormMixin, allauth_forms.ChangePasswordForm):
    """The password in use, and the new one twice; the settings' validators judge it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": (_("Current password"), "current-password"),
            "password1": (_("New password"), "new-password"),
            "password2": (_("New password, again"), "new-password"),
        }
        for name, (label, autocomplete) in labels.items():
            self.fields[name].label = label
            self.fields[name].widget = forms.PasswordInput(attrs={**SECRET, "autocomplete": autocomplete})
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _(
            "At least 12 characters, not digits alone, and neither common nor close to the e-mail address."
        )
