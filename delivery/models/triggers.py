"""What the database refuses about registrations and deliveries, and of a case that has none."""

import pgtrigger

from intake.states import Status
from ledger.triggers import Rule, append_only, refuse


def _while(status: Status) -> Rule:
    """Return the Rule: the row is added while its application stands here, and stamped by the database's clock."""
    sentence = f"this is recorded only while the application is {status.value}"
    return Rule(
        name="in_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("stands", "text")],
        func=f"""
            SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
            IF stands <> '{status.value}' THEN
                {refuse("recorded_out_of_turn", sentence)}
            END IF;
            NEW.at := portal_now();
            RETURN NEW;
        """,
    )


REGISTRATIONS = [*append_only(), _while(Status.ACCEPTED)]

DELIVERIES = [
    *append_only(),
    _while(Status.REGISTERED),
    Rule(
        name="provided_by_now",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.provided_on > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN
                {refuse("provided_in_future", "a service is not provided in the future")}
            END IF;
            RETURN NEW;
        """,
    ),
]

CASES = [
    Rule(
        name="served_by_record",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.AnyChange("status"),
        func=f"""
            IF NEW.status = 'registered' AND NOT EXISTS (
                SELECT 1 FROM delivery_registration r WHERE r.application_id = NEW.id) THEN
                {refuse("registered_without_record", "status registered without its registration")}
            END IF;
            IF NEW.status = 'served' AND NOT EXISTS (
                SELECT 1 FROM delivery_delivery d WHERE d.application_id = NEW.id) THEN
                {refuse("served_without_record", "status served without its delivery")}
            END IF;
            RETURN NULL;
        """,
    )
]
