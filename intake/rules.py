"""Who may do what with an application. Pages, domain functions and templates ask these same questions."""

from typing import TYPE_CHECKING

from accounts.states import Perm
from intake.states import ALLOWED, ENDS, STATING, Status, Step

if TYPE_CHECKING:
    from accounts.models import Staff
    from intake.models import Application

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


def is_recused(user: "Staff", application: "Application") -> bool:
    """Return whether a declared conflict closes this application to `user`."""
    return application.recusals.filter(staff=user).exists()


def may_move(user: "Staff", application: "Application", step: Step) -> bool:
    """Return whether `user` may make this move from where the application stands (the move's own guards apart)."""
    if not user.may(MOVE_NEEDS[step]) or not leads_from(application.state, step):
        return False
    if step in OWN_STEPS and application.researcher_id != user.pk and not user.may(Perm.ASSIGN):
        return False
    return not is_recused(user, application)


def may_state(user: "Staff", application: "Application") -> bool:
    """Return whether `user` may enter or correct the applicant's data now."""
    return user.may(Perm.TAKE_IN) and application.state in STATING and not is_recused(user, application)


def may_study(user: "Staff", application: "Application") -> bool:
    """Return whether `user` may record reviews, interviews and a recommendation now."""
    if application.state != Status.IN_ASSESSMENT or not user.may(Perm.ASSESS):
        return False
    return application.researcher_id == user.pk or user.may(Perm.ASSIGN)


def may_refer(user: "Staff", application: "Application") -> bool:
    """Return whether `user` may put an unclear point to the person responsible now."""
    serves = user.may_any(Perm.TAKE_IN, Perm.ASSESS)
    return serves and application.status not in ENDS and not is_recused(user, application)


def leads_from(status: Status, step: Step) -> bool:
    """Return whether the table of moves has this move from this status."""
    return any(start == status and name == step for (start, _end), name in ALLOWED.items())
