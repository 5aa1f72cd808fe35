"""The table of conformance: each clause of a version, and whether the portal carries it out."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from conformance.domain import clockwork
from conformance.domain.check import NO_CLOCK, Absent, Check, NoClock, Words, say
from conformance.domain.clauses import Clause, clauses
from conformance.domain.registry import NOTHING, check_of
from conformance.domain.scene import Scene
from conformance.states import Status
from policy.models import PolicyVersion

logger = logging.getLogger(__name__)

NOTHING_YET = _("Nothing yet: no check shows that the portal carries this out.")
LANGUAGES = ("ar", "en")


@dataclass(frozen=True)
class Row:
    """One clause with what was found. `carried_by` names what carries it out, `evidence` what its check saw.

    `evidence` is worded when it is shown, in the language of whoever reads it.
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
        """The row by field name, the evidence in the language that is active."""
        return {one.name: getattr(self, one.name) for one in fields(self)} | {"evidence": str(self.evidence)}

    def kept(self) -> dict[str, Any]:
        """The row as it is kept: the evidence in each language of the portal."""
        return self.plain() | {"evidence": {code: _worded(self.evidence, code) for code in LANGUAGES}}


def rows(*, version: PolicyVersion, only: str | None = None) -> list[Row]:
    """A row for each clause of the version in force, or for the clause `only`; what nothing shows to be met is missing.

    Each check creates, acts and observes in a transaction of which nothing stays and in which nothing is sent. What
    needs the window to have passed is partly met at most where the database's role may not move the clock.
    """
    with clockwork.rolled_back(), translation.override("ar"):
        return [_row(version, one) for one in clauses(version) if only in (None, one.key)]


def counts(found: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many rows there are of each status, none left out."""
    return {status.value: sum(1 for row in found if row["status"] == status) for status in Status}


def _row(version: PolicyVersion, clause: Clause) -> Row:
    check = check_of(clause, version)
    status, evidence = _run(check, version) if check else (Status.MISSING, NOTHING.get(clause.key, NOTHING_YET))
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


def _run(check: Check, version: PolicyVersion) -> tuple[Status, Words]:
    """What the check found. Whatever it made is gone; an error of any kind means that the clause is not carried out."""
    try:
        with transaction.atomic():
            seen = check.run(Scene(version))
            clockwork.settle()
            transaction.set_rollback(True)
    except NoClock:
        return Status.PARTLY, _both(NO_CLOCK, check.lacks)
    except Absent as absent:
        return Status.MISSING, say(_("The check failed: {what}."), what=absent.args[0])
    except Exception as error:
        logger.debug("the check %s failed", check.name, exc_info=True)
        what = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".")
        return Status.MISSING, say(_("The check failed: {what}."), what=what)
    return (Status.PARTLY, _both(seen, check.lacks)) if check.lacks else (Status.MET, seen)


def _both(seen: Words, lacks: Words) -> Words:
    return say("{} {}", seen, lacks) if lacks else seen


def _worded(words: Words, language: str) -> str:
    with translation.override(language):
        return str(words)
