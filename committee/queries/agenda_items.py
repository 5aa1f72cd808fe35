"""Find cases on agendas, and cases that await a place on one."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from committee.models import AgendaItem
from committee.queries.committees import committees_of
from intake.queries import cases
from policy.states import Decider

if TYPE_CHECKING:
    from accounts.models import Staff
    from committee.models import Sitting
    from intake.models import ApplicationQuerySet


def item_or_404(user: "Staff", pk: int) -> AgendaItem:
    """Return an agenda item of one of `user`'s committees. Raise Http404 where there is none, or they are recused."""
    item = (
        AgendaItem.objects.select_related("sitting__committee", "application")
        .filter(pk=pk, sitting__committee_id__in=committees_of(user))
        .exclude(application__recusals__staff_id=user.pk)
        .first()
    )
    if item is None:
        raise Http404
    return item


def waiting(*, sitting: "Sitting", by: "Staff") -> "ApplicationQuerySet":
    """Return a committee's cases that await a decision, stand on no agenda and were not taken off this one.

    None of them is closed to `by`.
    """
    on_agenda = AgendaItem.objects.filter(
        Q(postponed_at__isnull=True, round=OuterRef("round")) | Q(sitting=sitting), application=OuterRef("pk")
    )
    awaiting = cases.applications_for(by).awaiting_decision().filter(policy_version__decided_by=Decider.COMMITTEE)
    return awaiting.exclude(Exists(on_agenda)).order_by("target_at", "pk")
