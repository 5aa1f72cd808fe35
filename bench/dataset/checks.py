"""The rules of the portal as questions: each gives the number of rows that break it."""

from dataclasses import dataclass

from intake.states import ALLOWED

PAIRS = ", ".join(f"('{a.value}', '{b.value}')" for a, b in sorted(ALLOWED))
SAMPLE = 1500


@dataclass(frozen=True)
class Check:
    """What is wrong with the rows that `sql` counts."""

    sentence: str
    sql: str


PEOPLE = [
    Check(
        "parts of names that the vocabulary lacks or miscounts",
        """
        SELECT count(*) FROM ts_stat('SELECT name_tsv FROM beneficiaries_beneficiary') s
          FULL JOIN beneficiaries_namepart k ON k.part = s.word WHERE s.ndoc IS DISTINCT FROM k.people
        """,
    ),
]

INTAKE = [
    Check(
        "applications whose step or status is not that of their moves",
        """
        SELECT count(*) FROM intake_application a
          LEFT JOIN (SELECT application_id, count(*) AS moves, max(n) AS last,
                            (array_agg(to_status ORDER BY n DESC))[1] AS stands
                       FROM intake_move GROUP BY application_id) m ON m.application_id = a.id
         WHERE (a.step, a.status) IS DISTINCT FROM (COALESCE(m.moves, 0), COALESCE(m.stands, 'draft'))
            OR COALESCE(m.last, 0) <> a.step
        """,
    ),
    Check(
        "moves that are not allowed, do not follow the one before, or lie before it in time",
        f"""
        SELECT count(*) FROM (
            SELECT from_status, to_status, at,
                   lag(to_status, 1, 'draft') OVER w AS before, lag(at) OVER w AS earlier
              FROM intake_move WINDOW w AS (PARTITION BY application_id ORDER BY n)) m
         WHERE (from_status, to_status) NOT IN ({PAIRS}) OR from_status <> before OR at < earlier
        """,
    ),
    Check(
        "applications whose submission is not their move's, or whose window is not their policy's",
        """
        SELECT count(*) FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id
          LEFT JOIN intake_move m ON m.application_id = a.id AND m.to_status = 'submitted'
         WHERE a.submitted_at IS DISTINCT FROM m.at OR a.submitted_at < a.created_at OR a.submitted_at IS NOT NULL AND (
               a.decision_days <> v.decision_days
               OR a.decision_not_before <> a.submitted_at + interval '24 hours' * v.decision_days
               OR a.target_at <> a.submitted_at + interval '24 hours' * GREATEST(v.decision_days, v.target_days))
        """,
    ),
    Check(
        "submitted applications whose newest statement is not signed by a declaration",
        """
        SELECT count(*) FROM intake_application a
          LEFT JOIN (SELECT DISTINCT ON (application_id) application_id, id, signed_at FROM intake_statement
                      ORDER BY application_id, n DESC) s ON s.application_id = a.id
          LEFT JOIN intake_declaration d ON d.statement_id = s.id AND d.signed_at = s.signed_at
         WHERE a.submitted_at IS NOT NULL AND a.status <> 'closed' AND d.id IS NULL
        """,
    ),
    Check(
        "applications that do not stand so since their last move, or whose receipt is marked other than it is",
        """
        SELECT count(*) FROM intake_application a
          LEFT JOIN intake_move m ON m.application_id = a.id AND m.n = a.step
          LEFT JOIN intake_receipt r ON r.application_id = a.id
         WHERE a.stands_since <> COALESCE(m.at, a.created_at) OR a.receipt_handed <> (r.handed_at IS NOT NULL)
        """,
    ),
    Check(
        "signed statements whose declaration is missing, or differs in moment or in what was shown",
        """
        SELECT count(*) FROM intake_statement s FULL JOIN intake_declaration d ON d.statement_id = s.id
         WHERE (s.signed_at IS NOT NULL OR d.id IS NOT NULL)
           AND (s.signed_at, d.shown_digest) IS DISTINCT FROM (d.signed_at, d.digest)
        """,
    ),
    Check(
        "declarations of a sample that are not over their statement, or over one with open points",
        f"""
        SELECT count(*) FROM (SELECT * FROM intake_declaration ORDER BY digest LIMIT {SAMPLE}) d
         WHERE d.digest <> digest_v1(signed_payload_v1(d.statement_id)) OR open_points_v1(d.statement_id) <> 0
        """,
    ),
    Check(
        "statements whose match sheet is not the one that their service asks for",
        """
        SELECT count(*) FROM intake_statement s JOIN intake_application a ON a.id = s.application_id
          LEFT JOIN (SELECT statement_id, count(*) AS n FROM intake_statementdocument GROUP BY 1) d
                 ON d.statement_id = s.id
          LEFT JOIN (SELECT statement_id, count(*) AS n FROM intake_matchline GROUP BY 1) l
                 ON l.statement_id = s.id
          JOIN (SELECT v.id, (SELECT count(*) FROM intake_requireddocument r WHERE r.service_id = v.id) AS documents,
                       (SELECT count(*) FROM intake_requiredfield f WHERE f.service_id = v.id) AS lines
                  FROM intake_service v) v ON v.id = a.service_id
         WHERE (d.n, l.n) IS DISTINCT FROM (v.documents, v.lines)
        """,
    ),
    Check(
        "lines of match sheets that stand with another statement's document",
        """
        SELECT count(*) FROM intake_matchline l JOIN intake_statementdocument d ON d.id = l.document_id
         WHERE d.statement_id <> l.statement_id
        """,
    ),
    Check(
        "pairs of a person and a service with two open applications",
        """
        SELECT count(*) FROM (SELECT 1 FROM intake_application WHERE status NOT IN ('rejected', 'served', 'closed')
                               GROUP BY beneficiary_id, service_id HAVING count(*) > 1) twice
        """,
    ),
    Check(
        "applications opened before their person was registered, with another's contact point or representative",
        """
        SELECT count(*) FROM intake_application a JOIN beneficiaries_beneficiary b ON b.id = a.beneficiary_id
          LEFT JOIN beneficiaries_contactpoint c ON c.id = a.notify_contact_id
          LEFT JOIN beneficiaries_representative r ON r.id = a.representative_id
         WHERE a.created_at < b.created_at OR a.branch_id <> b.branch_id
            OR c.beneficiary_id <> b.id OR r.beneficiary_id <> b.id OR r.id_hmac = b.id_hmac
            OR CASE a.notify_way WHEN 'sms' THEN c.kind IS DISTINCT FROM 'mobile'
                                 WHEN 'email' THEN c.kind IS DISTINCT FROM 'email' ELSE c.id IS NOT NULL END
        """,
    ),
    Check(
        "submitted applications without a receipt, or receipts of others",
        """
        SELECT count(*) FROM intake_application a FULL JOIN intake_receipt r ON r.application_id = a.id
         WHERE (a.submitted_at IS NOT NULL) <> (r.id IS NOT NULL) OR r.issued_at < a.submitted_at
        """,
    ),
    Check(
        "references that the next applications would meet again",
        """
        SELECT count(*) FROM intake_application, intake_reference q
         WHERE split_part(reference, '-', 2)::bigint > q.last_value
        """,
    ),
]

