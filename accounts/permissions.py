"""The one list of what a member of staff may be allowed to do. A leaf: anything may import it."""

from enum import StrEnum
from typing import Any, Protocol


class Perm(StrEnum):
    """A permission. Pages, templates and domain functions ask for these, never for a role."""

    SEARCH_PEOPLE = "search_people"
    REGISTER_PEOPLE = "register_people"
    TAKE_IN = "take_in"
    ANSWER_REFERRALS = "answer_referrals"
    ASSESS = "assess"
    ASSIGN = "assign"
    SEE_BRANCH_CASES = "see_branch_cases"
    SEE_OWN_CASES = "see_own_cases"
    SEE_CASES_AT_COMMITTEE = "see_cases_at_committee"
    HOLD_SITTINGS = "hold_sittings"
    PROPOSE_MOTIONS = "propose_motions"
    VOTE = "vote"
    RECORD_DECISIONS = "record_decisions"
    REGISTER_ACCEPTED = "register_accepted"
    DELIVER = "deliver"
    LOG_CONTACTS = "log_contacts"
    CARRY_NOTICES = "carry_notices"
    REVEAL_IDS = "reveal_ids"
    DECLARE_CONFLICT = "declare_conflict"
    CLOSE_CASES = "close_cases"
    SEE_FIGURES = "see_figures"
    EDIT_LISTS = "edit_lists"
    SEE_SANDBOX = "see_sandbox"
    SEE_CASES_AT_DECISION = "see_cases_at_decision"
    DECIDE = "decide"
    COUNTERSIGN = "countersign"
    SEND_BACK_CASES = "send_back_cases"
    SEE_CONFORMANCE = "see_conformance"
    SETTLE_DUPLICATES = "settle_duplicates"
    IMPORT_PEOPLE = "import_people"
    EXPORT_LISTS = "export_lists"
    EXPORT_IDS = "export_ids"


class Reader(Protocol):
    """Who asks what they may see: a member of staff, or the shape of many for whom a query is compiled once."""

    @property
    def pk(self) -> Any:
        """Their id."""

    @property
    def branch_id(self) -> Any:
        """Their branch's id; None for who works for all."""

    def may(self, perm: Perm) -> bool:
        """Whether they hold the permission."""
