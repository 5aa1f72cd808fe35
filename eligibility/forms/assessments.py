"""What every page of a study asks for, and what the applicant is asked to complete."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from policy.forms.tools import ToolUsedField
from ui.forms import StepForm

LONG = 4000


def text(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    """Return a field for some lines of text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class StudyForm(StepForm):
    """What `user` records of a study; the tool that was worked with, where there is one to choose, comes last."""

    tool_version = ToolUsedField()

    def __init__(self, *args: Any, user: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.fields["tool_version"].offer(user):  # type: ignore[attr-defined]
            self.order_fields([name for name in self.fields if name != "tool_version"])
        else:
            del self.fields["tool_version"]


class AskForm(StepForm):
    """What the applicant has to complete."""

    note = text(
        _("What the applicant has to complete"),
        _("Written as the applicant will be told it: which document or which information, and why."),
    )
