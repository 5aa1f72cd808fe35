"""Two records of one person become one: everything of both is kept and moved, and both are kept as they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from beneficiaries.domain import refusals, validation
from beneficiaries.domain.duplicates.pairs import OPEN, pair_of, require_settling
from beneficiaries.domain.person_fields import PERSON_FIELDS
from beneficiaries.models import Beneficiary, DuplicatePair, Merge
from beneficiaries.states import PairState
from intake.models import Application
from intake.states import ENDS
from ledger import clock
from ledger.errors import Refused, Stale, translated_integrity_errors
from merging.domain import merge_plans

# what the reader may choose from either record; the identity is that of the record that stays
CHOSEN = tuple(name for name, field in PERSON_FIELDS.items() if field.chosen)
LONGEST = 300
RIVALS = _("Both have an open application for the same service. One is closed first.")
SENTENCES = {**refusals.SENTENCES, "one_open_application_per_service": RIVALS}


@dataclass(frozen=True)
class Rivals:
    """Two open applications for one service, one of each record: one has to be closed before they are merged."""

    kept: Application
    merged: Application


def merge(
    *,
    pair_id: int,
    kept_id: int,
    edits: Mapping[int, int],
    by: Staff,
    reason: str,
    taken: Iterable[str] = (),
) -> Merge:
    """Merge the pair's other record into `kept_id`, in one transaction; the fields in `taken` come from the other.

    `edits` are the counts, by record, that the page was opened with. Asked again for a pair that is merged, it returns
    that merge. Raises Stale where a record changed since, Refused: no permission, no reason, two open applications for
    one service, one acts for the other, or a pair that was found to be two people.
    """
    require_settling(by)
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        pair = DuplicatePair.objects.select_for_update().get(pk=pair_id)
        if done := Merge.objects.of(pair).first():
            return done
        kept, merged = _locked(pair, kept_id, edits)
        why = validation.line(reason, field="reason", longest=LONGEST)
        if not why:
            raise Refused(_("The reason is missing: how it is known that they are one."), field="reason", code="reason")
        if rivals(kept=kept, merged=merged, locked=True):
            raise Refused(RIVALS, code="rivals")
        made = _carry_out(merge_plans.plan(kept=kept, merged=merged, by=by), why, by)
        _take(kept.pk, merged, taken)
        Beneficiary.objects.filter(pk=merged.pk).update(merged_into=kept)
        _settle(pair, made)
    return made


def earlier(pair: DuplicatePair) -> Merge | None:
    """Return the merge of this pair, if it is done. Raise Refused where one of the two was merged into another."""
    if done := Merge.objects.of(pair).first():
        return done
    _refuse_merged(pair.first, pair.second)
    return None


def rivals(*, kept: Beneficiary, merged: Beneficiary, locked: bool = False) -> list[Rivals]:
    """Return the open applications of both for the same service."""
    found = Application.objects.filter(beneficiary__in=[kept, merged]).exclude(status__in=ENDS).order_by("pk")
    rows = list((found.select_for_update(of=("self",)) if locked else found).select_related("service", "beneficiary"))
    ours = {one.service_id: one for one in rows if one.beneficiary_id == kept.pk}
    return [
        Rivals(ours[one.service_id], one) for one in rows if one.beneficiary_id == merged.pk and one.service_id in ours
    ]


def differing(first: Beneficiary, second: Beneficiary) -> list[str]:
    """Return the fields of CHOSEN in which the two differ."""
    return [name for name in CHOSEN if getattr(first, name) != getattr(second, name)]


def better(name: str, first: Beneficiary, second: Beneficiary) -> Beneficiary:
    """Return the person whose value is proposed: the only one, else the longer name, else the newer record's."""
    one, other = str(getattr(first, name)), str(getattr(second, name))
    if bool(one) != bool(other):
        return first if one else second
    if name.endswith("_name") and len(one) != len(other):
        return first if len(one) > len(other) else second
    return max((first, second), key=lambda person: (person.created_at, person.pk))


def fuller(first: Beneficiary, second: Beneficiary) -> Beneficiary:
    """Return the record that is proposed to stay: the one with more applications, else the older."""
    counts = {person.pk: Application.objects.filter(beneficiary=person).count() for person in (first, second)}
    return max((first, second), key=lambda person: (counts[person.pk], -person.pk))


def _locked(pair: DuplicatePair, kept_id: int, edits: Mapping[int, int]) -> tuple[Beneficiary, Beneficiary]:
    """Return both people, locked in the order of their keys: another change of either waits, or is waited for."""
    both = [pair.first_id, pair.second_id]
    people = {one.pk: one for one in Beneficiary.objects.select_for_update().filter(pk__in=both).order_by("pk")}
    if kept_id not in people:
        raise Refused(_("Which of the two records stays is missing."), field="kept", code="kept")
    _refuse_merged(*people.values())
    if pair.state not in OPEN:
        raise Refused(_("A colleague found these to be two people. The pair is opened again first."), code="decided")
    if any(one.edits != edits.get(one.pk) for one in people.values()):
        raise Stale([], _("One of the two records changed while this page was open. Both are shown as they are now."))
    kept = people.pop(kept_id)
    return kept, next(iter(people.values()))


def _refuse_merged(*people: Beneficiary) -> None:
    if any(person.merged_into_id for person in people):
        raise Refused(refusals.MERGED_MEANWHILE, code="record_merged_already")


def _carry_out(plan: merge_plans.Plan, reason: str, by: Staff) -> Merge:
    made = Merge.objects.create(
        kept=plan.kept,
        merged=plan.merged,
        snapshot_kept=merge_plans.rows_of(plan.kept),
        snapshot_merged=merge_plans.rows_of(plan.merged),
        moved=plan.moved,
        left=plan.left,
        reason=reason,
        by=by,
    )
    for act in plan.acts:
        act()
    return made


def _take(kept_id: int, merged: Beneficiary, taken: Iterable[str]) -> None:
    """Write the chosen values, and count an edit anyway: pages that show the kept person are stale now."""
    person = Beneficiary.objects.get(pk=kept_id)
    changed = [name for name in CHOSEN if name in set(taken)]
    for name in changed:
        setattr(person, name, getattr(merged, name))
    person.save(update_fields=[*changed, "edits"])


def _settle(pair: DuplicatePair, made: Merge) -> None:
    """Close the pair. People who were told apart from the merged record are told apart from the kept one."""
    decided: dict[str, Any] = {"decided_by": made.by, "decided_at": clock.now()}
    DuplicatePair.objects.filter(pk=pair.pk).update(state=PairState.SAME, reason=made.reason, until=None, **decided)
    told_apart = DuplicatePair.objects.filter(state=PairState.NOT_SAME)
    for one in [*told_apart.filter(first=made.merged_id), *told_apart.filter(second=made.merged_id)]:
        other = one.second_id if one.first_id == made.merged_id else one.first_id
        first, second = pair_of(made.kept_id, other)
        values = {
            "score": one.score,
            "signs": one.signs,
            "state": PairState.NOT_SAME,
            "reason": one.reason,
            "decided_by": one.decided_by,
            "decided_at": one.decided_at,
        }
        known, new = DuplicatePair.objects.get_or_create(first_id=first, second_id=second, defaults=values)
        if not new and known.state in OPEN:
            DuplicatePair.objects.filter(pk=known.pk).update(**values, until=None)
