"""Rules over department decisions and their countersignatures."""

from accounts.states import Perm, Role, permissions_of
from ledger.triggers import before_insert, quoted, refuse


def _signer(perm: Perm) -> str:
    """Return SQL that refuses a signature (NEW.by_id on the case `about`) of one without authority or with a part."""
    roles = quoted(role.value for role in Role if perm in permissions_of([role]))
    return f"""
        IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active
                         AND s.roles && ARRAY[{roles}]::varchar[]) THEN
            {refuse(f"{perm.value}_not_authorised", f"only whoever is authorised to {perm.value} does so")}
        END IF;
        IF EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = about AND b.staff_id = NEW.by_id) THEN
            {refuse("signer_recused", "whoever declared a conflict takes no part")}
        END IF;
        IF studied = NEW.by_id OR EXISTS (SELECT 1 FROM eligibility_recommendation d
                                           WHERE d.application_id = about AND d.by_id = NEW.by_id) THEN
            {refuse("signer_studied_case", "whoever studied a case does not decide it")}
        END IF;
    """


DEPARTMENT_DECISION_MADE = before_insert(
    "decides",
    f"""
        about := NEW.application_id;
        SELECT a.status, a.round, a.step, a.researcher_id, v.decided_by INTO stands, current, at_step, studied, body
          FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id
         WHERE a.id = about FOR NO KEY UPDATE OF a;
        IF stands <> 'awaiting_decision' OR NEW.round <> current THEN
            {refuse("department_case_not_awaiting", "a department decides on a case that awaits a decision")}
        END IF;
        IF body <> 'department' THEN
            {refuse("committee_decides", "a committee decides on this case")}
        END IF;
        {_signer(Perm.DECIDE)}
        IF NEW.n <> (SELECT COALESCE(max(r.n), 0) + 1 FROM committee_departmentdecision r
                      WHERE r.application_id = about AND r.round = current) THEN
            {refuse("department_decision_not_next", "department decisions are numbered one after another")}
        END IF;
        IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                    WHERE r.application_id = about AND department_decision_holds_v1(r.id)) THEN
            {refuse("department_decision_holds", "a department decision on this case was countersigned already")}
        END IF;
        NEW.step := at_step;
        NEW.at := portal_now();
        RETURN NEW;
    """,
    about="bigint",
    stands="text",
    current="int",
    at_step="int",
    studied="bigint",
    body="text",
)

COUNTERSIGNATURE_GIVEN = before_insert(
    "countersigns",
    f"""
        SELECT * INTO decided FROM committee_departmentdecision r WHERE r.id = NEW.department_decision_id;
        about := decided.application_id;
        SELECT a.status, a.round, a.step, a.researcher_id INTO stands, current, at_step, studied
          FROM intake_application a WHERE a.id = about FOR NO KEY UPDATE;
        IF stands IS DISTINCT FROM 'awaiting_decision' OR (decided.round, decided.step) <> (current, at_step) THEN
            {refuse("countersigned_case_moved_on", "a countersigned case still awaits its decision")}
        END IF;
        IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                    WHERE r.application_id = about AND r.round = current AND r.n > decided.n) THEN
            {refuse("department_decision_replaced", "there is a newer department decision on this case")}
        END IF;
        IF decided.by_id = NEW.by_id THEN
            {refuse("countersigned_by_author", "nobody countersigns their own decision")}
        END IF;
        {_signer(Perm.COUNTERSIGN)}
        NEW.at := portal_now();
        RETURN NEW;
    """,
    decided="committee_departmentdecision%ROWTYPE",
    about="bigint",
    stands="text",
    current="int",
    at_step="int",
    studied="bigint",
)
