"""The life of a version as the database keeps it: rules of policy.models.versions, in SQL.

BEFORE triggers of one table run in the order of their names: what a version may become (`status_moves`) comes before
what it then keeps (`takes_its_copies`).
"""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, quoted, refuse
from policy.states import ALLOWED, FIXED, PolicyStatus

# what a version keeps of each channel and tool
CHANNEL_FACTS = ("key", "name", "as_printed", "takes_in", "sends_out", "carries_decision", "ways")
TOOL_FACTS = ("key", "name", "as_printed", "kind")
# what may still be settled after the board approved: when it begins, and what the portal itself stamps
SETTLED_LATER = ("status", "takes_effect_on", "in_force_from", "in_force_by_id", "channels", "tools", "review_on")
TODAY = "(portal_now() AT TIME ZONE 'Asia/Riyadh')::date"

_MOVES = ", ".join(f"('{start}', '{end}')" for start, ends in ALLOWED.items() for end in ends)
_LATER = f"ARRAY[{quoted(SETTLED_LATER)}]"
_STARTS = f"NEW.status = '{PolicyStatus.IN_FORCE}' AND OLD.status <> NEW.status"

MOVES = f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> '{PolicyStatus.DRAFT}' OR NEW.in_force_from IS NOT NULL OR NEW.in_force_by_id IS NOT NULL THEN
            {refuse("policy_version_born_draft", "a policy version is born a draft")}
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN ({_MOVES}) THEN
        {refuse("policy_version_may_not_go_from", "a policy version may not go from % to %", "OLD.status", "NEW.status")}
    END IF;
    IF OLD.status IN ({quoted(FIXED)})
       AND (to_jsonb(OLD) - 'status') IS DISTINCT FROM (to_jsonb(NEW) - 'status') THEN
        {refuse("policy_version_put_in_force_may_not_change", "a policy version that was put in force may not change")}
    END IF;
    IF (NEW.number, NEW.association_id, NEW.loaded_from) IS DISTINCT FROM
       (OLD.number, OLD.association_id, OLD.loaded_from) THEN
        {refuse("where_policy_version_comes_from_does_not", "where a policy version comes from does not change", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF OLD.status = '{PolicyStatus.APPROVED}' AND NEW.status <> '{PolicyStatus.DRAFT}'
       AND (to_jsonb(OLD) - {_LATER}) IS DISTINCT FROM (to_jsonb(NEW) - {_LATER}) THEN
        {refuse("board_approved_does_not_change", "what the board approved does not change")}
    END IF;
    IF NEW.status = '{PolicyStatus.APPROVED}' AND OLD.status = '{PolicyStatus.DRAFT}' AND NEW.loaded_from = '' THEN
        IF NEW.board_meeting IS NULL OR NEW.approved_on IS NULL THEN
            {refuse("approval_names_meeting_board_day", "an approval names the meeting of the board and its day")}
        END IF;
        IF NOT EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.id) THEN
            {refuse("approval_document_board_signed", "an approval has the document that the board signed")}
        END IF;
    END IF;
    IF {_STARTS} AND NEW.takes_effect_on > {TODAY} THEN
        {refuse("policy_version_takes_effect", "the policy version takes effect on %", "NEW.takes_effect_on")}
    END IF;
    RETURN NEW;
"""

# A profile is the board's own document; who drafts here may lengthen what that document states, never shorten it.
STATED = f"""
    IF NEW.loaded_from = '' AND (TG_OP = 'INSERT' OR OLD.status NOT IN ({quoted(FIXED)})) THEN
        SELECT v.stated_days INTO stated FROM policy_policyversion v
         WHERE v.status IN ({quoted(FIXED)}) AND v.id <> NEW.id ORDER BY v.number DESC LIMIT 1;
        IF stated IS NOT NULL AND (NEW.stated_days IS NULL OR NEW.stated_days < stated) THEN
            {refuse("window_boards_document_states_not_shortened", "the window that the board''s document states is not shortened")}
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

# Computed here and never taken from the statement, so that nobody can put other lists into a version.
COPIES = f"""
    IF {_STARTS} THEN
        NEW.in_force_from := portal_now();
        NEW.channels := {CHANNELS_NOW};
        NEW.tools := {TOOLS_NOW};
        NEW.review_on := COALESCE(NEW.review_on, ({TODAY} + interval '1 year')::date);
    END IF;
    RETURN NEW;
"""

ASKS = f"""
    IF NEW.status = '{PolicyStatus.IN_FORCE}' THEN
        UPDATE accounts_staff SET policy_to_read = true WHERE NOT policy_to_read;
    END IF;
    RETURN NULL;
"""


def rules_of_life() -> list[Rule]:
    """The Rules of a version: how it moves, what it keeps, that it stays, and that everybody is to read it."""
    both = pgtrigger.Insert | pgtrigger.Update
    return [
        Rule(name="status_moves", when=pgtrigger.Before, operation=both, func=MOVES),
        Rule(name="stays_stated", when=pgtrigger.Before, operation=both, declare=[("stated", "int")], func=STATED),
        Rule(name="takes_its_copies", when=pgtrigger.Before, operation=pgtrigger.Update, func=COPIES),
        Rule(
            name="asks_to_be_read",
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange("status"),
            func=ASKS,
        ),
        Rule(
            name="kept_for_good",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=f"""
                IF OLD.status IN ({quoted(FIXED)}) THEN
                    {refuse("policy_version_put_in_force_may_not_deleted", "a policy version that was put in force may not be deleted", sqlstate=RESTRICT_VIOLATION)}
                END IF;
                RETURN OLD;
            """,
        ),
    ]


# beside the version: the document that the board signed, and who has read it
ATTACHES = f"""
    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM documents_storedfile f
                    WHERE f.id = NEW.file_id AND f.content_type = 'application/pdf') THEN
        {refuse("signed_document_pdf", "the signed document is a PDF")}
    END IF;
    IF stands IN ({quoted(FIXED)})
       AND EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.version_id) THEN
        {refuse("policy_version_put_in_force_keeps_signed", "a policy version that was put in force keeps its signed document", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
"""

# The version is locked: it cannot be superseded, and everybody asked to read the next one, in between.
ACKNOWLEDGES = f"""
    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR SHARE;
    IF stands IS DISTINCT FROM '{PolicyStatus.IN_FORCE}' THEN
        {refuse("only_version_in_force_acknowledged", "only the version in force is acknowledged")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active) THEN
        {refuse("only_active_staff_acknowledge", "only active staff acknowledge")}
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
"""

READ = """
    UPDATE accounts_staff SET policy_to_read = false WHERE id = NEW.by_id AND policy_to_read;
    RETURN NULL;
"""

REVIEWS = f"""
    IF NOT EXISTS (SELECT 1 FROM policy_policyversion v
                    WHERE v.id = NEW.version_id AND v.status = '{PolicyStatus.IN_FORCE}') THEN
        {refuse("only_version_in_force_reviewed", "only the version in force is reviewed")}
    END IF;
    IF NEW.next_on <= {TODAY} THEN
        {refuse("next_review_day_come", "the next review is on a day to come")}
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
"""


def before_insert(name: str, func: str, **declared: str) -> Rule:
    """A Rule that judges each new row."""
    return Rule(name=name, when=pgtrigger.Before, operation=pgtrigger.Insert, declare=list(declared.items()), func=func)


def marks_as_read() -> Rule:
    """The Rule that takes the reminder from whoever acknowledged."""
    return Rule(name="marks_as_read", when=pgtrigger.After, operation=pgtrigger.Insert, func=READ)


def keeps_its_key(sentence: str) -> Rule:
    """The Rule that refuses another key with this sentence: versions and profiles name a row by its key."""
    return Rule(
        name="keeps_its_key",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF NEW.key <> OLD.key THEN
                {refuse("key_is_kept", sentence, sqlstate=RESTRICT_VIOLATION)}
            END IF;
            RETURN NEW;
        """,
    )
