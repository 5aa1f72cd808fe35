"""The form of the association in Django admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.models import Association


class AssociationForm(forms.ModelForm):  # type: ignore[type-arg]
    """The association; a website typed without its scheme is a secure one."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Association
        exclude = ("slug",)  # noqa: DJ006 - shown, and never changed here