COMMITTEE = [
    Check(
        "decided applications without this round's decision, or decisions that moved nothing",
        """
        SELECT count(*) FROM intake_application a
          LEFT JOIN committee_decision d ON d.application_id = a.id AND d.round = a.round
         WHERE a.status IN ('accepted', 'registered', 'served') AND d.outcome IS DISTINCT FROM 'accept'
            OR a.status = 'rejected' AND d.outcome IS DISTINCT FROM 'reject'
            OR d.id IS NOT NULL AND a.status NOT IN ('accepted', 'rejected', 'registered', 'served', 'closed')
        """,
    ),
    Check(
        "decisions before their moment, not at their move's, or on another case's agenda item",
        """
        SELECT count(*) FROM committee_decision d JOIN intake_application a ON a.id = d.application_id
          JOIN committee_agendaitem i ON i.id = d.item_id
          LEFT JOIN intake_move m ON m.application_id = d.application_id AND m.at = d.decided_at
               AND m.to_status = CASE d.outcome WHEN 'accept' THEN 'accepted' ELSE 'rejected' END
         WHERE d.decided_at < a.decision_not_before OR m.id IS NULL OR i.postponed_at IS NOT NULL
            OR (i.application_id, i.round) <> (d.application_id, d.round)
        """,
    ),
    Check(
        "decisions unlike the motion that was carried, or without a closed vote before them",
        """
        SELECT count(*) FROM committee_decision d JOIN committee_motion m ON m.id = d.motion_id
          LEFT JOIN committee_voteclosing c ON c.motion_id = d.motion_id AND c.carried AND c.at <= d.decided_at
         WHERE (d.item_id, d.outcome, d.help_kind, d.amount, d.conditions, d.reasons) IS DISTINCT FROM
               (m.item_id, m.outcome, m.help_kind, m.amount, m.conditions, m.reasons)
            OR (d.ayes, d.nays, d.abstentions) IS DISTINCT FROM (c.ayes, c.nays, c.abstentions)
        """,
    ),
    Check(
        "closings that miscount, or without quorum",
        """
        SELECT count(*) FROM committee_voteclosing c JOIN committee_agendaitem i ON i.id = c.item_id
          JOIN committee_sitting s ON s.id = i.sitting_id
          LEFT JOIN intake_recusal r ON r.application_id = i.application_id
          LEFT JOIN (SELECT motion_id, count(*) FILTER (WHERE choice = 'for') AS ayes,
                            count(*) FILTER (WHERE choice = 'against') AS nays,
                            count(*) FILTER (WHERE choice = 'abstain') AS abstentions
                       FROM committee_ballot GROUP BY motion_id) b ON b.motion_id = c.motion_id
         WHERE (c.ayes, c.nays, c.abstentions, c.carried) IS DISTINCT FROM
               (b.ayes, b.nays, b.abstentions, b.ayes > b.nays)
            OR c.ayes + c.nays + c.abstentions
               < CASE WHEN r.id IS NULL THEN s.quorum ELSE needed_quorum_v1(c.item_id) END
        """,
    ),
    Check(
        "ballots of members who were not there, were barred, or voted outside the sitting",
        """
        SELECT count(*) FROM committee_ballot b JOIN committee_agendaitem i ON i.id = b.item_id
          JOIN committee_sitting s ON s.id = i.sitting_id
          JOIN committee_motion m ON m.id = b.motion_id JOIN committee_member p ON p.id = b.member_id
          LEFT JOIN committee_attendance t ON t.sitting_id = s.id AND t.member_id = b.member_id
          LEFT JOIN intake_recusal r ON r.application_id = i.application_id AND r.staff_id = p.staff_id
         WHERE t.id IS NULL OR r.id IS NOT NULL OR m.item_id <> b.item_id OR p.seat NOT IN ('chair', 'member')
            OR b.at < m.at OR b.at NOT BETWEEN s.opened_at AND s.ended_at
        """,
    ),
    Check(
        "agenda items of cases that were not referred by then",
        """
        SELECT count(*) FROM committee_agendaitem i JOIN committee_sitting s ON s.id = i.sitting_id
          LEFT JOIN intake_move m ON m.application_id = i.application_id AND m.to_status = 'awaiting_decision'
               AND m.at <= i.added_at
         WHERE m.id IS NULL OR i.added_at > COALESCE(s.opened_at, s.held_at)
        """,
    ),
    Check(
        "studied applications without their assessment, or referred ones that lack an examination",
        """
        SELECT count(*) FROM intake_application a
          LEFT JOIN (SELECT application_id, min(at) FILTER (WHERE to_status = 'in_assessment') AS begun,
                            min(at) FILTER (WHERE to_status = 'awaiting_decision') AS referred
                       FROM intake_move GROUP BY application_id) m ON m.application_id = a.id
          LEFT JOIN eligibility_assessment e ON e.application_id = a.id
          LEFT JOIN eligibility_documentreview d ON d.assessment_id = e.id AND d.at < m.referred
          LEFT JOIN eligibility_interview i ON i.assessment_id = e.id AND i.at < m.referred
          LEFT JOIN eligibility_recommendation r ON r.application_id = a.id AND r.at < m.referred
         WHERE e.at IS DISTINCT FROM m.begun
            OR m.referred IS NOT NULL AND (d.id IS NULL OR i.id IS NULL OR r.id IS NULL)
        """,
    ),
]

