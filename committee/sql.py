"""SQL functions of those who decide: whose votes count, whether a motion is carried, and what a department holds to."""

# Members who came and are not barred from the case: the only ones whose ballots count.
COUNTED_MEMBERS_V1 = """
CREATE FUNCTION counted_members_v1(item bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT m.id FROM committee_agendaitem i
      JOIN committee_attendance t ON t.sitting_id = i.sitting_id
      JOIN committee_member m ON m.id = t.member_id AND m.seat IN ('chair', 'member')
     WHERE i.id = item
       AND NOT EXISTS (SELECT 1 FROM intake_recusal b
                        WHERE b.application_id = i.application_id AND b.staff_id = m.staff_id)
$$
"""

# A recusal lowers the base of the quorum: a majority of those who may vote on this case suffices, never under two.
NEEDED_QUORUM_V1 = """
CREATE FUNCTION needed_quorum_v1(item bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN recused = 0 THEN quorum ELSE GREATEST(2, LEAST(quorum, eligible / 2 + 1)) END
      FROM (SELECT s.quorum::bigint AS quorum,
                   count(m.id) FILTER (WHERE b.id IS NOT NULL) AS recused,
                   count(m.id) FILTER (WHERE b.id IS NULL) AS eligible
              FROM committee_agendaitem i
              JOIN committee_sitting s ON s.id = i.sitting_id
              JOIN committee_member m ON m.committee_id = s.committee_id AND m.seat IN ('chair', 'member')
                   AND (m.until IS NULL OR m.until >= (s.held_at AT TIME ZONE 'Asia/Riyadh')::date)
              LEFT JOIN intake_recusal b ON b.application_id = i.application_id AND b.staff_id = m.staff_id
             WHERE i.id = item GROUP BY s.quorum) base
$$
"""

# The ballots on a motion that count, and what they come to: the one place where quorum and majority are decided.
COUNTED_VOTES_V1 = """
CREATE FUNCTION counted_votes_v1(item bigint, motion bigint, OUT ayes bigint, OUT nays bigint, OUT abstentions bigint,
    OUT votes bigint, OUT needed bigint, OUT quorate boolean, OUT carried boolean) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT v.*, COALESCE(v.votes >= v.needed, false), COALESCE(v.votes >= v.needed, false) AND v.ayes > v.nays
      FROM (SELECT count(*) FILTER (WHERE b.choice = 'for') AS ayes,
                   count(*) FILTER (WHERE b.choice = 'against') AS nays,
                   count(*) FILTER (WHERE b.choice = 'abstain') AS abstentions,
                   count(*) AS votes, needed_quorum_v1(item) AS needed
              FROM committee_ballot b
             WHERE b.motion_id = motion AND b.member_id IN (SELECT counted_members_v1(item))) v
$$
"""

# Countersigned in agreement, on the study as it stands now, and neither of the two has declared a conflict since.
DEPARTMENT_DECISION_HOLDS_V1 = """
CREATE FUNCTION department_decision_holds_v1(decided bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM committee_departmentdecision r
          JOIN committee_countersignature c ON c.department_decision_id = r.id AND c.agreed
          JOIN intake_application a ON a.id = r.application_id AND (a.round, a.step) = (r.round, r.step)
         WHERE r.id = decided
           AND NOT EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = r.application_id
                              AND b.staff_id IN (r.by_id, c.by_id)))
$$
"""

FUNCTIONS = {
    "counted_members_v1": COUNTED_MEMBERS_V1,
    "needed_quorum_v1": NEEDED_QUORUM_V1,
    "counted_votes_v1": COUNTED_VOTES_V1,
    "department_decision_holds_v1": DEPARTMENT_DECISION_HOLDS_V1,
}
