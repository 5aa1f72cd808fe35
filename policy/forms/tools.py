"""Forms of tools: publishing a version, and naming the one that was worked with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import roles_offered
from policy.models import ToolVersion
from policy.queries import tools
from ui.fields import DualDateField
from ui.forms import PortalForm


class PublishForm(PortalForm):
    """The next version of a tool; what the file really is, storing it judges."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG."),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/*"}),
        allow_empty_file=True,
        error_messages={"required": _("The file is not chosen yet.")},
    )
    effective_on = DualDateField(
        label=_("Effective from"), help_text=_("Until that day the version before it stays in use.")
    )
    may_open = forms.MultipleChoiceField(
        label=_("Who may open it"),
        choices=lambda: [(role.value, role.label) for role in roles_offered()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Roles; none chosen: everybody who signs in."),
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What changed, or who approved it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class ToolUsedField(forms.ModelChoiceField):
    """The tool that was worked with, among those with a version in use that `user` may open; none is no error."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Tool used"), "required": False, "empty_label": _("No tool"), **kwargs}
        super().__init__(queryset=ToolVersion.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.titled)

    def offer(self, user: Staff) -> bool:
        """Offer what `user` may open; return False where there is nothing, and the field is better left out."""
        ids = [version.pk for version in tools.usable(user=user)]
        self.queryset = ToolVersion.objects.filter(pk__in=ids).select_related("tool").order_by("tool__position", "pk")
        return bool(ids)
