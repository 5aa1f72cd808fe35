"""Trigger bodies of the policy's tables.

BEFORE triggers of one table run in the order of their names: what a version may become (`status_moves`) comes before
what it then keeps (`takes_its_copies`).
"""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, quoted, refuse
from policy.states import ALLOWED, CHANNEL_FACTS, FIXED, TOOL_FACTS, PolicyStatus

# what may still be settled after the board approved: when it begins, and what the portal itself stamps
SETTLED_LATER = ("status", "takes_effect_on", "in_force_from", "in_force_by_id", "channels", "tools", "review_on")
TODAY = "(portal_now() AT TIME ZONE 'Asia/Riyadh')::date"


def _restrict(code: str, sentence: str) -> str:
    return refuse(code, sentence, sqlstate=RESTRICT_VIOLATION)


_MOVES = ", ".join(f"('{start}', '{end}')" for start, ends in ALLOWED.items() for end in ends)
_LATER = f"ARRAY[{quoted(SETTLED_LATER)}]"
_STARTS = f"NEW.status = '{PolicyStatus.IN_FORCE}' AND OLD.status <> NEW.status"

VERSION_MOVES = f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> '{PolicyStatus.DRAFT}' OR NEW.in_force_from IS NOT NULL OR NEW.in_force_by_id IS NOT NULL THEN
            {refuse("version_born_draft", "a policy version is born a draft")}
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN ({_MOVES}) THEN
        {refuse("version_move_not_allowed", "a policy version may not go from % to %", "OLD.status", "NEW.status")}
    END IF;
    IF OLD.status IN ({quoted(FIXED)})
       AND (to_jsonb(OLD) - 'status') IS DISTINCT FROM (to_jsonb(NEW) - 'status') THEN
        {refuse("version_in_force_fixed", "a policy version that was put in force may not change")}
    END IF;
    IF (NEW.number, NEW.association_id, NEW.loaded_from) IS DISTINCT FROM
       (OLD.number, OLD.association_id, OLD.loaded_from) THEN
        {_restrict("version_origin_fixed", "where a policy version comes from does not change")}
    END IF;
    IF OLD.status = '{PolicyStatus.APPROVED}' AND NEW.status <> '{PolicyStatus.DRAFT}'
       AND (to_jsonb(OLD) - {_LATER}) IS DISTINCT FROM (to_jsonb(NEW) - {_LATER}) THEN
        {refuse("approval_fixed", "what the board approved does not change")}
    END IF;
    IF NEW.status = '{PolicyStatus.APPROVED}' AND OLD.status = '{PolicyStatus.DRAFT}' AND NEW.loaded_from = '' THEN
        IF NEW.board_meeting IS NULL OR NEW.approved_on IS NULL THEN
            {refuse("approval_without_meeting", "an approval names the meeting of the board and its day")}
        END IF;
        IF NOT EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.id) THEN
            {refuse("approval_without_document", "an approval has the document that the board signed")}
        END IF;
    END IF;
    IF {_STARTS} AND NEW.takes_effect_on > {TODAY} THEN
        {refuse("version_not_due", "the policy version takes effect on %", "NEW.takes_effect_on")}
    END IF;
    RETURN NEW;
"""

# A profile is the board's own document; who drafts here may lengthen what that document states, never shorten it.
VERSION_KEEPS_WINDOW = f"""
    IF NEW.loaded_from = '' AND (TG_OP = 'INSERT' OR OLD.status NOT IN ({quoted(FIXED)})) THEN
        SELECT v.stated_days INTO stated FROM policy_policyversion v
         WHERE v.status IN ({quoted(FIXED)}) AND v.id <> NEW.id ORDER BY v.number DESC LIMIT 1;
        IF stated IS NOT NULL AND (NEW.stated_days IS NULL OR NEW.stated_days < stated) THEN
            {refuse("stated_window_shortened", "the window that the board''s document states is not shortened")}
        END IF;
    END IF;
    RETURN NEW;
"""


def _copy(facts: tuple[str, ...], table: str) -> str:
    pairs = ", ".join(f"'{fact}', r.{fact}" for fact in facts)
    return f"""COALESCE((SELECT jsonb_agg(jsonb_build_object({pairs}) ORDER BY r.position, r.id)
                           FROM {table} r WHERE r.active), '[]'::jsonb)"""


CHANNELS_NOW = _copy(CHANNEL_FACTS, "policy_channel")
TOOLS_NOW = _copy(TOOL_FACTS, "policy_tool")

# Computed here and never taken from the statement, so that no statement can put other lists into a version.
VERSION_TAKES_COPIES = f"""
    IF {_STARTS} THEN
        NEW.in_force_from := portal_now();
        NEW.channels := {CHANNELS_NOW};
        NEW.tools := {TOOLS_NOW};
        NEW.review_on := COALESCE(NEW.review_on, ({TODAY} + interval '1 year')::date);
    END IF;
    RETURN NEW;
