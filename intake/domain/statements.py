"""Stating data, showing documents, matching the one with the other (policy step 2)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from intake import rules
from intake.models import Application, MatchLine, Statement, StatementDocument
from intake.states import MatchResult, Stands, Takes
from ledger import clock
from ledger.errors import Change, Refused, Stale
from ui import calendars

if TYPE_CHECKING:
    from accounts.models import Staff
    from beneficiaries.models import Beneficiary
    from documents.models import StoredFile


@dataclass(frozen=True)
class Match:
    """What the officer found for one line: the result and, where the values differ, which stands and why."""

    result: str
    on_document: str = ""
    stands: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Shown:
    """How one required document was presented."""

    file: "StoredFile | None" = None
    seen_original: bool = False
    number: str = ""
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None


def open_next(*, application_id: int, by: "Staff") -> Statement:
    """Opens the next statement: the first of a draft, or a correction that carries over what the last one said.

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
    """Saves the applicant's answers and how the documents were presented ({document row id: Shown}).

    Raises Stale where a colleague saved since `edits`, Refused where a document has expired or its file is missing.
    A declared value that changes opens its line of the match sheet again.
    """
    documents = documents or {}
    with transaction.atomic():
        statement = _editable(statement_id, by)
        if statement.edits != edits:
            raise Stale(_answers_changed(statement, answers) + _documents_changed(statement, documents))
        for row in statement.documents.select_for_update(of=("self",)).filter(pk__in=documents):
            _show(row, documents[row.pk], by)
        _state_afresh(statement, statement.application.beneficiary, dict(answers))
        return _saved(statement)


def match(*, statement_id: int, edits: int, by: "Staff", results: Mapping[int, Match]) -> Statement:
    """Records the officer's findings ({line id: Match}); a line that is not given stays as it is.

    Raises Stale where a colleague saved since `edits`, Refused (field "line-<id>") where a difference is not settled.
    """
    with transaction.atomic():
        statement = _editable(statement_id, by)
        lines = list(statement.lines.filter(pk__in=results))
        if statement.edits != edits:
            raise Stale(_matches_changed(lines, results))
        for line in lines:
            _record(line, results[line.pk], by)
        return _saved(statement)


def refresh(*, statement_id: int, edits: int, by: "Staff") -> Statement:
    """Takes the person's record as it now stands into an unsigned statement; lines whose value changes open again."""
    with transaction.atomic():
        statement = _editable(statement_id, by)
        if statement.edits != edits:
            raise Stale(differences(statement))
        _state_afresh(statement, statement.application.beneficiary, dict(statement.data.get("answers", {})))
        return _saved(statement)


def differences(statement: Statement) -> list[Change]:
    """What the person's record says otherwise than this statement: label, the record's value, the stated one."""
    stated, now = statement.data.get("identity", {}), identity_of(statement.application.beneficiary)
    labels = {"name": _("Name"), "id": _("ID number"), "birth_date": _("Date of birth"), "district": _("District")}
    found = [
        Change(labels.get(key, key), now[key], stated.get(key, "")) for key in labels if now[key] != stated.get(key)
    ]
    household = household_of(statement.application.beneficiary)
    if household != statement.data.get("household", []):
        before = len(statement.data.get("household", []))
        found.append(Change(_("Household members"), str(len(household)), str(before)))
    return found


def open_points(statement: Statement) -> int:
    """How many required documents and lines are still open."""
    documents = sum(1 for row in statement.documents.all() if row.required and not row.shown)
    return documents + sum(1 for row in statement.lines.all() if row.required and row.result == MatchResult.OPEN)


def identity_of(person: "Beneficiary") -> dict[str, str]:
    """The person's identity as a statement keeps it: the ID number masked, beside its fingerprint in hexadecimal."""
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
    """The household as a statement keeps it, oldest row first."""
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
        raise Refused(_("The data of this application cannot be changed now."), code="may")
    return application


def _editable(statement_id: int, by: "Staff") -> Statement:
    """The statement, locked after its application (the order in which the database's own rules lock)."""
    application = _stating(Statement.objects.values_list("application_id", flat=True).get(pk=statement_id), by)
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement_id)
    statement.application = application
    if statement.signed_at is not None:
        raise Refused(_("This statement is signed. A correction is made in a new statement."), code="signed")
    return statement


def _saved(statement: Statement) -> Statement:
    Statement.objects.filter(pk=statement.pk).update(edits=statement.edits + 1)
    return Statement.objects.get(pk=statement.pk)


def _state_afresh(statement: Statement, person: "Beneficiary", answers: dict[str, str]) -> None:
    """Writes identity, household and answers into the statement, and each line's declared value from them."""
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


