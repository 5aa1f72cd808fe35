"""SQL that fills the tables of applications, their studies and their services from the plan."""

from bench.dataset.tasks import Task

# whether the receipt of a submitted case was handed over
HANDED = """(c.dice / 13 % 100 >= 3
             OR c.status NOT IN ('submitted', 'in_assessment', 'awaiting_applicant', 'awaiting_decision'))"""

APPLICATIONS = f"""
    INSERT INTO intake_application (
        id, reference, beneficiary_id, representative_id, service_id, policy_version_id, branch_id, status, step, round,
        researcher_id, submitted_at, decision_days, decision_not_before, target_at, notify_channel_id, notify_way,
        notify_contact_id, outcome_in_message, receipt_noticed, receipt_handed, closed_reason, created_at,
        stands_since, created_by_id)
    SELECT c.id, c.reference, c.person, CASE WHEN c.agent THEN c.person END, s.id, o.version, c.branch_id, c.status,
           c.step, c.round, c.researcher, c.submitted,
           CASE WHEN c.submitted IS NOT NULL THEN o.days END,
           c.submitted + interval '24 hours' * o.days,
           c.submitted + interval '24 hours' * GREATEST(o.days, o.target),
           ch.id, c.way, CASE c.way WHEN 'sms' THEN c.person * 2 WHEN 'email' THEN c.person * 2 + 1 END,
           c.dice % 10 < 3, c.submitted IS NOT NULL, c.submitted IS NOT NULL AND {HANDED}, c.closed_reason,
           c.created, c.stands, c.reception
      FROM bulk.case c JOIN bulk.service s ON s.service = c.service JOIN bulk.channel ch ON ch.way = c.way, bulk.one o
"""

# the agent is whoever was registered just before; only those who have one are copied
REPRESENTATIVES = """
    INSERT INTO beneficiaries_representative (
        id, beneficiary_id, kind, name, id_kind, id_token, id_hmac, phone, document_kind, document_number,
        document_expires_on, seen_original, active, created_at, created_by_id)
    SELECT b.id, b.id, 'agent', a.full_name, a.id_kind, a.id_token, a.id_hmac, p.value, 'power_of_attorney',
           (440000000 + b.id)::text, o.ends::date + 200 + (b.id % 700)::int, true, true, b.created_at, b.created_by_id
      FROM (SELECT DISTINCT person FROM bulk.case WHERE agent) c
      JOIN beneficiaries_beneficiary b ON b.id = c.person
      JOIN beneficiaries_beneficiary a ON a.id = c.person - 1
      JOIN beneficiaries_contactpoint p ON p.id = a.id * 2, bulk.one o
"""

REFERRALS = """
    INSERT INTO intake_referral (
        id, application_id, question, asked_by_id, asked_at, answer, answered_by_id, answered_at)
    SELECT c.id, c.id, 'هل يلزم تعريف جديد بالدخل لمن تقاعد هذا العام؟', c.reception, c.created + interval '5 minutes',
           CASE WHEN c.submitted IS NULL THEN '' ELSE 'يكفي إشعار التقاعد مع كشف حساب لآخر ثلاثة أشهر.' END,
           CASE WHEN c.submitted IS NOT NULL THEN o.head END,
           CASE WHEN c.submitted IS NOT NULL THEN c.created + interval '12 minutes' END
      FROM bulk.case c, bulk.one o WHERE c.dice / 11 % 100 < 6
"""

RECEIPTS = f"""
    INSERT INTO intake_receipt (id, application_id, file_id, issued_by_id, issued_at, handed_by_id, handed_at)
    SELECT c.id, c.id, md5('receipt:' || c.id)::uuid, c.reception, c.submitted + interval '2 minutes',
           CASE WHEN handed THEN c.reception END, CASE WHEN handed THEN c.submitted + interval '3 minutes' END
      FROM bulk.case c, LATERAL (SELECT {HANDED} AS handed) h
     WHERE c.submitted IS NOT NULL
"""

FILES = """
    INSERT INTO documents_storedfile (id, kind, name, content_type, size, sha256, path, created_at, by_id)
    SELECT f.key::uuid, CASE p.folder WHEN 'upload' THEN 'upload' ELSE 'issued' END, f.name || '.pdf', p.content_type,
           p.size, p.sha256, p.folder || '/' || left(f.key, 2) || '/' || f.key, f.at, f.by
      FROM ({rows}) f JOIN bulk.paper p ON p.kind = '{kind}'
"""
RECEIPT_FILES = FILES.format(
    kind="receipt",
    rows="""SELECT md5('receipt:' || id) AS key, 'receipt-' || reference AS name,
                   submitted + interval '2 minutes' AS at, reception AS by
              FROM bulk.case WHERE submitted IS NOT NULL""",
)
SCAN_FILES = FILES.format(
    kind="scan",
    rows="""SELECT md5('scan:' || id) AS key, 'scan' AS name, created + interval '7 minutes' AS at, reception AS by
              FROM bulk.case WHERE scanned""",
)

