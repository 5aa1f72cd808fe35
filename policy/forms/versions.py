"""Forms of versions: a draft in Django admin, and its approval by the board."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policy.domain import validators, versions
from policy.domain.refusals import SENTENCES
from policy.forms.signed_documents import SignedField
from policy.models import STEPS, PolicyVersion
from ui.fields import CountField, DualDateField
from ui.forms import PortalForm


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


class PolicyVersionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A version before it is in force: what the constraints cannot say is checked here."""

    class Meta:
        model = PolicyVersion
        exclude = ("number",)  # noqa: DJ006 - the version's own number is given when the draft is made

    def clean_objectives(self) -> Any:
        objectives = self.cleaned_data["objectives"]
        if not validators.are_objectives(objectives):
            sentence = _(
                "Each objective has a key of its own and a text; means_to is empty or the key of one that serves none."
            )
            raise ValidationError(sentence)
        return objectives

    def clean_eligibility(self) -> Any:
        """Return the eligibility, empty where nothing is stated. Raises ValidationError."""
        eligibility = self.cleaned_data["eligibility"] or {}
        if not validators.is_eligibility(eligibility):
            sentence = _(
                "Eligibility has steps, each a text, and mechanisms, each with a known key, its name and its sentence."
            )
            raise ValidationError(sentence)
        return eligibility

    def clean(self) -> dict[str, Any]:
        """Ask for seven terms and sentences, one day of approval, and a window as stated and as its words say."""
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
            self.add_error("stated_days", SENTENCES["stated_window_shortened"])

    def _check_day(self, data: dict[str, Any]) -> None:
        named = {"hijri": data.get("approved_on_hijri", ""), "weekday": data.get("weekday", "")}
        field = validators.contradicting(approved_on=data.get("approved_on"), **named)
        if field:
            self.add_error(field, _("This is not the day of the approval."))
