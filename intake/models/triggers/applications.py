"""What the database refuses about applications, and what it stamps: their birth, their steps, their submission."""

import pgtrigger

from beneficiaries.models.triggers import MERGED, of_a_current_person
from intake.models.triggers.declarations import NEEDS_SIGNED
from intake.models.triggers.moves import PAIRS
from intake.states import ALLOWED, Step
from ledger.triggers import RESTRICT_VIOLATION, Rule, never_deleted, no_truncate, refuse

APPEALS = ", ".join(f"('{a.value}', '{b.value}')" for (a, b), step in sorted(ALLOWED.items()) if step == Step.APPEAL)

REACHES = f"""
    IF NEW.notify_contact_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_contactpoint c
         WHERE c.id = NEW.notify_contact_id AND c.beneficiary_id = NEW.beneficiary_id) THEN
        {refuse("notice_contact_not_own", "notices go to the beneficiary''s own contact point")}
    END IF;
    RETURN NEW;
"""

# Whoever took their consent back, and gave none since, asks for nothing anew.
CONSENTED = f"""
    IF EXISTS (SELECT 1 FROM beneficiaries_consent c
                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM beneficiaries_consent c
                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NULL) THEN
        {refuse("consent_withdrawn", "the beneficiary withdrew their consent to the processing of their data")}
    END IF;
    RETURN NEW;
"""

BORN = f"""
    IF NEW.status <> 'draft' OR NEW.step <> 0 OR NEW.round <> 1 OR NEW.researcher_id IS NOT NULL
       OR (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM
          (NULL::timestamptz, NULL::int2, NULL::timestamptz, NULL::timestamptz)
       OR NEW.receipt_noticed OR NEW.receipt_handed OR NEW.closed_reason <> '' THEN
        {refuse("application_born_draft", "an application is born a draft, with no dates set")}
    END IF;
    NEW.created_at := portal_now();
    NEW.stands_since := portal_now();
    RETURN NEW;
"""

STEPS = f"""
    IF NEW.status IS DISTINCT FROM OLD.status THEN
        IF (OLD.status, NEW.status) NOT IN ({PAIRS}) THEN
            {refuse("move_not_allowed", "the move % to % is not allowed", "OLD.status", "NEW.status")}
        END IF;
        NEW.step := OLD.step + 1;
        NEW.stands_since := portal_now();
    ELSIF NEW.step <> OLD.step OR NEW.stands_since <> OLD.stands_since THEN
        {refuse("step_without_status", "the step counter and its time move with the status only")}
    END IF;
    IF (OLD.status, NEW.status) IN ({APPEALS}) THEN
        NEW.round := OLD.round + 1;
    ELSIF NEW.round <> OLD.round THEN
        {refuse("round_without_appeal", "the round moves with an appeal only")}
    END IF;
    RETURN NEW;
"""

STAMP = f"""
    IF OLD.status = 'draft' AND NEW.status = 'submitted' THEN
        SELECT v.id, v.decision_days, v.target_days INTO version, days, target
          FROM policy_policyversion v WHERE v.status = 'in_force';
        IF version IS NULL THEN
            {refuse("no_policy_in_force", "no policy version is in force")}
        END IF;
        NEW.policy_version_id := version;
        NEW.submitted_at := portal_now();
        NEW.decision_days := days;
        NEW.decision_not_before := NEW.submitted_at + interval '24 hours' * days;
        NEW.target_at := NEW.submitted_at + interval '24 hours' * GREATEST(days, target);
    ELSIF (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM
          (OLD.submitted_at, OLD.decision_days, OLD.decision_not_before, OLD.target_at) THEN
        {refuse("submission_window_fixed", "the submission and its window are fixed", sqlstate=RESTRICT_VIOLATION)}
    ELSIF NEW.policy_version_id <> OLD.policy_version_id AND OLD.status <> 'draft' THEN
        {refuse("policy_version_fixed", "the policy version is fixed on submission", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.closed_reason <> OLD.closed_reason AND NEW.status = OLD.status THEN
        {refuse("closed_reason_fixed", "the reason is written with the closing", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.branch_id <> OLD.branch_id AND OLD.status <> 'draft' THEN
        {refuse("branch_fixed", "the branch is fixed on submission", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF (NEW.reference, NEW.service_id, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM
       (OLD.reference, OLD.service_id, OLD.created_at, OLD.created_by_id)
       OR (NEW.beneficiary_id <> OLD.beneficiary_id AND NOT {MERGED})
       OR (NEW.representative_id IS DISTINCT FROM OLD.representative_id
           AND OLD.status NOT IN ('draft', 'awaiting_applicant')) THEN
        {refuse("applicant_fixed", "who applied and for what is fixed", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    RETURN NEW;
"""

# A marker, so that the list of receipts to hand over is read from an index that holds nothing else.
HANDED = f"""
    IF OLD.receipt_handed OR NOT EXISTS (SELECT 1 FROM intake_receipt r
                                          WHERE r.application_id = NEW.id AND r.handed_at IS NOT NULL) THEN
        {refuse("receipt_without_record", "a receipt is handed over by its record", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    RETURN NEW;
"""

NEEDS_MOVE = f"""
    IF NOT EXISTS (SELECT 1 FROM intake_move m WHERE m.application_id = NEW.id AND m.n = NEW.step
                     AND m.from_status = OLD.status AND m.to_status = NEW.status) THEN
        {refuse("status_without_move", "status % to % without its move", "OLD.status", "NEW.status")}
    END IF;
    RETURN NULL;
"""

TRIGGERS = [
    of_a_current_person(),
    Rule(name="born_draft", when=pgtrigger.Before, operation=pgtrigger.Insert, func=BORN),
    Rule(name="consent_stands", when=pgtrigger.Before, operation=pgtrigger.Insert, func=CONSENTED),
    Rule(name="a_steps", when=pgtrigger.Before, operation=pgtrigger.Update, func=STEPS),
    Rule(
        name="b_stamped",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        declare=[("version", "bigint"), ("days", "int"), ("target", "int")],
        func=STAMP,
    ),
    Rule(
        name="handed_by_its_record",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("receipt_handed"),
        condition=pgtrigger.AnyChange("receipt_handed"),
        func=HANDED,
    ),
    Rule(
        name="reaches_its_person",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("notify_contact_id", "beneficiary_id"),
        func=REACHES,
    ),
    Rule(
        name="needs_move",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.AnyChange("status"),
        func=NEEDS_MOVE,
    ),
    Rule(
        name="needs_signature",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        declare=[("newest", "bigint"), ("signed", "timestamptz")],
        condition=pgtrigger.AnyChange("status"),
        func=NEEDS_SIGNED,
    ),
    never_deleted("an application is closed, never deleted"),
    no_truncate(),
]
