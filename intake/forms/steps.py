"""Signing, referring what is unclear, closing, and declaring a conflict of interest."""

from itertools import pairwise
from math import dist
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import EditsForm, ScanField
from intake.states import ClosedReason, SignMethod, Status
from ui import signature
from ui.fields import PlainField, SignatureField
from ui.forms import PortalForm, StepForm

LONGEST_TEXT = 2000
# a signature has strokes of some length; a dot or a slip of the pen has not (units of the 600 x 200 box)
SHORTEST_SIGNATURE = 60

FIELD_OF = {SignMethod.PAD: "pad", SignMethod.TYPED: "signer_name", SignMethod.SCANNED: "scan"}

R, S = ClosedReason, Status
ALWAYS = (R.WITHDRAWN, R.DIED, R.NO_ANSWER, R.OUT_OF_SCOPE, R.DUPLICATE)
REASONS: dict[Status, tuple[ClosedReason, ...]] = {
    S.DRAFT: (*ALWAYS, R.ABANDONED),
    S.ACCEPTED: (*ALWAYS, R.LAPSED, R.REVOKED),
    S.REGISTERED: (*ALWAYS, R.LAPSED, R.REVOKED, R.ENDED),
    S.SERVED: (R.DIED, R.REVOKED, R.ENDED),
}


class RefreshForm(EditsForm):
    """Taking the person's record, as it now stands, into the statement."""


class SignForm(PortalForm):
    """The applicant's signature over what `digest` names: drawn, typed, or on paper."""

    digest = forms.RegexField(
        r"^[0-9a-f]{64}$",
        label=_("This page"),
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), _("It came back incomplete. It has to be opened again.")),
    )
    method = forms.ChoiceField(
        label=_("How the applicant signs"),
        choices=SignMethod.choices,
        initial=SignMethod.PAD,
        widget=forms.RadioSelect,
        error_messages={"required": _("How the applicant signs is not chosen yet.")},
    )
    pad = SignatureField(
        label=_("Signature"),
        error_messages={"required": _("The pad is empty. The applicant signs on it, or chooses another way.")},
    )
    signer_name = PlainField(
        label=_("The applicant's full name"),
        help_text=_("Typed by the applicant, as registered: %(name)s"),
        max_length=200,
        error_messages={"required": _("The name of the person who signs is missing.")},
    )
    scan = ScanField(
        label=_("The signed paper"),
        help_text=_("PDF, JPEG or PNG, up to 10 MB."),
        error_messages={"required": _("The scan of the signed paper is missing.")},
    )

    def __init__(self, *args: Any, applicant_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applicant_name = applicant_name
        field = self.fields["signer_name"]
        field.help_text = field.help_text % {"name": applicant_name}
        field.widget.attrs["autocomplete"] = "off"

    def renew(self, digest: str) -> None:
        """Let the next signature stand for the data as they now are: whoever signs is shown them again."""
        self.data = {**self.data.dict(), "digest": digest} if isinstance(self.data, QueryDict) else self.data

    def clean(self) -> dict[str, Any]:
        """Ask for the signature that belongs to the way chosen, and leave the others alone."""
        cleaned = super().clean() or self.cleaned_data
        asked = FIELD_OF.get(cleaned.get("method", ""), "")
        for name in set(FIELD_OF.values()) - {asked}:
            self.errors.pop(name, None)
        if asked == "pad" and not self.has_error("pad") and is_blank(cleaned.get("pad", "")):
            self.add_error("pad", self.fields["pad"].error_messages["required"])
        return cleaned

    def signer(self) -> str:
        """Who signed: as typed, else the applicant, whom the officer witnesses."""
        if self.cleaned_data["method"] == SignMethod.TYPED:
            return str(self.cleaned_data["signer_name"])
        return self.applicant_name


class ReferForm(PortalForm):
    """A point that is unclear to the applicant."""

    question = forms.CharField(
        label=_("What is unclear to the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("What is unclear to the applicant is missing.")},
    )


class AnswerForm(PortalForm):
    """The answer that was given and explained."""

    answer = forms.CharField(
        label=_("The answer, as it was explained to the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("The answer that was given to the applicant is missing.")},
    )


class CloseForm(StepForm):
    """Why an application is closed; the reasons depend on where it stands."""

    reason = forms.ChoiceField(
        label=_("Reason of closing"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("The reason of closing is not chosen yet."),
            "invalid_choice": _("This reason does not fit where the application stands."),
        },
    )
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, status: Status, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = REASONS.get(status, ALWAYS)
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in offered]  # type: ignore[attr-defined]


class ConflictForm(PortalForm):
    """What ties a member of staff to this case."""

    reason = forms.CharField(
        label=_("The conflict of interest"),
        help_text=_("A relation, a dealing or an interest that ties you to the beneficiary."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("The conflict of interest is missing.")},
    )


def is_blank(path: str) -> bool:
    """Whether a drawn path is too short to be anybody's signature."""
    lines = signature.strokes(path) if path else []
    return sum(dist(a, b) for line in lines or [] for a, b in pairwise(line)) < SHORTEST_SIGNATURE
