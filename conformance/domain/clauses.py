"""The clauses of a version of the policy, in its own order."""

from dataclasses import dataclass

from conformance.states import Kind
from policy.models import PolicyVersion


@dataclass(frozen=True)
class Clause:
    """One thing that the policy says, in its own words (`text`)."""

    kind: Kind
    name: str
    text: str

    @property
    def key(self) -> str:
        """Its name in every policy alike: the kind and the name ("channel:phone"), or the kind alone ("review")."""
        return f"{self.kind.value}:{self.name}" if self.name else self.kind.value


def clauses(version: PolicyVersion) -> list[Clause]:
    """Objectives, channels, tools, steps, eligibility, mechanisms, and the review where the policy states one."""
    found = [Clause(Kind.OBJECTIVE, row["key"], row["text"]) for row in version.objectives]
    found += [Clause(Kind.CHANNEL, row["key"], row["name"]) for row in version.channel_rows]
    found += [Clause(Kind.TOOL, row["key"], row["name"]) for row in version.tool_rows]
    found += [Clause(Kind.STEP, str(n), text) for n, text in enumerate(version.step_sentences, start=1)]
    stated = version.eligibility.get("steps", [])
    found += [Clause(Kind.ELIGIBILITY, str(n), text) for n, text in enumerate(stated, start=1)]
    chosen = version.eligibility.get("mechanisms", [])
    found += [Clause(Kind.MECHANISM, row["key"], row["sentence"]) for row in chosen]
    return found + ([Clause(Kind.REVIEW, "", version.review_text)] if version.review_text else [])
