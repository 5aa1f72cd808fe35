"""The rule that the database holds over every record of an assessment."""

import pgtrigger

from intake.states import Status
from ledger.triggers import Rule, refuse

OF_ASSESSMENT = "SELECT s.application_id FROM eligibility_assessment s WHERE s.id = NEW.assessment_id"


def during_assessment(application: str, *, also: str = "") -> Rule:
    """Return the Rule that adds a row only while its application (found by this SQL) is under assessment.

    `also` is SQL that checks or stamps more of the row; `current` in it is the application's round.
    """
    return Rule(
        name="during_assessment",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("stands", "text"), ("current", "int")],
        func=f"""
            SELECT a.status, a.round INTO stands, current FROM intake_application a
             WHERE a.id = ({application}) FOR SHARE;
            IF stands IS DISTINCT FROM '{Status.IN_ASSESSMENT.value}' THEN
                {refuse("case_not_in_assessment", "a case is studied only while it is under assessment")}
            END IF;
            NEW.at := portal_now();
            {also}
            RETURN NEW;
        """,
    )
