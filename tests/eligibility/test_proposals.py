"""What a proposal may say, whoever makes it."""

from decimal import Decimal

import pytest

from eligibility.domain.proposals import Proposal
from eligibility.models import Recommendation
from eligibility.states import Outcome
from ledger.errors import Refused
from tests.eligibility.factories import proposal


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reasons": " \n"}, "reasons"),
        ({"help_kind": " "}, "help_kind"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"outcome": Outcome.REJECT}, "amount"),
    ],
)
def test_a_proposal_that_lacks_something_is_refused_at_its_field(values, field):
    with pytest.raises(Refused) as refusal:
        proposal(**values)
    assert refusal.value.field == field


def test_a_proposal_is_kept_without_blanks_around_its_words():
    kept = proposal(reasons=" حاجة ", help_kind=" سلة ", conditions=" شرط\n")
    assert (kept.reasons, kept.help_kind, kept.conditions) == ("حاجة", "سلة", "شرط")


def test_a_rejection_needs_reasons_alone():
    rejection = Proposal(outcome=Outcome.REJECT, reasons="الدخل فوق الحد.")
    assert rejection.columns == {
        "outcome": Outcome.REJECT,
        "reasons": "الدخل فوق الحد.",
        "help_kind": "",
        "amount": None,
        "conditions": "",
    }


def test_a_proposal_is_read_from_a_row_as_it_was_written():
    assert Proposal.of(Recommendation(**proposal().columns)) == proposal()
