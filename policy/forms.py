"""Forms of the policy in Django admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.roles import Role
from policy.domain import tools
from policy.models import STEPS, Association, Channel, PolicyVersion, ToolVersion
from policy.states import Way
from ui.fields import DualDateField
from ui.forms import PortalForm


class AssociationForm(forms.ModelForm):  # type: ignore[type-arg]
    """The association; a website typed without its scheme is a secure one."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Association
        exclude = ("slug",)  # noqa: DJ006 - shown, and never changed here


class ChannelForm(forms.ModelForm):  # type: ignore[type-arg]
    """A channel, its ways as boxes to tick."""

    ways = forms.MultipleChoiceField(
        label=_("Ways"),
        choices=Way,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("How a message is carried: by machine, or by a member of staff."),
    )

    class Meta:
        model = Channel
        fields = (
            "key",
            "name",
            "as_printed",
            "position",
            "active",
            "takes_in",
            "sends_out",
            "carries_decision",
            "ways",
        )


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
        choices=Role.choices,
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
        """The tool's name with the version's number."""
        return str(obj.titled)

    def offer(self, user: Staff) -> bool:
        """Offers what `user` may open; False where there is nothing, and the field is better left out."""
        ids = [one.pk for one in tools.usable(user=user)]
        self.queryset = ToolVersion.objects.filter(pk__in=ids).select_related("tool").order_by("tool__position", "pk")
        return bool(ids)


class PolicyVersionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A version before it is in force: what the constraints cannot say is checked here."""

    class Meta:
        model = PolicyVersion
        exclude = ("number",)  # noqa: DJ006 - the version's own number is given when the draft is made

    def clean(self) -> dict[str, Any]:
        """Asks for seven terms and sentences, and for the window's days in the words that tell of it."""
        data = super().clean() or self.cleaned_data
        for name in ("steps", "step_sentences"):
            rows = data.get(name)
            if name in data and not (isinstance(rows, list) and len(rows) == STEPS and all(map(_is_text, rows))):
                self.add_error(name, _("Seven texts are needed, in order."))
        days, words = data.get("decision_days"), data.get("window_text", "")
        if days and words and str(days) not in words:
            sentence = _("The wording must name the %(days)s days of the window.")
            self.add_error("window_text", sentence % {"days": days})
        return data


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
