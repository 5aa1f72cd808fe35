"""The search for duplicates among all people: key by key, so that a stopped run leaves the rest to the next."""

import time
from collections.abc import Iterable, Iterator
from itertools import combinations, islice

from django.db import transaction

from beneficiaries.domain.duplicates import blocking
from beneficiaries.domain.duplicates.lookup import with_households
from beneficiaries.domain.duplicates.scoring import LIKELY, POSSIBLE, Comparable, Likeness, compare, hopeless
from beneficiaries.models import DuplicatePair, DuplicateScan
from ledger import clock

PIECES = len(blocking.KEYS)
AT_ONCE = 1000

Found = tuple[Comparable, Comparable, Likeness]


def run(*, seconds: float | None = None) -> DuplicateScan:
    """Continue the search that is under way, or begin one; stop after the piece at which `seconds` have passed.

    A search that is not finished has `finished_at` None: call again. Two at once take turns, piece by piece.
    """
    began = time.monotonic()
    while True:
        scan = _one_piece()
        if scan.finished_at is not None or (seconds is not None and time.monotonic() - began >= seconds):
            return scan


def likely(key: blocking.Key) -> Iterator[Found]:
    """Yield the new pairs of this key's blocks that are likely one person's."""
    possible = (pair for block in blocking.blocks(key) for pair in _possible(block))
    while some := list(islice(possible, AT_ONCE)):
        yield from _likely(_unknown(some))


def _one_piece() -> DuplicateScan:
    with transaction.atomic():
        scan = DuplicateScan.objects.select_for_update().filter(finished_at__isnull=True).first()
        if scan is None:
            scan = DuplicateScan.objects.create()
        if scan.piece < PIECES:
            scan.found += _keep(likely(blocking.KEYS[scan.piece]))
            scan.piece += 1
        if scan.piece >= PIECES:
            scan.finished_at = clock.now()
        scan.save()
    return scan


def _possible(block: list[Comparable]) -> Iterator[tuple[Comparable, Comparable]]:
    for first, second in combinations(block, 2):
        if first.pk == second.pk or hopeless(first, second):
            continue
        if compare(first, second).score >= POSSIBLE:
            yield (first, second) if first.pk < second.pk else (second, first)


def _unknown(pairs: list[tuple[Comparable, Comparable]]) -> list[tuple[Comparable, Comparable]]:
    """Return each pair once, without those that are kept already."""
    once = {(first.pk, second.pk): (first, second) for first, second in pairs}
    kept = DuplicatePair.objects.filter(first__in={first for first, _ in once}).values_list("first_id", "second_id")
    for pair in kept:
        once.pop(pair, None)
    return list(once.values())


def _likely(pairs: list[tuple[Comparable, Comparable]]) -> Iterator[Found]:
    asked = with_households({record for pair in pairs for record in pair})
    for first, second in pairs:
        likeness = compare(asked[first.pk], asked[second.pk])
        if likeness.score >= LIKELY:
            yield first, second, likeness


def _keep(found: Iterable[Found]) -> int:
    count = 0
    for some in _batches(found):
        rows = [
            DuplicatePair(first_id=first.pk, second_id=second.pk, score=likeness.score, signs=likeness.signs)
            for first, second, likeness in some
        ]
        DuplicatePair.objects.bulk_create(rows, ignore_conflicts=True)
        count += len(rows)
    return count


def _batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    each = iter(found)
    while some := list(islice(each, AT_ONCE)):
        yield some
