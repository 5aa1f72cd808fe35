"""Who may do what with an application. Pages, domain functions and templates ask these same questions."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import Http404

from accounts.queries.query_keys import QueryKey
from accounts.states import Perm
from intake.models import Application, ApplicationQuerySet
from intake.states import ALLOWED, STATING, Status, Step
from ledger.prepared_queries import Instances, Param
from ui.converters import ReferenceConverter

if TYPE_CHECKING:
    from accounts.models import Staff
    from accounts.states import Reader

MOVE_NEEDS: dict[Step, Perm] = {
    Step.SUBMIT: Perm.TAKE_IN,
    Step.BEGIN: Perm.ASSESS,
    Step.ASK: Perm.ASSESS,
    Step.ANSWER: Perm.TAKE_IN,
    Step.REFER: Perm.ASSESS,
    Step.SEND_BACK: Perm.SEND_BACK_CASES,
    Step.ACCEPT: Perm.RECORD_DECISIONS,
    Step.REJECT: Perm.RECORD_DECISIONS,
    Step.APPEAL: Perm.TAKE_IN,
    Step.REGISTER: Perm.REGISTER_ACCEPTED,
    Step.SERVE: Perm.DELIVER,
    Step.CLOSE: Perm.CLOSE_CASES,
}
# The researcher's own steps: a colleague with the same role leaves them alone; the head may stand in.
OWN_STEPS = (Step.ASK, Step.REFER)


def applications_for(user: "Reader") -> ApplicationQuerySet:
    """The applications that `user` may open, with what every page of a case shows."""
    return Application.objects.visible_to(user).select_related(
        *("beneficiary", "representative", "service", "policy_version", "branch", "researcher", "created_by"),
        *("notify_channel", "notify_contact"),
    )


def application_or_404(user: "Staff", reference: str) -> Application:
    """The application by its reference, or Http404 where it does not exist or is not `user`'s to see."""
    # what has no reference's form is not asked of the database, which breaks off at a NUL
    if not re.fullmatch(ReferenceConverter.regex, reference):
        raise Http404
    found: Application | None = _by_reference(QueryKey.of(user)).one(**QueryKey.given(user), reference=reference)
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=256)
def _by_reference(query_key: QueryKey) -> Instances:
    """Every page of a case begins with this query, whose nine joins take longer to plan than to carry out."""
    return Instances(lambda: applications_for(query_key).filter(reference=Param("reference")))


def is_barred(user: "Staff", application: Application) -> bool:
    """Whether a declared conflict closes this application to `user`."""
    return application.recusals.filter(staff=user).exists()


def may_move(user: "Staff", application: Application, step: Step) -> bool:
    """Whether `user` may make this move from where the application stands (the move's own guards apart)."""
    if not user.may(MOVE_NEEDS[step]) or not leads_from(application.state, step):
        return False
    if step in OWN_STEPS and application.researcher_id != user.pk and not user.may(Perm.ASSIGN):
        return False
    return not is_barred(user, application)


def may_state(user: "Staff", application: Application) -> bool:
    """Whether `user` may enter or correct the applicant's data now."""
    return user.may(Perm.TAKE_IN) and application.state in STATING and not is_barred(user, application)


def may_study(user: "Staff", application: Application) -> bool:
    """Whether `user` may record reviews, interviews and a recommendation now."""
    if application.state != Status.IN_ASSESSMENT or not user.may(Perm.ASSESS):
        return False
    return application.researcher_id == user.pk or user.may(Perm.ASSIGN)


def leads_from(status: Status, step: Step) -> bool:
    """Whether the table of moves has this move from this status."""
    return any(start == status and name == step for (start, _end), name in ALLOWED.items())
