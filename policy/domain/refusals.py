"""A sentence for each rule of the policy's tables, by its code or by the name of its constraint."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_FIXED = _("A version that was put in force does not change.")
_ONE = _("This portal serves one association.")
_UNKNOWN = _("One of the choices is not known.")

SENTENCES: Mapping[str, Any] = {
    # association
    "association_kept": _("This portal keeps its association."),
    "there_is_one_association": _ONE,
    "policy_association_slug_key": _ONE,
    # versions
    "approval_fixed": _("What the board approved does not change."),
    "approval_without_document": _("Attach the document that the board signed."),
    "approval_without_meeting": _("State the meeting of the board and its day."),
    "decision_window_is_at_least_a_day": _("The window before an outcome must be one day at least."),
    "decision_window_keeps_what_the_policy_states": _(
        "The window may be longer than the policy states, never shorter."
    ),
    "one_policy_is_in_force": _("One version of the policy is in force at a time."),
    "policy_decider_is_known": _UNKNOWN,
    "policy_declaration_form_is_known": _UNKNOWN,
    "policy_has_seven_steps": _("A policy has seven steps, each with its term and its sentence."),
    "policy_in_force_was_approved": _("The date of the board's approval is missing."),
    "policy_referral_kind_is_known": _UNKNOWN,
    "policy_status_is_known": _UNKNOWN,
    "stated_window_shortened": _("The window that the board's document states is not shortened."),
    "target_is_not_before_the_window_ends": _("The target may not be earlier than the end of the window."),
    "version_born_draft": _("A version begins as a draft."),
    "version_in_force_fixed": _FIXED,
    "version_in_force_never_deleted": _FIXED,
    "version_move_not_allowed": _("This step is not open to the version as it stands."),
    "version_not_due": _("The day on which this version takes effect is still to come."),
    "version_origin_fixed": _("Where a version comes from does not change."),
    "policy_policyversion_number_key": _("There is a version with this number already."),
    # signed documents
    "signed_document_kept": _("This version has its signed document already, and keeps it."),
    "signed_document_not_pdf": _("The signed document has to be a PDF file."),
    # acknowledgements and reviews
    "acknowledged_by_inactive": _("Only active staff acknowledge the policy."),
    "acknowledged_not_in_force": _("Only the version in force is acknowledged."),
    "acknowledged_once": _("The reading of this version is noted already."),
    "next_review_not_ahead": _("The next review has to be on a day to come."),
    "policy_review_has_a_note": _("State what the review found."),
    "reviewed_not_in_force": _("Only the version in force is reviewed."),
    # channels and tools
    "channel_that_carries_outcomes_sends": _("Only a channel through which we reach people may carry an outcome."),
    "channel_that_sends_has_a_way": _("A channel through which we reach people needs one way at least."),
    "channel_ways_are_known": _("One of the ways is not known."),
    "policy_channel_key_key": _("There is a channel with this key already."),
    "policy_tool_key_key": _("There is a tool with this key already."),
    "policy_tool_name_key": _("There is a tool with this name already."),
    "tool_kind_is_known": _UNKNOWN,
    "tool_roles_are_known": _("One of the roles does not exist."),
    "tool_version_not_in_use": _("This version of the tool is not in use, or not yours to open."),
    "tool_version_number_is_positive": _("A version has a number from 1 on."),
    "tool_version_number_once": _("There is a version with this number already."),
}
