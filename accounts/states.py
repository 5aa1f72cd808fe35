"""What staff may do: permissions, roles as named bundles of them, and the kinds of reading that are logged."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Reading(models.TextChoices):
    """What was looked at."""

    CASE_FILE = "case_file", _("Case file opened")
    PERSON = "person", _("Person's page opened")
    ID_REVEAL = "id_reveal", _("Identity number revealed")
    IBAN_REVEAL = "iban_reveal", _("IBAN revealed")
    DOCUMENT = "document", _("Document opened")
    SEARCH = "search", _("Search")
    SIGN_IN = "sign_in", _("Sign-in")
    IMPORT = "import", _("People imported")
    EXPORT = "export", _("List exported")
    DUPLICATES = "duplicates", _("Possible duplicates compared")


class Reader(Protocol):
    """Who asks what they may see: a member of staff, or the shape of many for whom a query is compiled once."""

    @property
    def pk(self) -> Any:
        """Their id."""

    @property
    def branch_id(self) -> Any:
        """Their branch's id; None for who works for all."""

    def may(self, perm: Perm) -> bool:
        """Return whether they hold the permission."""


class Role(models.TextChoices):
    RECEPTION = "reception", _("Reception officer")
    RESEARCHER = "researcher", _("Social researcher")
    HEAD = "head", _("Head of social research")
    MEMBER = "member", _("Committee member")
    CHAIR = "chair", _("Committee chair")
    SECRETARY = "secretary", _("Committee secretary")
    ADMIN = "admin", _("System administrator")
    MANAGER = "manager", _("Executive director")
    DECIDER = "decider", _("Decider of the department")
    COUNTERSIGNER = "countersigner", _("Countersigner of decisions")
    AUDITOR = "auditor", _("Internal auditor")


ROLE_PERMISSIONS: dict[Role, frozenset[Perm]] = {
    Role.RECEPTION: frozenset(
        {
            Perm.SEARCH_PEOPLE,
            Perm.REGISTER_PEOPLE,
            Perm.TAKE_IN,
            Perm.SEE_BRANCH_CASES,
            Perm.REGISTER_ACCEPTED,
            Perm.DELIVER,
            Perm.LOG_CONTACTS,
            Perm.CARRY_NOTICES,
            Perm.REVEAL_IDS,
            Perm.DECLARE_CONFLICT,
            Perm.CLOSE_CASES,
            Perm.EXPORT_LISTS,
        }
    ),
    Role.RESEARCHER: frozenset(
        {
            Perm.SEARCH_PEOPLE,
            Perm.ASSESS,
            Perm.SEE_OWN_CASES,
            Perm.LOG_CONTACTS,
            Perm.REVEAL_IDS,
            Perm.DECLARE_CONFLICT,
            Perm.EXPORT_LISTS,
        }
    ),
    Role.HEAD: frozenset(
        {
            Perm.SEARCH_PEOPLE,
            Perm.ANSWER_REFERRALS,
            Perm.ASSESS,
            Perm.ASSIGN,
            Perm.SEE_BRANCH_CASES,
            Perm.LOG_CONTACTS,
            Perm.REVEAL_IDS,
            Perm.DECLARE_CONFLICT,
            Perm.CLOSE_CASES,
            Perm.SEE_FIGURES,
            Perm.SETTLE_DUPLICATES,
            Perm.IMPORT_PEOPLE,
            Perm.EXPORT_LISTS,
            Perm.EXPORT_IDS,
        }
    ),
    Role.MEMBER: frozenset({Perm.SEE_CASES_AT_COMMITTEE, Perm.VOTE, Perm.DECLARE_CONFLICT}),
    Role.CHAIR: frozenset(
        {
            Perm.SEE_CASES_AT_COMMITTEE,
            Perm.HOLD_SITTINGS,
            Perm.PROPOSE_MOTIONS,
            Perm.VOTE,
            Perm.SEND_BACK_CASES,
            Perm.RECORD_DECISIONS,
            Perm.DECLARE_CONFLICT,
            Perm.EXPORT_LISTS,
        }
    ),
    Role.SECRETARY: frozenset(
        {
            Perm.SEE_CASES_AT_COMMITTEE,
            Perm.HOLD_SITTINGS,
            Perm.PROPOSE_MOTIONS,
            Perm.SEND_BACK_CASES,
            Perm.RECORD_DECISIONS,
            Perm.DECLARE_CONFLICT,
            Perm.EXPORT_LISTS,
        }
    ),
    Role.ADMIN: frozenset({Perm.SEE_FIGURES, Perm.EDIT_LISTS, Perm.SEE_SANDBOX, Perm.SEE_CONFORMANCE}),
    Role.MANAGER: frozenset({Perm.SEE_FIGURES}),
    Role.DECIDER: frozenset(
        {
            Perm.SEE_CASES_AT_DECISION,
            Perm.DECIDE,
            Perm.SEND_BACK_CASES,
            Perm.RECORD_DECISIONS,
            Perm.DECLARE_CONFLICT,
            Perm.EXPORT_LISTS,
        }
    ),
    Role.COUNTERSIGNER: frozenset(
        {
            Perm.SEE_CASES_AT_DECISION,
            Perm.COUNTERSIGN,
            Perm.RECORD_DECISIONS,
            Perm.DECLARE_CONFLICT,
            Perm.EXPORT_LISTS,
        }
    ),
    Role.AUDITOR: frozenset({Perm.SEE_CONFORMANCE}),
}


@lru_cache
def _bundle(roles: frozenset[str]) -> frozenset[Perm]:
    return frozenset().union(*(ROLE_PERMISSIONS[Role(role)] for role in roles))


def permissions_of(roles: Iterable[str]) -> frozenset[Perm]:
    """All permissions that any of these roles gives. ValueError for a role that does not exist."""
    return _bundle(frozenset(roles))
