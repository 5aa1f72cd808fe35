"""Stating the applicant's data (policy step 2)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from intake import rules
from intake.domain import documents as papers
from intake.domain.documents import Shown
from intake.domain.refusals import SENTENCES, refusal
from intake.models import Application, MatchLine, Statement, StatementDocument
from intake.queries.statements import open_documents, open_lines
from intake.states import MatchResult, Takes
from ledger.errors import Change, Refused, Stale

if TYPE_CHECKING:
    from accounts.models import Staff
    from beneficiaries.models import Beneficiary


def open_next(*, application_id: int, by: "Staff") -> Statement:
    """Open the next statement: the first of a draft, or a correction that carries over what the last one said.

    The database lays out its match sheet; documents and matches of the last statement are carried over where what is
    asked is still the same, and the declared value too.
    """
    with transaction.atomic():
        application = _stating(application_id, by)
        last = application.statements.order_by("-n").first()
        if last and last.signed_at is None:
            return last
        statement = Statement.objects.create(
            application=application, n=last.n + 1 if last else 1, data=last.data if last else {}, created_by=by
        )
        if last:
            _carry_over(last, statement)
        _state_afresh(statement, application.beneficiary, dict(statement.data.get("answers", {})))
        return Statement.objects.get(pk=statement.pk)


def fill(
    *,
    statement_id: int,
    edits: int,
    by: "Staff",
    answers: Mapping[str, str],
    documents: Mapping[int, Shown] | None = None,
) -> Statement:
    """Save the applicant's answers and how the documents were presented ({document row id: Shown}).

    Raise Stale where a colleague saved since `edits`, Refused where a document has expired or its file is missing.
    A declared value that changes opens its line of the match sheet again.
    """
    documents = documents or {}
    with transaction.atomic():
        statement = editable(statement_id, by)
        if statement.edits != edits:
            raise Stale(_answers_changed(statement, answers) + papers.changes(statement, documents))
        for row in statement.documents.select_for_update(of=("self",)).filter(pk__in=documents):
            papers.show(row, documents[row.pk], by)
        _state_afresh(statement, statement.application.beneficiary, dict(answers))
        return saved(statement)


def refresh(*, statement_id: int, edits: int, by: "Staff") -> Statement:
    """Take the person's record as it now stands into an unsigned statement; lines whose value changes open again."""
    with transaction.atomic():
        statement = editable(statement_id, by)
        if statement.edits != edits:
            raise Stale(differences(statement))
        _state_afresh(statement, statement.application.beneficiary, dict(statement.data.get("answers", {})))
        return saved(statement)


def differences(statement: Statement) -> list[Change]:
    """Return what the person's record says otherwise than this statement: label, the record's value, the stated one."""
    stated, now = statement.data.get("identity", {}), identity_of(statement.application.beneficiary)
    labels = {"name": _("Name"), "id": _("ID number"), "birth_date": _("Date of birth"), "district": _("District")}
    known = {key: stated.get(key, "") for key in labels}
    changes = [Change(labels[key], now[key], known[key]) for key in labels if now[key] != known[key]]
    household = household_of(statement.application.beneficiary)
    if household != statement.data.get("household", []):
        before = len(statement.data.get("household", []))
        changes.append(Change(_("Household members"), str(len(household)), str(before)))
    return changes


def open_points(statement: Statement) -> int:
    """Count the required documents and lines that are still open."""
    return len(open_documents(statement)) + len(open_lines(statement))


def identity_of(person: "Beneficiary") -> dict[str, str]:
    """Return the identity as a statement keeps it: the ID number masked, beside its fingerprint in hexadecimal."""
    return {
        "name": person.full_name,
        "id_kind": person.id_kind,
        "id": person.masked_id,
        "fingerprint": person.id_hmac,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "nationality": person.nationality,
        "city": person.city,
        "district": person.district,
    }


def household_of(person: "Beneficiary") -> list[dict[str, Any]]:
    """Return the household as a statement keeps it, oldest row first."""
    return [
        {
            "name": member.name,
            "relation": member.relation,
            "birth_date": member.birth_date.isoformat() if member.birth_date else "",
            "dependent": member.dependent,
        }
        for member in person.household.order_by("pk")
    ]


def _stating(application_id: int, by: "Staff") -> Application:
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("beneficiary").get(pk=application_id)
    )
    if not rules.may_state(by, application):
        raise Refused(SENTENCES["data_not_open"], code="may")
    return application


def editable(statement_id: int, by: "Staff") -> Statement:
    """Return the statement, locked after its application (the order in which the database's own rules lock).

    Raise Refused where `by` may not state data now, or the statement is signed.
    """
    application = _stating(Statement.objects.values_list("application_id", flat=True).get(pk=statement_id), by)
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement_id)
    statement.application = application
    if statement.signed_at is not None:
        raise refusal("statement_signed")
    return statement


def saved(statement: Statement) -> Statement:
    """Count a save, so that a page opened before it is found stale; return the statement anew."""
    Statement.objects.filter(pk=statement.pk).update(edits=statement.edits + 1)
    return Statement.objects.get(pk=statement.pk)


def _state_afresh(statement: Statement, person: "Beneficiary", answers: dict[str, str]) -> None:
    """Write identity, household and answers into the statement, and each line's declared value from them."""
    who = identity_of(person)
    data = {"identity": who, "household": household_of(person), "answers": answers}
    Statement.objects.filter(pk=statement.pk).update(data=data)
    given = {Takes.NAME: who["name"], Takes.ID_NUMBER: who["id"], Takes.BIRTH_DATE: who["birth_date"]}
    for line in statement.lines.select_related("requirement"):
        takes = Takes(line.requirement.takes)
        declared = answers.get(line.key, "").strip() if takes == Takes.ANSWER else given[takes]
        same_id = (
            takes != Takes.ID_NUMBER or statement.data.get("identity", {}).get("fingerprint") == who["fingerprint"]
        )
        if line.declared == declared and same_id:
            continue
        MatchLine.objects.filter(pk=line.pk).update(
            declared=declared, on_document="", result=MatchResult.OPEN, stands="", reason="", by=None, at=None
        )


def _carry_over(last: Statement, statement: Statement) -> None:
    """Copy documents and matches of the last statement, where the new sheet asks for the same."""
    shown = {row.requirement_id: row for row in last.documents.all()}
    for row in statement.documents.all():
        if old := shown.get(row.requirement_id):
            kept = ("file_id", "seen_original", "number", "issued_on", "expires_on", "by_id", "at")
            StatementDocument.objects.filter(pk=row.pk).update(**{name: getattr(old, name) for name in kept})
    lines = {line.requirement_id: line for line in last.lines.all()}
    for line in statement.lines.all():
        if before := lines.get(line.requirement_id):
            kept = ("declared", "on_document", "result", "stands", "reason", "by_id", "at")
            MatchLine.objects.filter(pk=line.pk).update(**{name: getattr(before, name) for name in kept})


def _answers_changed(statement: Statement, answers: Mapping[str, str]) -> list[Change]:
    theirs = statement.data.get("answers", {})
    labels = dict(statement.lines.values_list("key", "label"))
    return [
        Change(labels.get(key, key), theirs.get(key, ""), yours)
        for key, yours in answers.items()
        if theirs.get(key, "") != yours
    ]