"""

VERSION_ASKS_TO_BE_READ = f"""
    IF NEW.status = '{PolicyStatus.IN_FORCE}' THEN
        UPDATE accounts_staff SET policy_to_read = true WHERE NOT policy_to_read;
    END IF;
    RETURN NULL;
"""


SIGNED_DOCUMENT_ATTACHED = f"""
    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM documents_storedfile f
                    WHERE f.id = NEW.file_id AND f.content_type = 'application/pdf') THEN
        {refuse("signed_document_not_pdf", "the signed document is a PDF")}
    END IF;
    IF stands IN ({quoted(FIXED)})
       AND EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.version_id) THEN
        {_restrict("signed_document_kept", "a policy version that was put in force keeps its signed document")}
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
"""

VERSION_KEPT = f"""
    IF OLD.status IN ({quoted(FIXED)}) THEN
        {_restrict("version_in_force_never_deleted", "a policy version that was put in force may not be deleted")}
    END IF;
    RETURN OLD;
"""

# The version is locked: it cannot be superseded, and everybody asked to read the next one, in between.
ACKNOWLEDGED = f"""
    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR SHARE;
    IF stands IS DISTINCT FROM '{PolicyStatus.IN_FORCE}' THEN
        {refuse("acknowledged_not_in_force", "only the version in force is acknowledged")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active) THEN
        {refuse("acknowledged_by_inactive", "only active staff acknowledge")}
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
"""

MARKS_AS_READ = """
    UPDATE accounts_staff SET policy_to_read = false WHERE id = NEW.by_id AND policy_to_read;
    RETURN NULL;
"""

REVIEWED = f"""
    IF NOT EXISTS (SELECT 1 FROM policy_policyversion v
                    WHERE v.id = NEW.version_id AND v.status = '{PolicyStatus.IN_FORCE}') THEN
        {refuse("reviewed_not_in_force", "only the version in force is reviewed")}
    END IF;
    IF NEW.next_on <= {TODAY} THEN
        {refuse("next_review_not_ahead", "the next review is on a day to come")}
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
"""


# A row that names the version of a tool that was worked with: NEW.tool_version_id, empty where there was none. For
# tables of apps above this one.
TOOL_IN_USE = f"""
    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= {TODAY}) THEN
        {refuse("tool_version_not_in_use", "the version of the tool is not in use yet")}
    END IF;
"""


def association_kept() -> Rule:
    """Return the Rule that a database serves one association for good."""
    return Rule(
        name="keeps_its_name",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'DELETE' OR NEW.slug <> OLD.slug THEN
                {_restrict("association_kept", "a portal keeps its association")}
            END IF;
            RETURN NEW;
        """,
    )


def version_rules() -> list[Rule]:
    """Return the Rules of a version: how it moves, what it keeps, that it stays, and that everybody is to read it."""
    both = pgtrigger.Insert | pgtrigger.Update
    stated = [("stated", "int")]
    return [
        Rule(name="status_moves", when=pgtrigger.Before, operation=both, func=VERSION_MOVES),
        Rule(name="stays_stated", when=pgtrigger.Before, operation=both, declare=stated, func=VERSION_KEEPS_WINDOW),
        Rule(name="takes_its_copies", when=pgtrigger.Before, operation=pgtrigger.Update, func=VERSION_TAKES_COPIES),
        Rule(
            name="asks_to_be_read",
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange("status"),
            func=VERSION_ASKS_TO_BE_READ,
        ),
        Rule(name="kept_for_good", when=pgtrigger.Before, operation=pgtrigger.Delete, func=VERSION_KEPT),
    ]


def marks_as_read() -> Rule:
    """Return the Rule that takes the reminder off the reader's account."""
    return Rule(name="marks_as_read", when=pgtrigger.After, operation=pgtrigger.Insert, func=MARKS_AS_READ)


def keeps_its_key(sentence: str) -> Rule:
    """Return the Rule that refuses another key: versions and profiles name a row by its key."""
    return Rule(
        name="keeps_its_key",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF NEW.key <> OLD.key THEN
                {_restrict("key_is_kept", sentence)}
            END IF;
            RETURN NEW;
        """,
    )
