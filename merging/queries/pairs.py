"""The pairs of like records that a page shows, and what of their applications the reader may see."""

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from beneficiaries.models import Beneficiary, DuplicatePair, Merge
from beneficiaries.models.duplicates import LIKEST_FIRST
from intake.models import Application
from intake.queries.cases import applications_for

if TYPE_CHECKING:
    from accounts.models import Staff
    from beneficiaries.models.duplicates import PairQuerySet

BOTH = ("first", "second")
LATER, DECIDED = "later", "decided"


def listed(only: str) -> "PairQuerySet":
    """Return the pairs to be looked at, or `only` those put off ("later") or "decided"; with both people."""
    pairs = DuplicatePair.objects.all()
    rows = {LATER: pairs.put_off, DECIDED: pairs.decided}.get(only, pairs.due)()
    return rows.select_related(*BOTH).prefetch_related(*(f"{side}__contact_points" for side in BOTH))


def pair_or_404(pk: int) -> DuplicatePair:
    """Return the pair with all that the page compares of both people."""
    many = ("contact_points", "household", "representatives", "bank_accounts")
    single = ("branch", "created_by", "preferred_channel")
    rows = DuplicatePair.objects.select_related(
        *BOTH, "decided_by", *(f"{side}__{name}" for side in BOTH for name in single)
    )
    return get_object_or_404(rows.prefetch_related(*(f"{side}__{name}" for side in BOTH for name in many)), pk=pk)


def merge_or_404(pair_id: int) -> Merge:
    """Return the merge of a pair that was found to be one person."""
    pair = get_object_or_404(DuplicatePair.objects.merged(), pk=pair_id)
    return get_object_or_404(Merge.objects.of(pair).select_related("kept", "merged", "by"))


def first_due() -> DuplicatePair | None:
    """Return the likest of the pairs to be looked at."""
    return DuplicatePair.objects.due().order_by(*LIKEST_FIRST).first()


def neighbours(pair: DuplicatePair) -> dict[str, DuplicatePair | None]:
    """Return the "previous" and the "next" pair among those to be looked at."""
    due = DuplicatePair.objects.due()
    return {"next": due.after(pair).first(), "previous": due.before(pair).first()}


def applications_of(people: list[Beneficiary], user: "Staff") -> dict[int, tuple[list[Application], int]]:
    """Return by person the applications that `user` may see, the newest first, and how many there are besides."""
    visible = list(applications_for(user).filter(beneficiary__in=people).order_by("-created_at", "-pk"))
    owners = list(Application.objects.filter(beneficiary__in=people).values_list("beneficiary_id", flat=True))
    rows = {person.pk: [row for row in visible if row.beneficiary_id == person.pk] for person in people}
    return {pk: (mine, owners.count(pk) - len(mine)) for pk, mine in rows.items()}


def visible_ids(applications: list[Application], user: "Staff") -> set[int]:
    """Return which of these applications `user` may open."""
    if not applications:
        return set()
    return set(applications_for(user).filter(pk__in=[row.pk for row in applications]).values_list("pk", flat=True))
