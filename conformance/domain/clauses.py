"""The clauses of a version of the policy, in its own order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.states import Kind
from policy.models import PolicyVersion


@dataclass(frozen=True)
class Clause:
    """One thing that the policy says, in its own words (`text`); `facts` is the row of its list."""

    kind: Kind
    name: str
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """Its name in every policy alike: the kind and the name ("channel:phone"), or the kind alone ("review")."""
        return f"{self.kind.value}:{self.name}" if self.name else self.kind.value


def clauses(version: PolicyVersion) -> list[Clause]:
    """Objectives, channels, tools, steps, eligibility, mechanisms, and the review where the policy states one.

    Channels and tools are those that the version keeps, whatever was done to the lists since it was put in force.
    """
    rows = [Clause(Kind.OBJECTIVE, row["key"], row["text"]) for row in version.objectives]
    rows += [Clause(Kind.CHANNEL, row["key"], row["name"], row) for row in version.channel_rows]
    rows += [Clause(Kind.TOOL, row["key"], row["name"], row) for row in version.tool_rows]
    rows += _numbered(Kind.STEP, version.step_sentences)
    rows += _numbered(Kind.ELIGIBILITY, version.eligibility.get("steps", []))
    chosen = version.eligibility.get("mechanisms", [])
    rows += [Clause(Kind.MECHANISM, row["key"], row["sentence"]) for row in chosen]
    return rows + ([Clause(Kind.REVIEW, "", version.review_text)] if version.review_text else [])


def _numbered(kind: Kind, texts: Iterable[str]) -> list[Clause]:
    return [Clause(kind, str(n), text) for n, text in enumerate(texts, start=1)]
