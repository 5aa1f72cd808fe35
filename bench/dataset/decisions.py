"""SQL that fills the committee's tables: sittings, agendas, votes, decisions, and the sittings to come."""

from bench.dataset.tasks import Task

SITTINGS = """
    INSERT INTO committee_sitting (
        id, committee_id, number, held_at, place, kind, quorum, opened_at, opened_by_id, ended_at, ended_by_id)
    SELECT s.id, b.committee, row_number() OVER (PARTITION BY b.committee ORDER BY s.day),
           s.day + time '10:00', 'قاعة الاجتماعات، المركز الرئيس', 'in_person', o.quorum,
           s.day + time '10:05', b.secretary, s.day + time '14:30', b.secretary
      FROM bulk.sitting s JOIN bulk.bench b ON b.bench = s.bench, bulk.one o
     WHERE s.id IN (SELECT sitting FROM bulk.hearing UNION SELECT postponed FROM bulk.hearing)
"""

ATTENDANCE = """
    INSERT INTO committee_attendance (id, sitting_id, member_id, recorded_by_id, at)
    SELECT s.id * 8 + v.seat, s.id, v.member, b.secretary, s.day + time '10:06'
      FROM bulk.sitting s JOIN bulk.bench b ON b.bench = s.bench
      JOIN (SELECT bench, seat, member FROM bulk.voter
            UNION ALL SELECT bench, 0, secretary_seat FROM bulk.bench) v ON v.bench = s.bench
     WHERE v.seat = 0 AND s.id IN (SELECT id FROM committee_sitting)
        OR v.seat <> s.absent AND s.id IN (SELECT id FROM committee_sitting)
"""

# on the agenda in the order of the vote; what was postponed there stands behind it
ITEMS = """
    INSERT INTO committee_agendaitem (
        id, sitting_id, application_id, round, position, added_by_id, added_at, postponed_at, postponed_by_id,
        postponed_reason)
    SELECT i.id, i.sitting, i.case_id, i.round,
           row_number() OVER (PARTITION BY i.sitting ORDER BY i.off IS NOT NULL, i.voted, i.id), i.secretary,
           s.day - CASE extract(dow FROM s.day) WHEN 0 THEN 3 ELSE 1 END + time '12:00'
               + make_interval(secs => i.case_id % 3000),
           i.off, CASE WHEN i.off IS NOT NULL THEN i.secretary END,
           CASE WHEN i.off IS NOT NULL THEN 'استكمال معلومة عن الدخل قبل التصويت.' ELSE '' END
      FROM (SELECT h.item AS id, h.sitting, h.case_id, h.round, h.voted, h.secretary, NULL::timestamptz AS off
              FROM bulk.heard h
            UNION ALL
            SELECT h.item - 1, h.postponed, h.case_id, h.round, h.voted, h.secretary,
                   s.day + time '10:10' + make_interval(secs => h.case_id % 3000)
              FROM bulk.heard h JOIN bulk.sitting s ON s.id = h.postponed) i
      JOIN bulk.sitting s ON s.id = i.sitting
"""

BARS = """
    INSERT INTO intake_recusal (id, application_id, staff_id, reason, by_id, at)
    SELECT h.case_id, h.case_id, v.staff, 'صلة قرابة بمقدّم الطلب.', v.staff, h.voted - interval '1 minute'
      FROM bulk.heard h JOIN bulk.voter v ON v.bench = h.bench AND v.seat = h.barred WHERE h.round = 1
"""

MOTIONS = """
    INSERT INTO committee_motion (id, item_id, n, outcome, help_kind, amount, conditions, reasons, by_id, at)
    SELECT m.item, m.item, 1, m.outcome, m.help, m.amount, m.conditions, m.reasons, m.secretary, m.voted
      FROM bulk.motion m
"""

BALLOTS = """
    INSERT INTO committee_ballot (id, item_id, motion_id, member_id, choice, at)
    SELECT v.item * 8 + v.seat, v.item, v.item, v.member, v.choice, v.voted + make_interval(secs => v.seat * 8)
      FROM bulk.vote v
"""

CLOSINGS = """
    INSERT INTO committee_voteclosing (id, item_id, motion_id, ayes, nays, abstentions, carried, by_id, at)
    SELECT h.item, h.item, h.item, c.ayes, c.nays, c.abstentions, c.ayes > c.nays, h.secretary,
           h.voted + interval '1 minute'
      FROM bulk.heard h
      JOIN (SELECT item, count(*) FILTER (WHERE choice = 'for') AS ayes,
                   count(*) FILTER (WHERE choice = 'against') AS nays,
                   count(*) FILTER (WHERE choice = 'abstain') AS abstentions
              FROM bulk.vote GROUP BY item) c ON c.item = h.item
"""

DECISIONS = """
    INSERT INTO committee_decision (
        id, application_id, round, item_id, motion_id, outcome, help_kind, amount, conditions, reasons, ayes, nays,
        abstentions, by_id, decided_at, announced)
    SELECT m.item, m.case_id, m.round, m.item, m.item, m.outcome, m.help, m.amount, m.conditions, m.reasons,
           c.ayes, c.nays, c.abstentions, NULL, m.decided, true
      FROM bulk.motion m JOIN committee_voteclosing c ON c.id = m.item WHERE m.decided IS NOT NULL
"""

TASKS = [
    Task("committee_ballot", BALLOTS),
    Task("committee_sitting", SITTINGS),
    Task("committee_attendance", ATTENDANCE, after=("committee_sitting",)),
    Task("committee_agendaitem:past", ITEMS),
    Task("intake_recusal", BARS),
    Task("committee_motion", MOTIONS),
    Task("committee_voteclosing", CLOSINGS),
    Task("committee_decision", DECISIONS, after=("committee_voteclosing",)),
]

# called for the first days after the end of all, each with long waiting cases of its committee on the agenda; every
# second stands on none yet
COMING_SITTING = """
    INSERT INTO committee_sitting (id, committee_id, number, held_at, place, kind, quorum)
    SELECT %(id)s, b.committee,
           1 + COALESCE((SELECT max(number) FROM committee_sitting WHERE committee_id = b.committee), 0),
           %(held_at)s, 'قاعة الاجتماعات، المركز الرئيس', 'in_person', o.quorum
      FROM bulk.bench b, bulk.one o WHERE b.bench = %(bench)s
"""
COMING_ITEMS = """
    INSERT INTO committee_agendaitem (
        id, sitting_id, application_id, round, position, added_by_id, added_at, postponed_reason)
    SELECT c.id * 8 + 7, %(id)s, c.id, c.round, row_number() OVER (ORDER BY c.submitted), b.secretary,
           o.closing_hour, ''
      FROM (SELECT c.id, c.round, c.submitted, c.bench FROM bulk.case c, bulk.one o
             WHERE c.status = 'awaiting_decision' AND c.bench = %(bench)s AND c.round = 1 AND c.id %% 2 = 0
               AND c.recommended + interval '5 hours' < o.closing_hour
               AND NOT EXISTS (SELECT 1 FROM bulk.hearing h WHERE h.case_id = c.id)
             ORDER BY c.submitted LIMIT %(most)s) c
      JOIN bulk.bench b ON b.bench = c.bench, bulk.one o
"""
