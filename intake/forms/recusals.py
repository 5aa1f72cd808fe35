"""A conflict of interest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LONGEST_TEXT
from ui.forms import PortalForm


class RecusalForm(PortalForm):
    """What ties a member of staff to this case."""

    reason = forms.CharField(
        label=_("The conflict of interest"),
        help_text=_("A relation, a dealing or an interest that ties you to the beneficiary."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("The conflict of interest is missing.")},
    )
