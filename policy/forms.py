"""Forms of the policy in Django admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.models import STEPS, Association, Channel, PolicyVersion
from policy.states import Way


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
