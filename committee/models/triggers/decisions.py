"""Rules over decisions, and over the case that is decided."""

import pgtrigger

from committee.models.triggers.votes import LOCK_ITEM
from ledger.triggers import Rule, before_insert, refuse


def _of_proposal(alias: str) -> str:
    """Return the SQL condition that the row of this alias says what NEW says."""
    return f"""({alias}.outcome, {alias}.help_kind, {alias}.conditions, {alias}.reasons)
        = (NEW.outcome, NEW.help_kind, NEW.conditions, NEW.reasons) AND {alias}.amount IS NOT DISTINCT FROM NEW.amount
    """


DECISION_MADE = before_insert(
    "decides",
    f"""
        {LOCK_ITEM}
        SELECT a.status, a.round, a.decision_not_before INTO stands, current, moment
          FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
        IF stands <> 'awaiting_decision' THEN
            {refuse("decision_case_not_awaiting", "the case does not await a decision")}
        END IF;
        IF moment IS NULL OR portal_now() < moment THEN
            {refuse("decision_before_window", "no decision before %", "moment")}
        END IF;
        IF NEW.department_decision_id IS NOT NULL THEN
            SELECT r.application_id, r.round INTO about, source_round FROM committee_departmentdecision r
             WHERE r.id = NEW.department_decision_id;
            IF about IS DISTINCT FROM NEW.application_id OR source_round <> current OR NEW.round <> current THEN
                {refuse("decision_of_other_case", "a decision is on its own application, in its present round")}
            END IF;
            IF NOT department_decision_holds_v1(NEW.department_decision_id) THEN
                {refuse("decision_not_countersigned", "the department decision holds not, or no more")}
            END IF;
            IF NOT EXISTS (SELECT 1 FROM committee_departmentdecision r
                            WHERE r.id = NEW.department_decision_id AND {_of_proposal("r")}) THEN
                {refuse("decision_unlike_countersigned", "the decision is unlike what was countersigned")}
            END IF;
            NEW.ayes := 0; NEW.nays := 0; NEW.abstentions := 0;
        ELSE
            SELECT i.application_id, i.round, i.postponed_at INTO about, source_round, postponed
              FROM committee_agendaitem i WHERE i.id = NEW.item_id;
            IF about IS DISTINCT FROM NEW.application_id OR source_round <> current OR NEW.round <> current
               OR postponed IS NOT NULL THEN
                {refuse("decision_of_other_case", "a decision is on its own application, in its present round")}
            END IF;
            SELECT c.ayes, c.nays, c.abstentions, c.carried INTO NEW.ayes, NEW.nays, NEW.abstentions, was_carried
              FROM committee_voteclosing c JOIN committee_motion m ON m.id = c.motion_id
             WHERE c.motion_id = NEW.motion_id AND m.item_id = NEW.item_id;
            IF was_carried IS NULL THEN
                {refuse("decision_vote_open", "voting on the motion is not closed")}
            END IF;
            IF NOT was_carried THEN
                {refuse("decision_motion_not_carried", "the motion was not carried")}
            END IF;
            IF NOT (SELECT v.carried FROM counted_votes_v1(NEW.item_id, NEW.motion_id) v) THEN
                {refuse("majority_lost", "without quorum or majority once recused members are taken out")}
            END IF;
            IF NOT EXISTS (SELECT 1 FROM committee_motion m WHERE m.id = NEW.motion_id AND {_of_proposal("m")}) THEN
                {refuse("decision_unlike_motion", "the decision is unlike the motion that was carried")}
            END IF;
        END IF;
        NEW.decided_at := portal_now();
        NEW.announced := false;
        RETURN NEW;
    """,
    stands="text",
    current="int",
    moment="timestamptz",
    about="bigint",
    source_round="int",
    postponed="timestamptz",
    was_carried="boolean",
)

DECISION_MOVES_CASE = Rule(
    name="moves_the_case",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func=f"""
        IF EXISTS (SELECT 1 FROM intake_application a WHERE a.id = NEW.application_id AND a.round = NEW.round
                     AND a.status NOT IN ('accepted', 'rejected', 'registered', 'served', 'closed')) THEN
            {refuse("decision_without_outcome", "a decision without its change of status")}
        END IF;
        RETURN NULL;
    """,
)

CASE_DECIDED = Rule(
    name="decided_by_decision",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.AnyChange("status"),
    func=f"""
        IF NEW.status IN ('accepted', 'rejected') AND NOT EXISTS (
            SELECT 1 FROM committee_decision d WHERE d.application_id = NEW.id AND d.round = NEW.round
               AND d.outcome = CASE NEW.status WHEN 'accepted' THEN 'accept' ELSE 'reject' END) THEN
            {refuse("outcome_without_decision", "status % without its decision", "NEW.status")}
        END IF;
        IF OLD.status = 'awaiting_decision' AND NEW.status = 'in_assessment' THEN
            IF EXISTS (SELECT 1 FROM committee_agendaitem i
                        WHERE i.application_id = NEW.id AND i.round = NEW.round AND i.postponed_at IS NULL) THEN
                {refuse("case_on_agenda", "a case on an agenda is taken off it before it is sent back")}
            END IF;
            IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                          JOIN committee_countersignature c ON c.department_decision_id = r.id AND c.agreed
                        WHERE r.application_id = NEW.id AND r.round = NEW.round AND r.step = OLD.step
                          AND NOT EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = NEW.id
                                             AND b.staff_id IN (r.by_id, c.by_id))) THEN
                {refuse("case_countersigned", "a countersigned department decision waits for its window")}
            END IF;
        END IF;
        RETURN NULL;
    """,
)
