"""Rules over seats, sittings, attendance and agenda items."""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, before_insert, refuse

SEAT_TAKEN = Rule(
    name="sits",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF TG_OP = 'UPDATE' AND ((NEW.committee_id, NEW.staff_id, NEW.since) IS DISTINCT FROM
           (OLD.committee_id, OLD.staff_id, OLD.since) OR (NEW.seat <> OLD.seat AND EXISTS (
               SELECT 1 FROM committee_attendance t WHERE t.member_id = NEW.id))) THEN
            {refuse("seat_kept", "a seat that was taken stays as it was", sqlstate=RESTRICT_VIOLATION)}
        END IF;
        PERFORM 1 FROM committee_committee WHERE id = NEW.committee_id FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM committee_member m
                    WHERE m.committee_id = NEW.committee_id AND m.staff_id = NEW.staff_id
                      AND m.id IS DISTINCT FROM NEW.id AND daterange(m.since, m.until, '[]') &&
                          daterange(NEW.since, NEW.until, '[]')) THEN
            {refuse("one_seat_at_a_time", "a person has one seat at a time")}
        END IF;
        RETURN NEW;
    """,
)

SITTING_KEPT = Rule(
    name="kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            {refuse("never_deleted", "a sitting is kept", sqlstate=RESTRICT_VIOLATION)}
        ELSIF TG_OP = 'INSERT' THEN
            IF NEW.opened_at IS NOT NULL THEN
                {refuse("sitting_born_unopened", "a sitting is called before it is opened")}
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.ended_at IS NOT NULL OR (OLD.opened_at IS NOT NULL
            AND (NEW.opened_at, NEW.opened_by_id, NEW.quorum, NEW.committee_id, NEW.number, NEW.kind, NEW.held_at)
                IS DISTINCT FROM
                (OLD.opened_at, OLD.opened_by_id, OLD.quorum, OLD.committee_id, OLD.number, OLD.kind, OLD.held_at)) THEN
            {refuse("opened_sitting_kept", "a sitting that was opened stays as it was", sqlstate=RESTRICT_VIOLATION)}
        END IF;
        IF OLD.opened_at IS NULL AND NEW.opened_at IS NOT NULL THEN
            NEW.opened_at := portal_now();
        END IF;
        IF NEW.ended_at IS NOT NULL THEN
            NEW.ended_at := portal_now();
        END IF;
        RETURN NEW;
    """,
)

ATTENDANCE_WHILE_OPEN = before_insert(
    "while_open",
    f"""
        PERFORM 1 FROM committee_sitting s JOIN committee_member m ON m.committee_id = s.committee_id
          WHERE s.id = NEW.sitting_id AND m.id = NEW.member_id AND s.opened_at IS NOT NULL AND s.ended_at IS NULL
            AND (m.until IS NULL OR m.until >= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date)
            AND m.since <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date
          FOR SHARE OF s;
        IF NOT FOUND THEN
            {refuse("attendance_not_open", "attendance is of a member, at a sitting of theirs that is open")}
        END IF;
        NEW.at := portal_now();
        RETURN NEW;
    """,
)

ITEM_PLACED = before_insert(
    "placed",
    f"""
        SELECT status, round INTO stands, current FROM intake_application
         WHERE id = NEW.application_id FOR NO KEY UPDATE;
        IF stands <> 'awaiting_decision' OR current <> NEW.round OR NEW.postponed_at IS NOT NULL THEN
            {refuse("item_case_not_awaiting", "only a case that awaits a decision comes on an agenda")}
        END IF;
        IF EXISTS (SELECT 1 FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id
                    WHERE a.id = NEW.application_id AND v.decided_by = 'department') THEN
            {refuse("department_decides", "a department decides on this case")}
        END IF;
        NEW.added_at := portal_now();
        RETURN NEW;
    """,
    stands="text",
    current="int",
)

ITEM_KEPT = Rule(
    name="kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            {refuse("never_deleted", "an agenda item is kept", sqlstate=RESTRICT_VIOLATION)}
        END IF;
        IF OLD.postponed_at IS NOT NULL
           OR (NEW.sitting_id, NEW.application_id, NEW.round, NEW.added_at, NEW.added_by_id) IS DISTINCT FROM
              (OLD.sitting_id, OLD.application_id, OLD.round, OLD.added_at, OLD.added_by_id) THEN
            {refuse("item_kept", "an agenda item stays where it was placed", sqlstate=RESTRICT_VIOLATION)}
        END IF;
        IF NEW.postponed_at IS NOT NULL THEN
            NEW.postponed_at := portal_now();
        END IF;
        IF NEW.postponed_at IS NOT NULL AND EXISTS (SELECT 1 FROM committee_decision d WHERE d.item_id = NEW.id) THEN
            {refuse("item_decided", "a decided item is not postponed")}
        END IF;
        RETURN NEW;
    """,
)
