"""SQL that fills notices, their letters, and the register of contacts."""

from bench.dataset.applications import FILES
from bench.dataset.tasks import Task

SENT_BY = "CASE c.way WHEN 'sms' THEN 'http_sms' ELSE 'smtp' END"
MACHINE = "c.way IN ('sms', 'email')"
WHO = "CASE WHEN c.agent THEN 'agent' ELSE b.sex END"
# where a notice goes, as channels_log.domain.notices.wording.recipient says
RECIPIENT = """
    CASE c.way WHEN 'sms' THEN p.value WHEN 'email' THEN 'person' || c.person || '@bench.example'
               WHEN 'phone' THEN COALESCE(r.phone, p.value)
               ELSE concat_ws('، ', NULLIF(b.city, ''), NULLIF(b.district, ''), NULLIF(b.national_address, '')) END
"""
PEOPLE = """
      JOIN beneficiaries_beneficiary b ON b.id = c.person
      JOIN beneficiaries_contactpoint p ON p.id = c.person * 2
      LEFT JOIN beneficiaries_representative r ON r.id = c.person AND c.agent
      JOIN bulk.channel ch ON ch.way = c.way
"""
COLUMNS = """
    id, application_id, kind, occasion, due_at, next_at, state, channel_id, way, recipient, subject, body, letter_id,
    attempt, tries, worker, transport, provider_ref, last_error, created_at, sent_at
"""
BODY = "replace(replace({text}, '{{reference}}', c.reference), '{{name}}', COALESCE(r.name, b.full_name))"

# by machine within a minute of the submission; by hand with the printed receipt
RECEIPTS = f"""
    INSERT INTO channels_log_notice ({COLUMNS})
    SELECT md5('notice:' || c.id * 8)::uuid, c.id, 'receipt', 'submission', c.submitted,
           CASE WHEN {MACHINE} THEN c.submitted ELSE c.submitted + interval '1 hour' END,
           CASE WHEN {MACHINE} THEN 'sent' WHEN handed.at IS NULL THEN 'by_hand' ELSE 'done' END,
           ch.id, c.way, {RECIPIENT}, {BODY.format(text="w.subject")},
           replace(replace({BODY.format(text="w.body")}, '{{earliest}}', d.words), '{{target}}', t.words),
           CASE WHEN c.way IN ('letter', 'delegate') THEN md5('letter:' || c.id * 8)::uuid END,
           CASE WHEN {MACHINE} THEN 1 ELSE 0 END, CASE WHEN {MACHINE} THEN 1 ELSE 0 END,
           CASE WHEN {MACHINE} THEN 'bench:1' ELSE '' END, CASE WHEN {MACHINE} THEN {SENT_BY} ELSE '' END,
           CASE WHEN {MACHINE} THEN 'g-' || c.id * 8 ELSE '' END, '', swept.at,
           CASE WHEN {MACHINE} THEN swept.at + interval '2 seconds' ELSE handed.at + interval '20 seconds' END
      FROM bulk.case c {PEOPLE}
      JOIN intake_receipt i ON i.id = c.id
     CROSS JOIN bulk.one o
      JOIN bulk.day d ON d.day = (c.submitted + interval '24 hours' * o.days)::date
      JOIN bulk.day t ON t.day = (c.submitted + interval '24 hours' * GREATEST(o.days, o.target))::date
      JOIN bulk.wording w ON w.key = CASE c.way
           WHEN 'sms' THEN 'receipt|sms|' || d.day || '|' || length(c.reference)
           ELSE 'receipt|' || c.way || '|' || c.service || '|' || {WHO} END,
           LATERAL (SELECT c.submitted + make_interval(secs => c.dice % 30) AS at) swept,
           LATERAL (SELECT i.handed_at AS at) handed
"""

