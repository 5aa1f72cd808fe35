"""The rules that the database holds over notices and the register of communications."""

from channels_log.states import ALLOWED, CONTACTED, ENDS_WITH, FINAL, STOPPABLE, Kind, State
from ledger.triggers import RESTRICT_VIOLATION, quoted, refuse
from policy.models.triggers import TOOL_IN_USE
from policy.states import BY_MACHINE

PAIRS = ", ".join(f"('{start}', '{end}')" for start, ends in ALLOWED.items() for end in ends)
MACHINE_WAYS = quoted(BY_MACHINE)
ENDINGS = ", ".join(f"('{state}', '{outcome}')" for state, outcomes in ENDS_WITH.items() for outcome in outcomes)
SUBMISSION = "submission"

# The application's row is locked first, here and in every function that finishes a notice: closing it holds the same.
BORN_OWED = f"""
    SELECT a.status, a.submitted_at, a.decision_not_before INTO stands, submitted, moment
      FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
    IF NEW.kind = '{Kind.DECISION}' THEN
        IF NOT EXISTS (SELECT 1 FROM committee_decision d
                        WHERE d.application_id = NEW.application_id AND d.id::text = NEW.occasion) THEN
            {refuse("decision_notice_without_decision", "a notice of a decision needs the decision it announces")}
        END IF;
        IF moment IS NULL OR NEW.due_at < moment THEN
            {refuse("decision_notice_too_early", "a notice of a decision is due no earlier than %", "moment")}
        END IF;
    ELSIF NEW.kind = '{Kind.RECEIPT}' THEN
        IF submitted IS NULL OR NEW.occasion <> '{SUBMISSION}' OR NEW.due_at < submitted THEN
            {refuse("receipt_notice_without_submission", "a notice of receipt needs a submitted application")}
        END IF;
    END IF;
    IF NEW.state NOT IN ('{State.OWED}', '{State.BY_HAND}') OR (NEW.attempt, NEW.tries) <> (0, 0)
       OR NEW.sent_at IS NOT NULL OR NEW.lease_until IS NOT NULL
       OR NEW.worker <> '' OR NEW.transport <> '' OR NEW.provider_ref <> '' THEN
        {refuse("notice_born_unsent", "a notice is born unsent")}
    END IF;
    NEW.created_at := portal_now();
    NEW.next_at := GREATEST(NEW.due_at, NEW.next_at);
    NEW.state := CASE WHEN stands = 'closed' THEN '{State.CANCELLED}'
                      WHEN NEW.way IN ({MACHINE_WAYS}) THEN '{State.OWED}' ELSE '{State.BY_HAND}' END;
    RETURN NEW;
"""

MOVES = f"""
    IF OLD.state IN ({quoted(FINAL)}) THEN
        {refuse("notice_finished", "a finished notice never changes", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF (NEW.id, NEW.application_id, NEW.kind, NEW.occasion, NEW.due_at, NEW.channel_id, NEW.way, NEW.recipient,
        NEW.subject, NEW.body, NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.application_id, OLD.kind, OLD.occasion, OLD.due_at, OLD.channel_id, OLD.way, OLD.recipient,
        OLD.subject, OLD.body, OLD.created_at)
       OR (OLD.letter_id IS NOT NULL AND NEW.letter_id IS DISTINCT FROM OLD.letter_id) THEN
        {refuse("notice_content_fixed", "what is told, to whom and when is fixed", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({PAIRS}) THEN
        {refuse("notice_move_unknown", "a notice may not go from % to %", "OLD.state", "NEW.state")}
    END IF;
    IF NEW.attempt < OLD.attempt THEN
        {refuse("notice_attempt_not_upwards", "attempts are counted upwards")}
    END IF;
    IF NEW.state IN ('{State.SENDING}', '{State.OWED}') AND NEW.way NOT IN ({MACHINE_WAYS}) THEN
        {refuse("notice_by_hand_not_sent", "what goes by hand is not sent by machine")}
    END IF;
    IF NEW.state IN ('{State.SENDING}', '{State.SENT}', '{State.DONE}') AND portal_now() < OLD.due_at THEN
        {refuse("notice_before_due", "nobody is told before %", "OLD.due_at")}
    END IF;
    IF NEW.state IN ('{State.SENT}', '{State.DONE}') THEN
        NEW.sent_at := portal_now();
    END IF;
    IF NEW.state <> '{State.SENDING}' THEN
        NEW.lease_until := NULL;
    END IF;
    RETURN NEW;
"""

MARKS_SOURCE = f"""
    IF NEW.kind = '{Kind.DECISION}' THEN
        UPDATE committee_decision SET announced = true
         WHERE application_id = NEW.application_id AND id::text = NEW.occasion AND NOT announced;
    ELSIF NEW.kind = '{Kind.RECEIPT}' THEN
        UPDATE intake_application SET receipt_noticed = true
         WHERE id = NEW.application_id AND NOT receipt_noticed;
    END IF;
    RETURN NULL;
"""

FINISHED_WITH_COMMUNICATION = f"""
    IF NEW.state IN ({quoted(CONTACTED)}) AND NOT EXISTS (
        SELECT 1 FROM channels_log_communication c WHERE c.notice_id = NEW.id
           AND (NEW.state, c.outcome) IN ({ENDINGS})) THEN
        {refuse("notice_end_without_communication", "a notice is finished together with its communication")}
    END IF;
    RETURN NULL;
"""

CLOSING_STOPS = f"""
    IF NEW.status = 'closed' THEN
        UPDATE channels_log_notice SET state = '{State.CANCELLED}'
         WHERE application_id = NEW.id AND state IN ({quoted(STOPPABLE)});
    END IF;
    RETURN NULL;
"""

STAMPED = f"""
    IF NEW.notice_id IS NOT NULL THEN
        SELECT n.application_id INTO about FROM channels_log_notice n WHERE n.id = NEW.notice_id;
        IF NEW.application_id IS DISTINCT FROM about THEN
            {refuse("communication_of_other_case", "a communication is about the application of its notice")}
        END IF;
    END IF;
    IF NEW.application_id IS NOT NULL THEN
        SELECT a.beneficiary_id INTO NEW.beneficiary_id
          FROM intake_application a WHERE a.id = NEW.application_id;
    END IF;
    {TOOL_IN_USE}
    NEW.at := portal_now();
    RETURN NEW;
"""
