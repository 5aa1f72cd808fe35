"""Whose turn it is on a case that a department decides: one sentence, why, and where it leads."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.presenters.department_decisions import Ruled, Standing
from ui import calendars
from ui.cards import Action


def turn(ruled: Ruled) -> Action:
    """What the reader of a case has to do about its decision now."""
    return TURNS[ruled.standing](ruled)


def _unruled(ruled: Ruled) -> Action:
    if not ruled.may_decide:
        return Action(_("The case awaits a ruling"), _window(ruled))
    return Action(_("Deciding the case"), _counts_once(), _decide_url(ruled), _("Deciding"))


def _again(ruled: Ruled) -> Action:
    why = _("Since one of the two who signed declared a conflict of interest, the ruling holds no more.")
    answer = ruled.answer
    if answer is not None and not answer.agreed:
        why = _("%(name)s declined the ruling: %(note)s") % {"name": answer.by.name, "note": answer.note}
    if not ruled.may_decide:
        return Action(_("The case awaits a new ruling"), why)
    return Action(_("DepartmentDecision anew"), why, _decide_url(ruled), _("DepartmentDecision anew"))


def _waits(ruled: Ruled) -> Action:
    department_decision = ruled.department_decision
    assert department_decision is not None
    quiet_url, quiet_label = (_decide_url(ruled), _("Replacing the ruling")) if ruled.may_decide else ("", "")
    if ruled.may_countersign:
        return Action(
            _("Countersigning the ruling"),
            _("%(name)s has ruled on the case.") % {"name": department_decision.by.name},
            reverse("department:countersign", args=[department_decision.pk]),
            _("Answering the ruling"),
            quiet_url=quiet_url,
            quiet_label=quiet_label,
        )
    names = _(" or ").join(one.name for one in ruled.countersigners)
    why = _("It is for %(names)s to countersign it.") % {"names": names} if names else _nobody()
    return Action(_("The ruling awaits its countersignature"), why, quiet_url=quiet_url, quiet_label=quiet_label)


def _holds(ruled: Ruled) -> Action:
    department_decision = ruled.department_decision
    assert department_decision is not None
    if not ruled.due:
        return Action(_("The ruling is countersigned and waits for the window"), _window(ruled))
    if not ruled.may_record:
        return Action(_("The ruling is countersigned and the window has passed"), _("It will be recorded shortly."))
    return Action(
        _("Recording the decision"),
        _("The ruling is countersigned and the window has passed."),
        reverse("department:record", args=[department_decision.pk]),
        _("Recording the decision"),
        post=True,
    )


def _decided(ruled: Ruled) -> Action:
    assert ruled.decision is not None
    url = reverse("department:decision", args=[ruled.decision.pk])
    return Action(_("The case is decided"), quiet_url=url, quiet_label=_("Showing the decision"))


def _elsewhere(ruled: Ruled) -> Action:
    return Action(_("The case does not await a decision now"), str(ruled.application.state.label))


TURNS: dict[Standing, Callable[[Ruled], Action]] = {
    Standing.UNRULED: _unruled,
    Standing.WAITS: _waits,
    Standing.DECLINED: _again,
    Standing.LAPSED: _again,
    Standing.HOLDS: _holds,
    Standing.DECIDED: _decided,
    Standing.ELSEWHERE: _elsewhere,
}


def _decide_url(ruled: Ruled) -> str:
    return reverse("department:decide", args=[ruled.application.reference])


def _counts_once() -> str:
    return _("The ruling counts once a colleague has countersigned it.")


def _nobody() -> str:
    return _("Nobody else is authorised to countersign it. The administrator has to name somebody.")


def _window(ruled: Ruled) -> str:
    moment = ruled.application.decision_not_before
    if moment is None or ruled.due:
        return ""
    left = ngettext("one day left", "%(count)s days left", ruled.days_left) % {"count": number_format(ruled.days_left)}
    day = _("The outcome is announced from %(day)s.") % {"day": calendars.both(moment)}
    return f"{day} ({left})"
