"""A communication in ten seconds."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_log.states import LOGGED, Direction, Outcome
from intake.models import Application
from intake.queries.cases import applications_for
from policy.forms.tools import ToolUsedField
from policy.models import Channel
from policy.states import Way
from ui.fields import PlainField
from ui.forms import PortalForm

if TYPE_CHECKING:
    from accounts.models import Staff


class CommunicationForm(PortalForm):
    """A call or message. The application is typed only where the page was not opened from one."""

    direction = forms.ChoiceField(
        label=_("Who reached whom"), choices=Direction.choices, initial=Direction.IN, widget=forms.RadioSelect
    )
    channel = forms.ModelChoiceField(
        label=_("Channel of the contact"),
        queryset=Channel.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the channel.")},
    )
    summary = forms.CharField(
        label=_("What it was about"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Say in a few words what it was about.")},
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(outcome.value, outcome.label) for outcome in LOGGED],
        initial=Outcome.SETTLED,
        widget=forms.RadioSelect,
    )
    reference = PlainField(
        label=_("Application number"),
        help_text=_("Left empty where the contact is about no application."),
        required=False,
        max_length=16,
        widget=forms.TextInput({"class": "in-ltr in-20", "autocomplete": "off", "dir": "ltr"}),
    )

    tool_version = ToolUsedField()

    def __init__(self, *args: Any, user: "Staff", known: bool, **kwargs: Any) -> None:
        """`known`: whom it is about is known from the page, so that nothing has to be typed."""
        super().__init__(*args, **kwargs)
        self.user = user
        offered = Channel.objects.offered()
        self.fields["channel"].queryset = offered  # type: ignore[attr-defined]
        # most contacts are calls
        self.fields["channel"].initial = offered.filter(ways__contains=[Way.PHONE]).first()
        if known:
            del self.fields["reference"]
        if not self.fields["tool_version"].offer(user):  # type: ignore[attr-defined]
            del self.fields["tool_version"]

    def clean_direction(self) -> Direction:
        """The direction as an enum member."""
        return Direction(self.cleaned_data["direction"])

    def clean_outcome(self) -> Outcome:
        """The outcome as an enum member."""
        return Outcome(self.cleaned_data["outcome"])

    def clean_reference(self) -> Application | None:
        """The application of that number, if it is the user's to see: one that is not does not exist for them."""
        reference = self.cleaned_data["reference"]
        if not reference:
            return None
        found = applications_for(self.user).filter(reference=reference).first()
        if found is None:
            raise forms.ValidationError(_("There is no application with this number."))
        return found
