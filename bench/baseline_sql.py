"""The same work in SQL written by hand over psycopg: what the queue shows, and what a passage at the counter writes."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg.types.json import Json

QUEUE = """
    SELECT a.id, a.reference, a.status, a.submitted_at, a.decision_not_before, a.target_at,
           b.full_name, s.name, r.name
      FROM intake_application a
      JOIN beneficiaries_beneficiary b ON b.id = a.beneficiary_id
      JOIN intake_service s ON s.id = a.service_id
      LEFT JOIN accounts_staff r ON r.id = a.researcher_id
     WHERE a.status IN ('submitted', 'in_assessment', 'awaiting_applicant', 'awaiting_decision')
       AND NOT EXISTS (SELECT 1 FROM intake_recusal x WHERE x.application_id = a.id AND x.staff_id = %(staff)s)
     ORDER BY a.decision_not_before, a.id LIMIT 26
"""
CONTEXT = "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
READ = (
    "INSERT INTO accounts_accesslog (staff_id, what, application_ref, person_id, detail, url)"
    " VALUES (%s,%s,%s,%s,%s,%s)"
)
PERSON = """
    SELECT p.public_id, p.full_name, p.id_kind, p.birth_date, p.sex, p.nationality, p.city, p.district,
           c.id AS contact, nextval('intake_reference') AS number
      FROM beneficiaries_beneficiary p JOIN beneficiaries_contactpoint c ON c.beneficiary_id = p.id
     WHERE p.id = %s AND c.kind = 'mobile' LIMIT 1
"""
APPLICATION = """
    INSERT INTO intake_application (reference, beneficiary_id, service_id, policy_version_id, branch_id, status, step,
                                    round, notify_channel_id, notify_way, notify_contact_id, outcome_in_message,
                                    receipt_noticed, closed_reason, created_by_id)
    VALUES (%(reference)s, %(person)s, %(service)s, %(policy)s, %(branch)s, 'draft', 0, 1, %(channel)s, 'sms',
            %(contact)s, false, false, '', %(by)s) RETURNING id
"""
# the sheet's rows are laid out by the trigger of this one
STATEMENT = """
    INSERT INTO intake_statement (application_id, n, data, edits, created_by_id) VALUES (%s, 1, %s, 0, %s) RETURNING id
"""
TAKEN = """
    UPDATE intake_matchline l SET declared = CASE f.takes WHEN 'name' THEN %(name)s WHEN 'id_number' THEN %(id)s
                                                          ELSE %(born)s END
      FROM intake_requiredfield f
     WHERE f.id = l.requirement_id AND l.statement_id = %(statement)s AND f.takes <> 'answer'
"""
SHOWN = """
    UPDATE intake_statementdocument SET seen_original = true, by_id = %(by)s, at = now(),
           expires_on = CASE WHEN expires THEN %(later)s::date END
     WHERE statement_id = %(statement)s
"""
ANSWERED = """
    UPDATE intake_matchline l SET declared = %(answers)s::jsonb ->> l.key
     WHERE l.statement_id = %(statement)s AND %(answers)s::jsonb ? l.key
"""
FILLED = "UPDATE intake_statement SET data = %s, edits = edits + 1 WHERE id = %s"
SHEET = "SELECT DISTINCT document_id FROM intake_matchline WHERE statement_id = %s"
MATCHED = """
    UPDATE intake_matchline SET result = 'matches', by_id = %s, at = now() WHERE statement_id = %s AND document_id = %s
"""
EDITED = "UPDATE intake_statement SET edits = edits + 1 WHERE id = %s"
SIGNED = """
    INSERT INTO intake_declaration (statement_id, policy_version_id, text, payload, shown_digest, method, signer_name,
                                    witness_id)
    SELECT %(statement)s, v.id, v.declaration_text, '{}', digest_v1(signed_payload_v1(%(statement)s)), 'typed',
           %(name)s, %(by)s FROM policy_policyversion v WHERE v.id = %(policy)s
"""
MOVED = """
    INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note)
    VALUES (%s, 1, 'draft', 'submitted', %s, '')
"""
SUBMITTED = "UPDATE intake_application SET status = 'submitted' WHERE id = %s"
MASKED = "••••••0000"


def queue(line: psycopg.Connection[Any], staff: int) -> list[Any]:
    """The first page's rows of the head of research's queue, and one more."""
    return line.execute(QUEUE, {"staff": staff}).fetchall()


class Desk:
    """A passage at the counter: the rows of the portal's, in its transactions, its log of readings included."""

    def __init__(self, line: psycopg.Connection[Any], known: dict[str, Any]) -> None:
        # `line` commits each statement by itself outside `transaction()`
        self.line, self.known, self.by = line, known, known["by"]

    def receive(self, person: int) -> int:
        """One person's application, from the draft to its submission; its id."""
        found = self._open(person)
        self._read("case_file", "documents")
        self._write("documents", self._fill)
        documents = self.line.execute(SHEET, [self.statement]).fetchall()
        for (document,) in documents:
            self._read("case_file", "match")
            self._write("match", lambda one=document: self._match(one))  # type: ignore[misc]
        self._read("case_file", "declaration")
        self._write("declaration", lambda: self._run(SIGNED, self._values(name=found[1])))
        self._read("case_file", "declaration")
        self._write("declaration/submit", self._submit)
        self._read("case_file", "receipt")
        return self.application

    def _open(self, person: int) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self.line.execute(PERSON, [person]).fetchone() or ()
        self.public_id, self.reference = str(found[0]), f"{self.known['year']}-{found[9]:05d}"
        self._read("person", "")
        self.data = {
            "identity": dict(zip(("name", "id_kind", "birth_date", "sex"), map(str, found[1:5]), strict=True)),
            "household": [],
            "answers": {},
        }
        self._write("start", lambda: self._begin(person, found))
        return found

    def _begin(self, person: int, found: Sequence[Any]) -> None:
        values = {**self.known, "reference": self.reference, "person": person, "contact": found[8]}
        self.application = self._one(APPLICATION, values)
        self.statement = self._one(STATEMENT, [self.application, Json(self.data), self.by])
        self._run(TAKEN, self._values(name=found[1], id=MASKED, born=str(found[3])))

    def _fill(self) -> None:
        answers = self.known["answers"]
        self._run(SHOWN, self._values(later=dt.date.today() + dt.timedelta(days=400)))
        self._run(ANSWERED, self._values(answers=json.dumps(answers)))
        self._run(FILLED, [Json({**self.data, "answers": answers}), self.statement])

    def _match(self, document: int) -> None:
        self._run(MATCHED, [self.by, self.statement, document])
        self._run(EDITED, [self.statement])

    def _submit(self) -> None:
        self._run(MOVED, [self.application, self.by])
        self._run(SUBMITTED, [self.application])

    def _values(self, **more: Any) -> dict[str, Any]:
        return {**self.known, "statement": self.statement, **more}

    def _one(self, statement: str, values: Any) -> int:
        row = self.line.execute(statement, values).fetchone()
        return int(row[0]) if row else 0

    def _run(self, statement: str, values: Any) -> None:
        self.line.execute(statement, values)

    def _read(self, what: str, detail: str) -> None:
        reference = self.reference if detail else ""
        url = f"/intake/{reference}/{detail}/"
        self.line.execute(READ, [self.by, what, reference, self.public_id, detail, url])

    def _write(self, page: str, write: Callable[[], None]) -> None:
        context = json.dumps({"user": self.by, "url": f"/intake/{self.reference}/{page}/"})
        with self.line.transaction():
            self.line.execute(CONTEXT, [str(uuid.uuid4()), context])
            write()
