"""Decisions on two records that look alike: two people, or not now. A merge decides that they are one."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import refusals, validation
from beneficiaries.domain.duplicates.lookup import likeness_of
from beneficiaries.models import DuplicatePair
from beneficiaries.states import PairState
from ledger import clock
from ledger.errors import Refused

OPEN = (PairState.OPEN, PairState.LATER)
SET_ASIDE = (PairState.NOT_SAME, PairState.LATER)
LONGEST = 300


def not_same(*, pair_id: int, by: Staff, reason: str) -> DuplicatePair:
    """Decide that they are two people; no scan reopens the pair. Raise Refused without a reason, or when decided."""
    kept = _reason(reason)
    return _decide(pair_id, by, OPEN, state=PairState.NOT_SAME, reason=kept, until=None)


def put_off(*, pair_id: int, by: Staff, until: dt.date | None, reason: str = "") -> DuplicatePair:
    """Put the pair off to a future day. Raise Refused for another day, or when decided."""
    if until is None or until <= clock.today():
        raise Refused(refusals.PAIR_DAY, field="until", code="until")
    kept = validation.line(reason, field="reason", longest=LONGEST)
    return _decide(pair_id, by, OPEN, state=PairState.LATER, reason=kept, until=until)


def reopen(*, pair_id: int, by: Staff) -> DuplicatePair:
    """Undo a decision; what was merged stays merged. Raise Refused for a pair that is open or merged."""
    with transaction.atomic():
        pair = _locked(pair_id, by, SET_ASIDE)
        pair.state, pair.reason, pair.until = PairState.OPEN, "", None
        pair.decided_by = pair.decided_at = None
        pair.save()
    return pair


def tell_apart(*, person_id: int, others: Collection[int], by: Staff, reason: str) -> None:
    """Record that a person who is being registered is none of these others. Raise Refused without a reason."""
    if not others:
        return
    kept, now = _reason(reason, field="not_same_reason"), clock.now()
    for other in others:
        first, second = pair_of(person_id, other)
        likeness = likeness_of(first_id=first, second_id=second)
        if likeness is not None:
            DuplicatePair.objects.create(
                first_id=first,
                second_id=second,
                score=likeness.score,
                signs=likeness.signs,
                state=PairState.NOT_SAME,
                reason=kept,
                decided_by=by,
                decided_at=now,
            )


def pair_of(one: int, other: int) -> tuple[int, int]:
    """Return two records in the order in which a pair keeps them."""
    return (one, other) if one < other else (other, one)


def require_settling(by: Staff) -> None:
    """Raise Refused without the permission to settle like records."""
    require(by, Perm.SETTLE_DUPLICATES, _("Settling like records is not among the permissions of this account."))


def _reason(text: str, field: str = "reason") -> str:
    kept = validation.line(text, field=field, longest=LONGEST)
    if not kept:
        raise Refused(_("The reason is missing: how it is known that they are two people."), field=field, code="reason")
    return kept


def _decide(pair_id: int, by: Staff, allowed: tuple[PairState, ...], **values: object) -> DuplicatePair:
    with transaction.atomic():
        pair = _locked(pair_id, by, allowed)
        for name, value in (values | {"decided_by": by, "decided_at": clock.now()}).items():
            setattr(pair, name, value)
        pair.save()
    return pair


def _locked(pair_id: int, by: Staff, allowed: tuple[PairState, ...]) -> DuplicatePair:
    require_settling(by)
    pair = DuplicatePair.objects.select_for_update().get(pk=pair_id)
    if pair.state not in allowed:
        raise Refused(
            _("A colleague has decided on this pair meanwhile: %(state)s. Nothing was changed.")
            % {"state": PairState(pair.state).label},
            code="decided",
        )
    return pair
