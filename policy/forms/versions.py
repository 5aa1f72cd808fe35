"""Forms of the policy: of its pages, and in Django admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import roles_offered
from documents.domain.file_types import MAX_BYTES, PDF, recognise, too_large
from ledger.errors import Refused
from policy.domain import channels, tools, validators, versions
from policy.models import STEPS, Association, Channel, PolicyVersion, ToolVersion
from policy.states import Way
from ui.fields import CountField, DualDateField
from ui.forms import PortalForm


class AssociationForm(forms.ModelForm):  # type: ignore[type-arg]
    """The association; a website typed without its scheme is a secure one."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Association
        exclude = ("slug",)  # noqa: DJ006 - shown, and never changed here


class SignedField(forms.FileField):
    """The document that the board signed: a PDF by its content, whatever its name says, and not above the limit."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Signed document"))
        kwargs.setdefault("help_text", _("A scan of the policy as the board signed it, in one PDF file."))
        kwargs.setdefault("error_messages", {"required": _("Attach the document that the board signed.")})
        widget = forms.FileInput({"accept": ".pdf,application/pdf"})
        super().__init__(allow_empty_file=True, widget=widget, **kwargs)

    def to_python(self, data: Any) -> Any:
        """Return the upload, or None. Raises ValidationError for a wrong type, a wrong size, or a damaged file."""
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            if upload.size > MAX_BYTES:
                raise too_large()
            upload.seek(0)
            kind = recognise(upload.read())
            upload.seek(0)
        except Refused as refused:
            raise ValidationError(str(refused.message), code=refused.code) from refused
        if kind is not PDF:
            raise ValidationError(_("The signed document has to be a PDF file."), code="wrong_type")
        return upload


class SignedForm(PortalForm):
    """The document that the board signed."""

    signed = SignedField()


class ApprovalForm(PortalForm):
    """An approval by the board: its meeting and day, from when the version takes effect, and the signed document."""

    board_meeting = CountField(label=_("Board meeting number"), min_value=1, max_value=9999)
    approved_on = DualDateField(label=_("Approved on"), past=True)
    board_term = CountField(label=_("Board term"), required=False, min_value=1, max_value=999)
    board_year = CountField(label=_("Year of the board meeting"), required=False, min_value=1300, max_value=2200)
    takes_effect_on = DualDateField(
        label=_("Takes effect on"),
        required=False,
        help_text=_("On this day the portal puts it in force by itself. Left empty, it is put in force by hand."),
    )
    signed = SignedField()


class ReviewForm(PortalForm):
    """A review of the policy: what it found, and when the next one is due."""

    note = forms.CharField(
        label=_("What the review found"),
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
        error_messages={"required": _("State what the review found.")},
    )
    next_on = DualDateField(label=_("Next review on"), future=True)


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

    def clean(self) -> dict[str, Any]:
        """Keeps one channel at least that carries outcomes."""
        data = super().clean() or self.cleaned_data
        carries = data.get("active") and data.get("carries_decision")
        if self.instance.pk and not carries and channels.carries_alone(channel=self.instance):
            raise ValidationError(_("One channel at least has to carry outcomes."), code="last_carrier")
        return data


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

    def clean_objectives(self) -> Any:
        """The objectives. Raises ValidationError for what is no list of them."""
        found = self.cleaned_data["objectives"]
        if not validators.are_objectives(found):
            sentence = _(
                "Each objective has a key of its own and a text; means_to is empty or the key of one that serves none."
            )
            raise ValidationError(sentence)
        return found

    def clean_eligibility(self) -> Any:
        """The eligibility, empty where nothing is stated. Raises ValidationError for what pages could not show."""
        found = self.cleaned_data["eligibility"] or {}
        if not validators.is_eligibility(found):
            sentence = _(
                "Eligibility has steps, each a text, and mechanisms, each with a known key, its name and its sentence."
            )
            raise ValidationError(sentence)
        return found

    def clean(self) -> dict[str, Any]:
        """Asks for seven terms and sentences, one day of approval, and a window as stated and as its words say."""
        data = super().clean() or self.cleaned_data
        self._check_stated(data)
        self._check_day(data)
        for name in ("steps", "step_sentences"):
            rows = data.get(name)
            if name in data and not (
                isinstance(rows, list) and len(rows) == STEPS and all(map(validators.is_text, rows))
            ):
                self.add_error(name, _("Seven texts are needed, in order."))
        days, words = data.get("decision_days"), data.get("window_text", "")
        if days and words and str(days) not in words:
            sentence = _("The wording must name the %(days)s days of the window.")
            self.add_error("window_text", sentence % {"days": days})
        return data

    def _check_stated(self, data: dict[str, Any]) -> None:
        stated = versions.stated_before(self.instance)
        if "stated_days" in data and stated is not None and (data["stated_days"] or 0) < stated:
            self.add_error("stated_days", versions.SENTENCES["the window that the board's document states"])

    def _check_day(self, data: dict[str, Any]) -> None:
        named = {"hijri": data.get("approved_on_hijri", ""), "weekday": data.get("weekday", "")}
        field = validators.contradicting(approved_on=data.get("approved_on"), **named)
        if field:
            self.add_error(field, _("This is not the day of the approval."))