def _show(row: StatementDocument, shown: Shown, by: "Staff") -> None:
    if shown.expires_on and shown.expires_on < clock.today():
        raise Refused(_("This document has expired."), field=f"document-{row.pk}-expires_on", code="expired")
    if row.expires and (shown.file or row.file_id or shown.seen_original) and shown.expires_on is None:
        raise Refused(_("Enter the expiry date."), field=f"document-{row.pk}-expires_on")
    presented = bool(shown.file or row.file_id or shown.seen_original)
    StatementDocument.objects.filter(pk=row.pk).update(
        file=shown.file or row.file,
        seen_original=shown.seen_original,
        number=shown.number.strip(),
        issued_on=shown.issued_on,
        expires_on=shown.expires_on,
        by=by if presented else None,
        at=clock.now() if presented else None,
    )


def _record(line: MatchLine, found: Match, by: "Staff") -> None:
    field = f"line-{line.pk}"
    if found.result not in MatchResult.values:
        raise Refused(_("Choose the result of the match."), field=field)
    differs = found.result == MatchResult.DIFFERS
    if differs and not found.on_document.strip():
        raise Refused(_("Enter the value as it stands on the document."), field=f"{field}-on_document")
    if differs and found.stands not in (Stands.DOCUMENT, Stands.DECLARED):
        raise Refused(_("Choose which value is relied upon."), field=f"{field}-stands")
    if differs and found.stands == Stands.DECLARED and not found.reason.strip():
        raise Refused(_("State why the declared value is relied upon."), field=f"{field}-reason")
    if found.result == MatchResult.MATCHES and not line.declared:
        raise Refused(_("There is no declared value to match. Enter it first."), field=field)
    closed = found.result != MatchResult.OPEN
    wanted = {
        "result": found.result,
        "on_document": found.on_document.strip() if differs else "",
        "stands": found.stands if differs else "",
        "reason": found.reason.strip() if differs else "",
    }
    if all(getattr(line, name) == value for name, value in wanted.items()):
        return
    MatchLine.objects.filter(pk=line.pk).update(**wanted, by=by if closed else None, at=clock.now() if closed else None)


def _carry_over(last: Statement, statement: Statement) -> None:
    """Documents and matches of the last statement, where the new sheet asks for the same."""
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


def _documents_changed(statement: Statement, documents: Mapping[int, Shown]) -> list[Change]:
    return [
        change
        for row in statement.documents.select_related("file").filter(pk__in=documents)
        for change in _document_changed(row, documents[row.pk])
    ]


def _document_changed(row: StatementDocument, yours: Shown) -> list[Change]:
    """Each part of a document in which what is kept now differs from what was sent."""
    parts = [
        (_("I saw the original"), _yes(row.seen_original), _yes(yours.seen_original)),
        (_("Document number"), row.number, yours.number.strip()),
        (_("Issued on"), _day(row.issued_on), _day(yours.issued_on)),
        (_("Expires on"), _day(row.expires_on), _day(yours.expires_on)),
    ]
    found = [Change(f"{row.label} · {part}", theirs, ours) for part, theirs, ours in parts if theirs != ours]
    # a scan that is kept stays kept where none is sent with this save
    if yours.file and not (row.file and row.file.sha256 == yours.file.sha256):
        found.insert(0, Change(f"{row.label} · {_('Scan')}", row.file.name if row.file else "", yours.file.name))
    return found


def _yes(said: bool) -> str:
    return _("Yes") if said else _("No")


def _day(day: dt.date | None) -> str:
    return calendars.both(day) if day else ""


def _matches_changed(lines: list[MatchLine], results: Mapping[int, Match]) -> list[Change]:
    known = [line for line in lines if results[line.pk].result in MatchResult.values]
    return [change for line in known for change in _match_changed(line, results[line.pk])]


def _match_changed(line: MatchLine, yours: Match) -> list[Change]:
    """The result where it differs from what is kept now, else the parts of a difference that do."""
    if line.result != yours.result:
        return [Change(line.label, MatchResult(line.result).label, MatchResult(yours.result).label)]
    if line.result != MatchResult.DIFFERS:
        return []
    parts = [
        (_("The value as on the document"), line.on_document, yours.on_document.strip()),
        (_("The value relied upon"), _relied(line.stands), _relied(yours.stands)),
        (_("Reason, where the declared value is relied upon"), line.reason, yours.reason.strip()),
    ]
    return [Change(f"{line.label} · {part}", theirs, ours) for part, theirs, ours in parts if theirs != ours]


def _relied(stands: str) -> str:
    return str(Stands(stands).label) if stands in Stands.values else ""
