"""The document that the board signed, as it is uploaded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.domain.file_types import MAX_BYTES, PDF, recognise, too_large
from ledger.errors import Refused
from policy.domain.refusals import SENTENCES
from ui.forms import PortalForm


class SignedField(forms.FileField):
    """The document that the board signed: a PDF by its content, whatever its name says, and not above the limit."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Signed document"))
        kwargs.setdefault("help_text", _("A scan of the policy as the board signed it, in one PDF file."))
        kwargs.setdefault("error_messages", {"required": SENTENCES["approval_without_document"]})
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
            raise ValidationError(SENTENCES["signed_document_not_pdf"], code="wrong_type")
        return upload


class SignedDocumentForm(PortalForm):
    signed = SignedField()
