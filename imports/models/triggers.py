"""What the database refuses about imports and their rows."""

import pgtrigger

from imports.states import FINAL
from jobs.models import KEPT_DAYS
from jobs.states import OPEN, State
from ledger.triggers import RESTRICT_VIOLATION, Rule, quoted, refuse

# a job of registration in one of these leaves no room for another
STANDING = (*OPEN, State.DONE)
TOO_EARLY = refuse("rows_stay_seven_days", "rows of an import go seven days after it", sqlstate=RESTRICT_VIOLATION)

STEPS = f"""
    IF OLD.check_job_id IS NOT NULL AND (NEW.check_job_id, NEW.mapping, NEW.branch_id)
       IS DISTINCT FROM (OLD.check_job_id, OLD.mapping, OLD.branch_id) THEN
        {refuse("columns_chosen_once", "the columns of an import are said once")}
    END IF;
    IF OLD.rows > 0 AND (NEW.rows, NEW.good, NEW.likely, NEW.wrong)
       IS DISTINCT FROM (OLD.rows, OLD.good, OLD.likely, OLD.wrong) THEN
        {refuse("rows_counted_once", "the rows of an import are counted once")}
    END IF;
    IF NEW.write_job_id IS DISTINCT FROM OLD.write_job_id THEN
        IF EXISTS (SELECT 1 FROM jobs_job j WHERE j.id = OLD.write_job_id AND j.state IN ({quoted(STANDING)})) THEN
            {refuse("people_registered_once", "the people of an import are registered once")}
        END IF;
    ELSIF (NEW.all_or_nothing, NEW.include_possible_duplicates)
          IS DISTINCT FROM (OLD.all_or_nothing, OLD.include_possible_duplicates) THEN
        {refuse("choices_come_with_job", "how people are registered is said with the job")}
    END IF;
    IF NEW.written < OLD.written OR (NEW.written > OLD.written AND NEW.written > NEW.rows) THEN
        {refuse("more_people_than_rows", "an import registers no more people than it has rows")}
    END IF;
    IF NEW.wiped_at IS DISTINCT FROM OLD.wiped_at THEN
        IF OLD.wiped_at IS NOT NULL OR OLD.created_at > portal_now() - interval '{KEPT_DAYS} days' THEN
            {TOO_EARLY}
        END IF;
        NEW.wiped_at := portal_now();
    END IF;
    RETURN NEW;
"""
ROW = f"""
    IF (NEW.people_import_id, NEW.n, NEW.id_hmac) IS DISTINCT FROM (OLD.people_import_id, OLD.n, OLD.id_hmac)
       OR (OLD.outcome IN ({quoted(FINAL)})
           AND to_jsonb(NEW) - 'id_token' IS DISTINCT FROM to_jsonb(OLD) - 'id_token') THEN
        {refuse("written_once", "this part of a row of an import is written once")}
    END IF;
    RETURN NEW;
"""
WIPED = f"""
    IF NOT EXISTS (SELECT 1 FROM imports_peopleimport i
                   WHERE i.id = OLD.people_import_id AND i.wiped_at IS NOT NULL) THEN
        {TOO_EARLY}
    END IF;
    RETURN OLD;
"""


def steps() -> Rule:
    """Return the Rule that lets each step of an import be taken once; registration again only after it failed."""
    return Rule(name="steps", when=pgtrigger.Before, operation=pgtrigger.Update, func=STEPS)


def final() -> Rule:
    """Return the Rule that keeps a row's place and number, and all of a row that was registered."""
    return Rule(name="written_once", when=pgtrigger.Before, operation=pgtrigger.Update, func=ROW)


def wiped() -> Rule:
    """Return the Rule that lets rows go only with those of their whole import."""
    return Rule(name="wiped", when=pgtrigger.Before, operation=pgtrigger.Delete, func=WIPED)
