"""Whose turn it is on a case that a department decides: one sentence, why, and where it leads."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.presenters.department_decisions import DepartmentRound, Stage
from ui import calendars
from ui.cards import Action


def turn(department: DepartmentRound) -> Action:
    """Return what the reader of a case has to do about its decision now."""
    return TURNS[department.stage](department)


def _undecided(department: DepartmentRound) -> Action:
    if not department.may_decide:
        return Action(_("The case awaits a ruling"), _window(department))
    return Action(_("Deciding the case"), _counts_once(), _decide_url(department), _("Decide"))


def _again(department: DepartmentRound) -> Action:
    why = _("Since one of the two who signed declared a conflict of interest, the ruling holds no more.")
    answer = department.answer
    if answer is not None and not answer.agreed:
        why = _("%(name)s declined the ruling: %(note)s") % {"name": answer.by.name, "note": answer.note}
    if not department.may_decide:
        return Action(_("The case awaits a new ruling"), why)
    return Action(_("Ruling anew"), why, _decide_url(department), _("Rule anew"))


def _waits(department: DepartmentRound) -> Action:
    current = department.current
    assert current is not None
    quiet_url, quiet_label = (_decide_url(department), _("Replace ruling")) if department.may_decide else ("", "")
    if department.may_countersign:
        return Action(
            _("Countersigning the ruling"),
            _("%(name)s has ruled on the case.") % {"name": current.by.name},
            reverse("department:countersign", args=[current.pk]),
            _("Answer ruling"),
            quiet_url=quiet_url,
            quiet_label=quiet_label,
        )
    names = _(" or ").join(staff.name for staff in department.countersigners)
    why = _("It is for %(names)s to countersign it.") % {"names": names} if names else _nobody()
    return Action(_("The ruling awaits its countersignature"), why, quiet_url=quiet_url, quiet_label=quiet_label)


def _holds(department: DepartmentRound) -> Action:
    current = department.current
    assert current is not None
    if not department.window.passed:
        return Action(_("The ruling is countersigned and waits for the window"), _window(department))
    if not department.may_record:
        return Action(_("The ruling is countersigned and the window has passed"), _("It will be recorded shortly."))
    return Action(
        _("Recording the decision"),
        _("The ruling is countersigned and the window has passed."),
        reverse("department:record", args=[current.pk]),
        _("Record decision"),
        post=True,
    )


def _decided(department: DepartmentRound) -> Action:
    assert department.decision is not None
    url = reverse("department:decision", args=[department.decision.pk])
    return Action(_("The case is decided"), quiet_url=url, quiet_label=_("Show decision"))


def _elsewhere(department: DepartmentRound) -> Action:
    return Action(_("The case does not await a decision now"), str(department.application.state.label))


TURNS: dict[Stage, Callable[[DepartmentRound], Action]] = {
    Stage.UNDECIDED: _undecided,
    Stage.WAITS: _waits,
    Stage.DECLINED: _again,
    Stage.LAPSED: _again,
    Stage.HOLDS: _holds,
    Stage.DECIDED: _decided,
    Stage.ELSEWHERE: _elsewhere,
}


def _decide_url(department: DepartmentRound) -> str:
    return reverse("department:decide", args=[department.application.reference])


def _counts_once() -> str:
    return _("The ruling counts once a colleague has countersigned it.")


def _nobody() -> str:
    return _("Nobody else is authorised to countersign it. The administrator has to name somebody.")


def _window(department: DepartmentRound) -> str:
    moment = department.application.decision_not_before
    if moment is None or department.window.passed:
        return ""
    left = ngettext("one day left", "%(count)s days left", department.window.days_left) % {
        "count": number_format(department.window.days_left)
    }
    day = _("The outcome is announced from %(day)s.") % {"day": calendars.both(moment)}
    return f"{day} ({left})"