AFTER = [
    Check(
        "registrations or deliveries that do not go with their application's moves",
        """
        SELECT count(*) FROM intake_application a
          LEFT JOIN delivery_registration r ON r.application_id = a.id
          LEFT JOIN delivery_delivery d ON d.application_id = a.id
          LEFT JOIN (SELECT application_id, max(at) FILTER (WHERE to_status = 'registered') AS registered,
                            max(at) FILTER (WHERE to_status = 'served') AS served
                       FROM intake_move GROUP BY application_id) m ON m.application_id = a.id
         WHERE (r.at, d.at) IS DISTINCT FROM (m.registered, m.served)
        """,
    ),
    Check(
        "applications or decisions whose marker does not agree with their notice",
        """
        SELECT (SELECT count(*) FROM intake_application a
                  LEFT JOIN channels_log_notice n ON n.application_id = a.id AND n.kind = 'receipt'
                 WHERE a.receipt_noticed <> (n.id IS NOT NULL) OR a.receipt_noticed <> (a.submitted_at IS NOT NULL))
             + (SELECT count(*) FROM committee_decision d
                  LEFT JOIN channels_log_notice n ON n.application_id = d.application_id AND n.kind = 'decision'
                       AND n.occasion = d.id::text
                 WHERE d.announced <> (n.id IS NOT NULL) OR NOT d.announced)
        """,
    ),
    Check(
        "notices due too early, told before they were due, not in Arabic, or not ended as the register says",
        """
        SELECT count(*) FROM channels_log_notice n JOIN intake_application a ON a.id = n.application_id
          LEFT JOIN channels_log_communication c ON c.notice_id = n.id
         WHERE n.kind = 'decision' AND n.due_at < a.decision_not_before OR n.due_at < a.submitted_at
            OR n.sent_at < n.due_at OR n.body = '' OR n.body ~ '[{}]|[A-Za-z]{4}' OR n.subject ~ '[{}]'
            OR n.way IN ('sms', 'email', 'phone') AND n.recipient = ''
            OR CASE n.state WHEN 'sent' THEN c.outcome IS DISTINCT FROM 'sent'
                            WHEN 'done' THEN c.outcome IS DISTINCT FROM 'told'
                            ELSE c.id IS NOT NULL END
        """,
    ),
    Check(
        "triggers that are switched off",
        """
        SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled <> 'O'
        """,
    ),
    Check(
        "indexes or constraints that are not valid",
        """
        SELECT (SELECT count(*) FROM pg_index WHERE NOT indisvalid)
             + (SELECT count(*) FROM pg_constraint WHERE NOT convalidated)
        """,
    ),
]

CHECKS = [*PEOPLE, *INTAKE, *COMMITTEE, *AFTER]
