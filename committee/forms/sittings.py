"""A sitting to be called, and who came."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.models import Member
from committee.states import SittingKind
from ledger.clock import RIYADH
from ui.digits import plain
from ui.fields import DualDateField, PlainField
from ui.forms import PortalForm

if TYPE_CHECKING:
    from django.db.models import QuerySet


class HourField(forms.TimeField):
    """A time of day, hours and minutes, in any digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput({"type": "time", "class": "in-10"}, format="%H:%M"))
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], **kwargs)

    def to_python(self, value: Any) -> dt.time | None:
        """Return the time. Raise ValidationError when it is none."""
        return super().to_python(plain(value) if isinstance(value, str) else value)


class CallForm(PortalForm):
    """A sitting to be called. `number` is the one that the page showed, so that a double click calls one."""

    day = DualDateField(label=_("Day"), future=True)
    time = HourField(
        label=_("Time"),
        help_text=_("Hours and minutes in Riyadh, such as 10:30."),
        error_messages={
            "required": _("State the time."),
            "invalid": _("The time is written as hours and minutes, such as 10:30."),
        },
    )
    kind = forms.ChoiceField(
        label=_("How members meet"),
        choices=SittingKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how members meet.")},
    )
    place = PlainField(label=_("Place"), required=False, max_length=120)
    number = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def held_at(self) -> dt.datetime:
        """The moment of the sitting, aware; for a form that is valid."""
        return dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=RIYADH)

    @property
    def sitting(self) -> dict[str, Any]:
        """The sitting's own values; for a form that is valid."""
        data = self.cleaned_data
        return {
            "held_at": self.held_at,
            "place": data["place"],
            "kind": SittingKind(data["kind"]),
            "number": data["number"],
        }


class AttendanceForm(PortalForm):
    """Who came, among the members whose attendance is not recorded yet."""

    members = forms.ModelMultipleChoiceField(
        label=_("Members present"),
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the members who are present.")},
    )

    def __init__(self, *args: Any, absent: "QuerySet[Member]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = absent  # type: ignore[attr-defined]
