"""Addresses of this app."""

from django.urls import path, register_converter

from intake.paths import ReferenceConverter
from intake.views import declaration, documents, ending, receipt, referrals, request_forms, sheet, start

register_converter(ReferenceConverter, "ref")

app_name = "intake"
urlpatterns = [
    path("people/<uuid:person_id>/start/", start.start, name="start"),
    path("services/", request_forms.blank_forms, name="blank_forms"),
    path("services/<slug:code>/form.pdf", request_forms.blank_form, name="blank_form"),
    path("<ref:reference>/form.pdf", request_forms.filled_form, name="filled_form"),
    path("<ref:reference>/documents/", documents.documents, name="documents"),
    path("<ref:reference>/documents/<int:pk>/file/", documents.document_file, name="document_file"),
    path("<ref:reference>/match/", sheet.match, name="match"),
    path("<ref:reference>/referrals/", referrals.referrals, name="referrals"),
    path("<ref:reference>/referrals/<int:pk>/answer/", referrals.answer, name="referral_answer"),
    path("<ref:reference>/declaration/", declaration.declaration, name="declaration"),
    path("<ref:reference>/declaration/refresh/", declaration.refresh, name="refresh"),
    path("<ref:reference>/declaration/correct/", declaration.correct, name="correct"),
    path("<ref:reference>/declaration/submit/", declaration.submit, name="submit"),
    path("<ref:reference>/statements/<int:n>/signature/", documents.signature, name="signature"),
    path("<ref:reference>/receipt/", receipt.receipt, name="receipt"),
    path("<ref:reference>/receipt/issue/", receipt.issue, name="receipt_issue"),
    path("<ref:reference>/receipt/hand-over/", receipt.hand_over, name="receipt_hand_over"),
    path("<ref:reference>/receipt.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path("<ref:reference>/close/", ending.close, name="close"),
    path("<ref:reference>/conflict/", ending.conflict, name="conflict"),
]
