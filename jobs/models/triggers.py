"""What the database refuses about jobs, and what it stamps."""

import pgtrigger

from jobs.states import ALLOWED, ENDS
from ledger.triggers import RESTRICT_VIOLATION, Rule, never_deleted, no_truncate, quoted, refuse

PAIRS = ", ".join(f"('{a.value}', '{b.value}')" for a, b in sorted(ALLOWED))

BORN = f"""
    IF NEW.state <> 'waiting' OR NEW.done <> 0 OR NEW.attempt <> 0 OR NEW.cancel_asked_at IS NOT NULL
       OR NEW.finished_at IS NOT NULL OR NEW.files_gone_at IS NOT NULL THEN
        {refuse("job_born_waiting", "a job is born waiting")}
    END IF;
    NEW.created_at := portal_now();
    RETURN NEW;
"""

STEPS = f"""
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({PAIRS}) THEN
        {refuse("job_step_unknown", "a job does not go from % to %", "OLD.state", "NEW.state")}
    END IF;
    IF (NEW.id, NEW.task, NEW.params, NEW.title, NEW.by_id, NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.task, OLD.params, OLD.title, OLD.by_id, OLD.created_at) THEN
        {refuse("job_purpose_fixed", "what a job is for does not change", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.attempt < OLD.attempt OR NEW.done < OLD.done THEN
        {refuse("job_goes_forward", "a job goes forward only")}
    END IF;
    IF OLD.state IN ({quoted(ENDS)}) AND (NEW.attempt, NEW.done, NEW.total, NEW.error, NEW.finished_at,
        NEW.cancel_asked_at, NEW.result_name, NEW.result_type, NEW.result_size)
       IS DISTINCT FROM (OLD.attempt, OLD.done, OLD.total, OLD.error, OLD.finished_at,
        OLD.cancel_asked_at, OLD.result_name, OLD.result_type, OLD.result_size) THEN
        {refuse("job_ended", "a job that ended stays as it ended", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF OLD.cancel_asked_at IS NOT NULL AND (NEW.cancel_asked_at, NEW.cancel_asked_by_id)
       IS DISTINCT FROM (OLD.cancel_asked_at, OLD.cancel_asked_by_id) THEN
        {refuse("job_stop_stands", "a job that is to stop stays so", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.files_gone_at IS DISTINCT FROM OLD.files_gone_at
       AND (OLD.files_gone_at IS NOT NULL OR OLD.state NOT IN ({quoted(ENDS)})) THEN
        {refuse("job_files_go_once", "the files of a job go once, after its end", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.state IN ({quoted(ENDS)}) AND NEW.state <> OLD.state THEN
        NEW.finished_at := portal_now();
    ELSIF NEW.finished_at IS DISTINCT FROM OLD.finished_at THEN
        {refuse("job_end_stamped", "the end of a job is stamped with its state")}
    END IF;
    RETURN NEW;
"""

TRIGGERS = [
    Rule(name="born", when=pgtrigger.Before, operation=pgtrigger.Insert, func=BORN),
    Rule(name="steps", when=pgtrigger.Before, operation=pgtrigger.Update, func=STEPS),
    never_deleted("a job is kept: it says who took what out or in"),
    no_truncate(),
]
