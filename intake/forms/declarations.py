"""The applicant's signature, and taking the person's record anew into what is signed."""

from itertools import pairwise
from math import dist
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import EditsForm, ScanField
from intake.states import SignMethod
from ui import signature
from ui.fields import PlainField, SignatureField
from ui.forms import PortalForm

# a signature has strokes of some length; a dot or a slip of the pen has not (units of the 600 x 200 box)
SHORTEST_SIGNATURE = 60

FIELD_OF = {SignMethod.PAD: "pad", SignMethod.TYPED: "signer_name", SignMethod.SCANNED: "scan"}


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
        """Return who signed: as typed, else the applicant, whom the officer witnesses."""
        if self.cleaned_data["method"] == SignMethod.TYPED:
            return str(self.cleaned_data["signer_name"])
        return self.applicant_name


def is_blank(path: str) -> bool:
    """Return whether a drawn path is too short to be anybody's signature."""
    lines = signature.strokes(path) if path else []
    return sum(dist(a, b) for line in lines or [] for a, b in pairwise(line)) < SHORTEST_SIGNATURE
