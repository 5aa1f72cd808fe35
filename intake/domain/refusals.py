"""Every code with which the database refuses a row of this app, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beneficiaries.domain.refusals import CONSENT_WITHDRAWN, PERSON_MERGED
from ledger.errors import Refused

_BY_STEPS = _("An application changes through the steps of the workflow only.")
_HANDED_IN = _("What was handed in with an application is fixed and cannot be changed.")
_OVERTAKEN = _("This application has moved on meanwhile. It has to be opened again.")
_LAID_OUT = _("What a statement asks for is laid out by the portal itself and cannot be changed.")
_BY_DECLARATION = _("A statement is signed through its declaration only.")
_WORDING = _("The declaration has to be signed in the wording of the application's own policy version.")
_BY_RECEIPT = _("A receipt is handed over by its own record, which names who did so and when.")
_WHO = _("The record has to name who did this, and when.")
_NOT_ON_THE_LIST = _("Something was chosen that the list does not hold.")
_KEY = _("This key is in use in this service already.")

SENTENCES: Mapping[str, Any] = {
    "application_born_draft": _BY_STEPS,
    "step_without_status": _BY_STEPS,
    "round_without_appeal": _BY_STEPS,
    "status_without_move": _BY_STEPS,
    "move_without_status": _BY_STEPS,
    "move_not_allowed": _BY_STEPS,
    "move_starts_elsewhere": _OVERTAKEN,
    "move_once": _OVERTAKEN,
    "move_by_somebody": _WHO,
    "submission_window_fixed": _HANDED_IN,
    "application_window_with_submission": _HANDED_IN,
    "policy_version_fixed": _HANDED_IN,
    "branch_fixed": _HANDED_IN,
    "applicant_fixed": _HANDED_IN,
    "closed_reason_fixed": _("The reason of closing is written once, with the closing."),
    "application_closed_with_reason": _("The reason of closing is not chosen yet."),
    "application_studied_by_somebody": _("A case that is being studied has a researcher."),
    "application_status_known": _NOT_ON_THE_LIST,
    "one_open_application_per_service": _("This person already has an open application for this service."),
    "consent_withdrawn": CONSENT_WITHDRAWN,
    "person_merged": PERSON_MERGED,
    "no_policy_in_force": _("No policy version is in force. The administrator has to load one."),
    "notice_contact_not_own": _("Choose the number or address to which notices go."),
    "recusal_once": _("You have declared a conflict of interest in this case already."),
    "data_not_open": _("The data of this application cannot be changed now."),
    "statement_signed": _("This statement is signed. A correction is made in a new statement."),
    "statement_unsigned": _("The last statement has to be signed before the next one is opened."),
    "statement_number": _OVERTAKEN,
    "statement_number_once": _OVERTAKEN,
    "statement_born_unsigned": _BY_DECLARATION,
    "statement_without_declaration": _BY_DECLARATION,
    "statement_fixed": _LAID_OUT,
    "statement_not_newest": _("A newer statement has been opened. It is the one to sign."),
    "statement_document_once": _LAID_OUT,
    "statement_document_by_with_at": _WHO,
    "statement_document_shown_by_somebody": _WHO,
    "sheet_laid_out": _LAID_OUT,
    "sheet_asked_fixed": _LAID_OUT,
    "sheet_open": _("The match sheet still has open points."),
    "line_not_rematched": _("A declared value that changed has to be matched again."),
    "match_line_once": _LAID_OUT,
    "match_result_known": _NOT_ON_THE_LIST,
    "match_result_by_somebody": _WHO,
    "match_difference_is_settled": _("Choose which value is relied upon."),
    "match_needs_declared": _("There is no declared value to match. Enter it first."),
    "signed_not_shown": _("The data changed after this page was opened. They have to be read again before signing."),
    "signed_under_other_version": _WORDING,
    "signed_other_wording": _WORDING,
    "intake_declaration_statement_id_key": _("This statement is signed already."),
    "declaration_signature_kept": _("Draw the signature or attach the signed paper, or choose the typed name."),
    "declaration_signer_named": _("Enter the name of the person who signs."),
    "newest_unsigned": _("The declaration has not been signed over the latest data."),
    "wording_changed": _(
        "The wording of the declaration has changed since it was signed. Correct the data in a new statement and have "
        "it signed again."
    ),
    "referral_fixed": _("This point has been answered already."),
    "referral_answered_whole": _("Enter the answer that was given to the applicant."),
    "receipt_before_submission": _("A receipt is printed once the application is submitted."),
    "receipt_fixed": _("The receipt has been handed over already."),
    "receipt_without_record": _BY_RECEIPT,
    "receipt_handed_whole": _BY_RECEIPT,
    "required_document_key_once": _KEY,
    "required_field_key_once": _KEY,
}


def refusal(code: str, *, field: str | None = None) -> Refused:
    """Return the Refused that the database's refusal of this code becomes: for what is found before it is asked."""
    return Refused(SENTENCES[code], field=field, code=code)
