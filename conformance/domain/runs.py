"""The table of conformance: each clause of a version, whether the portal carries it out, and the runs that are kept."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from conformance.domain import sandbox
from conformance.domain.checks.base import NO_CLOCK, Absent, Check, NoClock, Words
from conformance.domain.clauses import Clause, clauses
from conformance.domain.registry import NOTHING, check_of
from conformance.domain.scene import Scene
from conformance.models import Run
from conformance.states import Status
from policy.models import PolicyVersion
from scenarios.clock import run_deferred_rules

logger = logging.getLogger(__name__)

NOTHING_YET = _("Nothing yet: no check shows that the portal carries this out.")
LANGUAGES = ("ar", "en")


@dataclass(frozen=True)
class Row:
    """One clause with its result. `carried_by` names what carries it out, `evidence` what its check saw.

    `evidence` is worded when it is shown, in the language of the reader.
    """

    policy: str
    version: int
    clause: str
    kind: str
    text: str
    carried_by: str
    check: str
    status: str
    evidence: Words

    def plain(self) -> dict[str, Any]:
        """Return the row by field name, the evidence in the language that is active."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"evidence": str(self.evidence)}

    def kept(self) -> dict[str, Any]:
        """Return the row as a Run keeps it: the evidence in each language of the portal."""
        return self.plain() | {"evidence": {code: _worded(self.evidence, code) for code in LANGUAGES}}


def rows(*, version: PolicyVersion, only: str | None = None) -> list[Row]:
    """Return a row for each clause of the version in force, or for the clause `only`; without a check it is missing.

    Each check creates, acts and observes in a transaction of which nothing stays and in which nothing is sent. What
    needs the window to have passed is partly met at most where the database's role may not move the clock.
    """
    with sandbox.rolled_back(), translation.override("ar"):
        return [_row(version, clause) for clause in clauses(version) if only in (None, clause.key)]


def counts(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many rows there are of each status, none left out."""
    return {status.value: sum(1 for row in rows if row["status"] == status) for status in Status}


def run(*, version: PolicyVersion, by: Staff) -> Run:
    """Run every check of the version in force and keep the rows. Raises Refused without SEE_CONFORMANCE."""
    require(by, Perm.SEE_CONFORMANCE)
    return keep(version=version, found=rows(version=version), by=by)


def keep(*, version: PolicyVersion, found: list[Row], by: Staff | None) -> Run:
    """Keep rows for the page. `by` None is the command, which only the owner of the machine can run."""
    if by is not None:
        require(by, Perm.SEE_CONFORMANCE)
    run = Run.objects.create(version=version, rows=[row.kept() for row in found], by=by)
    return Run.objects.get(pk=run.pk)


def _row(version: PolicyVersion, clause: Clause) -> Row:
    check = check_of(clause, version)
    status, evidence = _result(check, version) if check else (Status.MISSING, NOTHING.get(clause.key, NOTHING_YET))
    return Row(
        policy=version.association.slug,
        version=version.number,
        clause=clause.key,
        kind=clause.kind.value,
        text=clause.text,
        carried_by=", ".join(check.carried_by) if check else "",
        check=check.name if check else "",
        status=status.value,
        evidence=evidence,
    )


def _result(check: Check, version: PolicyVersion) -> tuple[Status, Words]:
    """Run a check and take back whatever it made; an error of any kind means that the clause is not carried out."""
    try:
        with transaction.atomic():
            evidence = check.run(Scene(version))
            run_deferred_rules()
            transaction.set_rollback(True)
    except NoClock:
        return Status.PARTLY, _both(NO_CLOCK, check.lacks)
    except Absent as absent:
        return Status.MISSING, format_lazy(_("The check failed: {what}."), what=absent.args[0])
    except Exception as error:
        logger.debug("the check %s failed", check.name, exc_info=True)
        what = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".")
        return Status.MISSING, format_lazy(_("The check failed: {what}."), what=what)
    return (Status.PARTLY, _both(evidence, check.lacks)) if check.lacks else (Status.MET, evidence)


def _both(evidence: Words, lacks: Words) -> Words:
    return format_lazy("{} {}", evidence, lacks) if lacks else evidence


def _worded(words: Words, language: str) -> str:
    with translation.override(language):
        return str(words)
