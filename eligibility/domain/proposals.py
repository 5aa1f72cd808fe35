"""What is proposed on a case: recommended by a researcher, moved in a committee, decided by a department."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from eligibility.models.proposals import ProposalColumns
from eligibility.states import Outcome
from ledger.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An outcome with its kind of help, amount (in riyals), conditions and reasons, without blanks around the words.

    Raises Refused: no reasons, acceptance without the kind of help, rejection with an amount, an amount not above zero.
    """

    outcome: Outcome
    reasons: str
    help_kind: str = ""
    amount: Decimal | None = None
    conditions: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcome", Outcome(self.outcome))
        for name in ("reasons", "help_kind", "conditions"):
            object.__setattr__(self, name, getattr(self, name).strip())
        if not self.reasons:
            raise Refused(_("State the reasons."), field="reasons")
        if self.outcome == Outcome.ACCEPT and not self.help_kind:
            raise Refused(_("State the kind of help."), field="help_kind")
        if self.amount is not None and self.amount <= 0:
            raise Refused(_("The amount has to be more than zero."), field="amount")
        if self.outcome == Outcome.REJECT and self.amount is not None:
            raise Refused(_("A rejection has no amount."), field="amount")

    @classmethod
    def of(cls, row: ProposalColumns) -> "Proposal":
        """Return what a recommendation, motion or department decision proposes."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})

    @property
    def columns(self) -> dict[str, Any]:
        """The values of its columns (eligibility.models.proposals)."""
        return asdict(self)
