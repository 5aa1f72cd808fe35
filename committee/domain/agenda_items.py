"""Cases on an agenda: several put there at once, one sent back to its researcher."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from committee import rules
from committee.domain import department_decisions, sittings, votes
from committee.models import AgendaItem
from intake.domain import moves
from intake.models import Application
from intake.queries import cases
from ledger.errors import Refused
from policy.states import Decider

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff
    from committee.models import Sitting


def waiting(*, sitting: "Sitting", by: "Staff") -> "QuerySet[Application]":
    """A committee's cases that await a decision, stand on no agenda and were not taken off this one.

    None that is closed to `by`.
    """
    on_agenda = AgendaItem.objects.filter(
        Q(postponed_at__isnull=True, round=OuterRef("round")) | Q(sitting=sitting), application=OuterRef("pk")
    )
    found = cases.applications_for(by).awaiting_decision().filter(policy_version__decided_by=Decider.COMMITTEE)
    return found.exclude(Exists(on_agenda)).order_by("target_at", "pk")


def place(*, sitting_id: int, application_ids: Iterable[int], by: "Staff") -> tuple[list[AgendaItem], list[Refused]]:
    """Puts several cases on the agenda, in the order given. Returns the items made and the refusals.

    A case that a colleague put on an agenda meanwhile is refused alone: the others are placed all the same.
    """
    placed, refusals = [], []
    for application_id in application_ids:
        try:
            placed.append(sittings.place_on_agenda(sitting_id=sitting_id, application_id=application_id, by=by))
        except Refused as refused:
            refusals.append(refused)
    return placed, refusals


def send_back(*, item_id: int, step: int, by: "Staff", note: str) -> Application:
    """Sends the case back to its researcher and takes it off this agenda; `note` says what the study has to add.

    `step` is the application's as the page showed it. Raises Refused for an empty note, while a carried motion waits
    for its window, where the case moved on meanwhile, or where `by` does not hold the sitting.
    """
    if not note.strip():
        raise Refused(_("State what the researcher has to add."), field="note")
    with transaction.atomic():
        ids = AgendaItem.objects.values_list("sitting_id", "application_id").get(pk=item_id)
        sittings.held(ids[0], by)
        Application.objects.select_for_update().get(pk=ids[1])
        item = AgendaItem.objects.select_for_update().get(pk=item_id)
        if votes.carried_motion_holds(item):
            raise Refused(
                _("A motion on this case was carried. It is decided when its window has passed."), code="carried"
            )
        application = moves.send_back(application_id=ids[1], step=step, by=by, note=note)
        if item.postponed_at is None:
            reason = _("Sent back to the researcher: %(note)s") % {"note": note.strip()}
            sittings.postpone(item_id=item_id, by=by, reason=reason)
        return application


def send_back_from_file(*, application_id: int, step: int, by: "Staff", note: str) -> Application:
    """Sends a case that is on no agenda back to its researcher; `note` says what the study has to add.

    Raises Refused for an empty note, while a countersigned ruling waits for its window, or as intake's moves do.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if not rules.sees_decision_of(by, application):
            raise Refused(_("Only those who decide on a case send it back."), code="may")
        if department_decisions.any_holds(application):
            raise Refused(
                _("A ruling on this case is countersigned. It is recorded when its window has passed."), code="ruled"
            )
        return moves.send_back(application_id=application_id, step=step, by=by, note=note)
