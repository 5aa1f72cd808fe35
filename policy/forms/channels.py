"""Forms of channels: of their pages, and in Django admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policy.models import Channel
from policy.queries.channels import carries_alone
from policy.states import CHANNEL_COLUMNS, Way
from ui.fields import PlainField
from ui.forms import PortalForm


class WaysField(forms.MultipleChoiceField):
    """Ways as boxes to tick, in the order in which the portal lists them."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Ways"),
            help_text=_("How a message is carried: by machine, or by a member of staff."),
            choices=Way,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self, value: Any) -> list[str]:
        chosen = super().clean(value)
        return [way for way in Way.values if way in chosen]


class ChannelFactsForm(PortalForm):
    """What a channel is called and what it can do. `seen` is the digest of the channel that the page showed."""

    name = PlainField(label=_("Name"), max_length=120, error_messages={"required": _("The channel needs a name.")})
    as_printed = PlainField(
        label=_("As the policy prints it"),
        help_text=_("Left empty where the policy prints the name as it stands above."),
        required=False,
        max_length=200,
    )
    takes_in = forms.BooleanField(label=_("People reach us through it"), required=False)
    sends_out = forms.BooleanField(label=_("We reach people through it"), required=False)
    carries_decision = forms.BooleanField(label=_("May carry an outcome"), required=False)
    ways = WaysField()
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class NewChannelForm(ChannelFactsForm):
    field_order = ("name", "key")
    key = forms.SlugField(
        label=_("Key"),
        help_text=_("Latin letters, digits and hyphens; it does not change later."),
        max_length=Channel._meta.get_field("key").max_length,
        widget=forms.TextInput({"class": "in-ltr in-20", "dir": "ltr", "autocomplete": "off"}),
        error_messages={
            "required": _("The channel needs a key."),
            "invalid": _("A key is written in Latin letters, digits and hyphens."),
        },
    )


class ChannelAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    ways = WaysField()

    class Meta:
        model = Channel
        fields = CHANNEL_COLUMNS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        carries = data.get("active") and data.get("carries_decision")
        if self.instance.pk and not carries and carries_alone(channel=self.instance):
            raise ValidationError(_("One channel at least has to carry outcomes."), code="last_carrier")
        return data
