"""Forms of those who decide: a sitting, its agenda and attendance, the motion, the vote, the countersignature."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import DepartmentDecision, Member, Motion
from committee.states import Answer, Choice, SittingKind
from eligibility.models import Recommendation
from eligibility.states import Outcome
from intake.models import Application
from ledger.clock import RIYADH
from ui.digits import plain
from ui.fields import DualDateField, MoneyField, PlainField
from ui.forms import PortalForm

if TYPE_CHECKING:
    from django.db.models import QuerySet


class HourField(forms.TimeField):
    """A time of day, hours and minutes, in any digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput({"type": "time", "class": "in-10"}, format="%H:%M"))
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], **kwargs)

    def to_python(self, value: Any) -> dt.time | None:
        """Return the time. Raises ValidationError when it is none."""
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
        field = self.fields["members"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = absent


class PickForm(PortalForm):
    """Cases that await a decision, picked for an agenda."""

    cases = forms.ModelMultipleChoiceField(
        label=_("Cases"),
        queryset=Application.objects.none(),
        error_messages={
            "required": _("Choose one case at least."),
            "invalid_choice": _("One of these cases no longer awaits a decision. The list has been renewed."),
            "invalid_pk_value": _("One of these cases no longer awaits a decision. The list has been renewed."),
        },
    )

    def __init__(self, *args: Any, waiting: "QuerySet[Application]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cases"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = waiting

    @property
    def picked(self) -> list[int]:
        """Ids of the picked cases in the order in which the page lists them; for a form that is valid."""
        return [case.pk for case in sorted(self.cleaned_data["cases"], key=lambda case: (case.target_at, case.pk))]


class PostponeForm(PortalForm):
    """Why a case leaves an agenda."""

    reason = forms.CharField(
        label=_("Reason for postponing"),
        help_text=_("It is kept with the agenda and read at the next sitting."),
        error_messages={"required": _("State why the case is postponed.")},
        widget=forms.Textarea,
        max_length=2000,
    )


class ConflictForm(PortalForm):
    """The conflict of interest that a member declares."""

    reason = forms.CharField(
        label=_("What the conflict of interest is"),
        help_text=_("For example: kinship, neighbourhood, or work together."),
        error_messages={"required": _("State the conflict of interest.")},
        widget=forms.Textarea,
        max_length=2000,
    )


class SendBackForm(PortalForm):
    """What the researcher has to add; `step` is the application's as the page showed it."""

    note = forms.CharField(
        label=_("What the study has to add"),
        help_text=_("The researcher reads it in the case file."),
        error_messages={"required": _("State what the researcher has to add.")},
        widget=forms.Textarea,
        max_length=2000,
    )
    step = forms.IntegerField(widget=forms.HiddenInput)


class MotionForm(PortalForm):
    """A motion or a ruling; `after` is the number of those before it that the page showed."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("motion", "Outcome"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the outcome.")},
    )
    help_kind = PlainField(
        label=_("Kind of help"), help_text=_("Needed for an acceptance."), required=False, max_length=200
    )
    amount = MoneyField(label=_("Amount in riyals"), required=False, min_value=None)
    conditions = forms.CharField(label=_("Conditions"), required=False, widget=forms.Textarea, max_length=2000)
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea,
        max_length=4000,
        error_messages={"required": _("State the reasons.")},
    )
    after = forms.IntegerField(widget=forms.HiddenInput)

    def clean_amount(self) -> Any:
        """Refuses what is no amount of help, before the database does."""
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise ValidationError(_("The amount has to be more than zero."))
        return amount

    @property
    def motion(self) -> dict[str, Any]:
        """The motion's own values; for a form that is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "after"}

    @staticmethod
    def filled_from(source: Motion | DepartmentDecision | Recommendation | None, after: int) -> dict[str, Any]:
        """Initial values: those of the motion or ruling to be replaced, else the recommendation's, else none."""
        names = ("outcome", "help_kind", "amount", "conditions", "reasons")
        return {"after": after} | ({name: getattr(source, name) for name in names} if source else {})


class CountersignForm(PortalForm):
    """A second person's answer to a ruling. Nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label=_("Your answer to the ruling"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your answer.")},
    )
    note = forms.CharField(
        label=_("Reason for declining"),
        help_text=_("Needed where you decline; whoever decides reads it."),
        required=False,
        widget=forms.Textarea,
        max_length=2000,
    )

    @property
    def countersignature(self) -> dict[str, Any]:
        """The countersignature's own values; for a form that is valid."""
        agreed = self.cleaned_data["answer"] == Answer.AGREE
        return {"agreed": agreed, "note": "" if agreed else self.cleaned_data["note"].strip()}


class VoteForm(PortalForm):
    """One member's vote on the motion that the page showed. Nothing is chosen beforehand."""

    choice = forms.ChoiceField(
        label=_("Your vote"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your vote.")},
    )
    motion = forms.ModelChoiceField(
        queryset=Motion.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("The motion has been replaced by a newer one. It is the one to vote on."),
            "required": _("The motion has been replaced by a newer one. It is the one to vote on."),
        },
    )

    def __init__(self, *args: Any, motions: "QuerySet[Motion]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["motion"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = motions
