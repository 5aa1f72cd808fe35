"""Addresses of this app."""

from django.urls import path, register_converter

from intake.views import (
    applications,
    closings,
    declarations,
    documents,
    match_sheets,
    receipts,
    recusals,
    referrals,
    request_forms,
)
from ui.converters import ReferenceConverter

register_converter(ReferenceConverter, "ref")

app_name = "intake"
urlpatterns = [
    path("people/<uuid:person_id>/start/", applications.start, name="start"),
    path("services/", request_forms.blank_forms, name="blank_forms"),
    path("services/<slug:code>/form.pdf", request_forms.blank_form, name="blank_form"),
    path("<ref:reference>/form.pdf", request_forms.filled_form, name="filled_form"),
    path("<ref:reference>/documents/", documents.documents, name="documents"),
    path("<ref:reference>/documents/<int:pk>/file/", documents.document_file, name="document_file"),
    path("<ref:reference>/match/", match_sheets.match, name="match"),
    path("<ref:reference>/referrals/", referrals.referrals, name="referrals"),
    path("<ref:reference>/referrals/<int:pk>/answer/", referrals.answer, name="referral_answer"),
    path("<ref:reference>/declaration/", declarations.declaration, name="declaration"),
    path("<ref:reference>/declaration/refresh/", declarations.refresh, name="refresh"),
    path("<ref:reference>/declaration/correct/", declarations.correct, name="correct"),
    path("<ref:reference>/declaration/submit/", declarations.submit, name="submit"),
    path("<ref:reference>/statements/<int:n>/signature/", documents.signature, name="signature"),
    path("<ref:reference>/receipt/", receipts.receipt, name="receipt"),
    path("<ref:reference>/receipt/issue/", receipts.issue, name="receipt_issue"),
    path("<ref:reference>/receipt/hand-over/", receipts.hand_over, name="receipt_hand_over"),
    path("<ref:reference>/receipt.pdf", receipts.receipt_pdf, name="receipt_pdf"),
    path("<ref:reference>/close/", closings.close, name="close"),
    path("<ref:reference>/conflict/", recusals.conflict, name="conflict"),
]