ASSESSMENTS = """
    INSERT INTO eligibility_assessment (id, application_id, opened_by_id, at)
    SELECT c.id, c.id, c.begun_by, c.begun FROM bulk.case c WHERE c.begun IS NOT NULL
"""

REVIEWS = """
    INSERT INTO eligibility_documentreview (id, assessment_id, finding, note, by_id, at)
    SELECT c.id, c.id, CASE WHEN doubtful THEN 'doubtful' ELSE 'satisfies' END,
           CASE WHEN doubtful THEN 'تعريف الدخل قديم، ويُتحقق منه في المقابلة.'
                ELSE 'الوثائق مكتملة وسارية، وتطابق ما ورد في الطلب.' END, c.researcher, c.reviewed
      FROM bulk.case c, LATERAL (SELECT c.dice / 17 % 100 < 15 AS doubtful) d WHERE c.reviewed IS NOT NULL
"""

INTERVIEWS = """
    INSERT INTO eligibility_interview (id, assessment_id, held_on, place, present, summary, by_id, at)
    SELECT c.id, c.id, c.interviewed::date, (ARRAY['office', 'office', 'home', 'phone'])[1 + c.dice % 4],
           COALESCE(r.name, p.name), (ARRAY[
               'دخل الأسرة ثابت، ولا عائل آخر لها. أكّدت المقابلة ما ورد في الطلب.',
               'الأسرة تسكن بالإيجار، وعليها متأخرات دفعة واحدة. الحاجة ظاهرة.',
               'دخل الأسرة من عمل متقطع، ولا يكفي نفقاتها الأساسية.'])[1 + c.dice % 3], c.researcher, c.interviewed
      FROM bulk.case c JOIN bulk.person p ON p.id = c.person
      LEFT JOIN beneficiaries_representative r ON r.id = c.person AND c.agent
     WHERE c.interviewed IS NOT NULL
"""

RECOMMENDATIONS = """
    INSERT INTO eligibility_recommendation (
        id, application_id, round, outcome, help_kind, amount, conditions, reasons, by_id, at)
    SELECT c.id, c.id, 1, c.recommends, CASE WHEN accepts THEN s.name ELSE '' END,
           CASE WHEN accepts THEN s.amounts[1 + c.dice / 7 % cardinality(s.amounts)] END,
           CASE WHEN accepts AND c.dice % 2 = 0 THEN 'يُصرف المبلغ إلى الجهة المستحقة مباشرة.' ELSE '' END,
           CASE WHEN accepts THEN 'نصيب الفرد من الدخل دون حد الاستحقاق، وأثبتت الوثائق والمقابلة الحاجة.'
                ELSE 'نصيب الفرد من الدخل يتجاوز حد الاستحقاق في هذه الخدمة.' END, c.researcher, c.recommended
      FROM bulk.case c JOIN bulk.service s ON s.service = c.service,
           LATERAL (SELECT c.recommends = 'accept' AS accepts) a
     WHERE c.recommended IS NOT NULL
"""

REGISTRATIONS = """
    INSERT INTO delivery_registration (id, application_id, number, note, by_id, at)
    SELECT c.id, c.id, 'R-' || c.reference, '', c.reception, c.registered
      FROM bulk.case c WHERE c.registered IS NOT NULL
"""

DELIVERIES = """
    INSERT INTO delivery_delivery (id, application_id, what, amount, received_by, provided_on, note, by_id, at)
    SELECT c.id, c.id, s.name, s.amounts[1 + c.dice / 7 % cardinality(s.amounts)], COALESCE(r.name, p.name),
           c.served::date, '', c.reception, c.served
      FROM bulk.case c JOIN bulk.service s ON s.service = c.service JOIN bulk.person p ON p.id = c.person
      LEFT JOIN beneficiaries_representative r ON r.id = c.person AND c.agent
     WHERE c.served IS NOT NULL
"""

TASKS = [
    Task("beneficiaries_representative", REPRESENTATIVES),
    Task("intake_application", APPLICATIONS),
    Task("documents_storedfile:receipt", RECEIPT_FILES),
    Task("documents_storedfile:scan", SCAN_FILES),
    Task("intake_receipt", RECEIPTS),
    Task("intake_referral", REFERRALS),
    Task("eligibility_assessment", ASSESSMENTS),
    Task("eligibility_documentreview", REVIEWS),
    Task("eligibility_interview", INTERVIEWS, after=("beneficiaries_representative",)),
    Task("eligibility_recommendation", RECOMMENDATIONS),
    Task("delivery_registration", REGISTRATIONS),
    Task("delivery_delivery", DELIVERIES, after=("beneficiaries_representative",)),
]