DECISIONS = f"""
    INSERT INTO channels_log_notice ({COLUMNS})
    SELECT md5('notice:' || c.item)::uuid, c.case_id, 'decision', c.item::text, c.decided, c.decided,
           CASE WHEN {MACHINE} THEN 'sent' WHEN c.told IS NOT NULL THEN 'done'
                WHEN c.status = 'closed' THEN 'cancelled' ELSE 'by_hand' END,
           ch.id, c.way, {RECIPIENT}, {BODY.format(text="w.subject")}, {BODY.format(text="w.body")},
           CASE WHEN c.way IN ('letter', 'delegate') THEN md5('letter:' || c.item)::uuid END,
           CASE WHEN {MACHINE} THEN 1 ELSE 0 END, CASE WHEN {MACHINE} THEN 1 ELSE 0 END,
           CASE WHEN {MACHINE} THEN 'bench:1' ELSE '' END, CASE WHEN {MACHINE} THEN {SENT_BY} ELSE '' END,
           CASE WHEN {MACHINE} THEN 'g-' || c.item ELSE '' END, '', swept.at,
           CASE WHEN {MACHINE} THEN swept.at + interval '2 seconds' ELSE c.told END
      FROM bulk.heard c {PEOPLE}
      JOIN bulk.wording w ON w.key = CASE c.way
           WHEN 'sms' THEN 'decision|sms|' || c.outcome || '|' || (c.luck % 10 < 3)::text || '|' || length(c.reference)
           ELSE 'decision|' || c.way || '|' || c.service || '|' || {WHO} || '|' || c.outcome || '|'
                || (c.luck % 10 < 3)::text END,
           LATERAL (SELECT c.decided + make_interval(secs => c.dice % 3) AS at) swept
     WHERE c.decided IS NOT NULL
"""

LETTERS = FILES.format(
    kind="letter",
    rows="""SELECT md5('letter:' || id * 8) AS key, 'receipt-' || reference AS name,
                   submitted + make_interval(secs => dice % 30) AS at, NULL::bigint AS by
              FROM bulk.case WHERE submitted IS NOT NULL AND way IN ('letter', 'delegate')
            UNION ALL
            SELECT md5('letter:' || item), 'decision-' || reference, decided + make_interval(secs => dice % 3), NULL
              FROM bulk.heard WHERE decided IS NOT NULL AND way IN ('letter', 'delegate')""",
)

# a notice that was told has its line in the register; `mark` keeps receipts, decisions and calls apart in the ids
CONTACTS = """
    INSERT INTO channels_log_communication (
        id, application_id, beneficiary_id, channel_id, way, direction, at, by_id, summary, outcome, notice_id)
    SELECT c.id * 8 + CASE n.kind WHEN 'receipt' THEN 0 ELSE (n.occasion::bigint % 8) END, c.id, c.person, n.channel_id,
           n.way, 'out', n.sent_at, CASE n.state WHEN 'done' THEN c.reception END,
           replace(replace(CASE WHEN n.state = 'sent' THEN o.sent WHEN n.kind = 'receipt' THEN o.handed ELSE o.told END,
                           '{kind}', k.body), '{recipient}', n.recipient),
           CASE n.state WHEN 'sent' THEN 'sent' ELSE 'told' END, n.id
      FROM channels_log_notice n JOIN bulk.case c ON c.id = n.application_id
      JOIN bulk.wording k ON k.key = 'kind|' || n.kind, bulk.one o
     WHERE n.state IN ('sent', 'done')
"""

CALLS = """
    INSERT INTO channels_log_communication (
        id, application_id, beneficiary_id, channel_id, way, direction, at, by_id, summary, outcome, notice_id)
    SELECT c.id * 8 + 1, c.id, c.person, h.id, '', CASE WHEN c.dice % 2 = 0 THEN 'in' ELSE 'out' END,
           c.reviewed + interval '9 minutes', c.researcher, (ARRAY[
               'استفسار عن حالة الطلب، وأُوضحت مدة البت وتاريخ إعلان النتيجة.',
               'طلب تغيير رقم الجوال، وأُحيل إلى الاستقبال لتحديثه.',
               'أُكّد موعد المقابلة، وأجاب مقدّم الطلب بنفسه.'])[1 + c.dice % 3], 'settled', NULL
      FROM bulk.case c JOIN policy_channel h ON h.key = 'phone' WHERE c.reviewed IS NOT NULL AND c.dice / 29 % 100 < 25
"""

TASKS = [
    Task("channels_log_notice:receipt", RECEIPTS, after=("intake_receipt", "beneficiaries_representative")),
    Task("channels_log_notice:decision", DECISIONS, after=("beneficiaries_representative",)),
    Task("documents_storedfile:letter", LETTERS),
    Task("channels_log_communication:notice", CONTACTS, after=("channels_log_notice",)),
    Task("channels_log_communication:call", CALLS),
]
