"""The seven steps of the policy as the case file shows them: which are done, by whom and when."""

import datetime as dt
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desk.queries.case_files import CaseFile
from desk.states import BEFORE_DECISION, DECIDED
from intake.states import STATING, Status
from ui.dates import day

Row = dict[str, Any]
DONE, NOW, SKIPPED, AHEAD = "done", "now", "skipped", "ahead"


def rail(file: CaseFile) -> list[Row]:
    """Return the steps for ui/rail.html: [{label, state, meta}], named as the case's policy version names them."""
    steps = [step(file) for step in (_received, _matched, _referred, _declared, _told, _registered, _served)]
    now = _now(file, [step["state"] for step in steps])
    for number, (step, label) in enumerate(zip(steps, file.application.policy_version.steps, strict=True), start=1):
        step["label"] = label
        if number == now:
            step["state"] = NOW
    return steps


def _row(state: str, *meta: str | SafeString) -> Row:
    return {"state": state, "meta": [line for line in meta if line]}


def _day(moment: dt.datetime | dt.date | None) -> str | SafeString:
    return "" if moment is None else day(moment, short=True)


def _received(file: CaseFile) -> Row:
    application = file.application
    return _row(DONE, application.created_by.name, _day(application.created_at))


def _matched(file: CaseFile) -> Row:
    """Step 2 is done when no required document or line is open; the officer of the last one stands under it."""
    if not file.statement or file.open_points:
        return _row(AHEAD)
    closed = [line for line in file.lines if line.at is not None and line.by is not None]
    if not closed:
        return _row(DONE)
    last = max(closed, key=lambda line: line.at)  # type: ignore[arg-type,return-value]
    return _row(DONE, last.by.name if last.by else "", _day(last.at))


def _referred(file: CaseFile) -> Row:
    """Step 3 is taken only where something is unclear; once the data are signed without it, it was not needed."""
    if not file.referrals:
        return _row(SKIPPED, _("Not needed")) if file.declaration else _row(AHEAD, _("Where it is needed"))
    waiting = [referral for referral in file.referrals if referral.answered_at is None]
    if waiting:
        return _row(AHEAD, format_html(_("Awaiting an answer since {day}"), day=_day(waiting[0].asked_at)))
    last = max(file.referrals, key=lambda referral: referral.answered_at)  # type: ignore[arg-type,return-value]
    return _row(DONE, last.answered_by.name if last.answered_by else "", _day(last.answered_at))


def _declared(file: CaseFile) -> Row:
    """Step 4 looks at the newest statement: a correction is signed again."""
    if file.declaration is None:
        return _row(AHEAD)
    return _row(DONE, _("Signed by the applicant"), _day(file.declaration.signed_at))


def _told(file: CaseFile) -> Row:
    """Step 5 is ticked by handing over the receipt that states the window, and by nothing else."""
    receipt, moment = file.receipt, file.application.decision_not_before
    if receipt and receipt.handed_at:
        return _row(DONE, receipt.handed_by.name if receipt.handed_by else "", _day(receipt.handed_at))
    if moment is None:
        return _row(AHEAD)
    until = "" if file.window_passed else format_html(_("Until {day}"), day=_day(moment))
    return _row(AHEAD, _("The receipt was not handed over"), until)


def _registered(file: CaseFile) -> Row:
    if file.registration:
        return _row(DONE, file.registration.by.name, _day(file.registration.at))
    if file.application.state == Status.REJECTED:
        return _row(SKIPPED, _("After an acceptance only"))
    return _row(AHEAD, "" if file.application.state in DECIDED else _("After the decision"))


def _served(file: CaseFile) -> Row:
    if file.delivery:
        return _row(DONE, file.delivery.by.name, _day(file.delivery.provided_on))
    if file.application.state == Status.REJECTED:
        return _row(SKIPPED, _("After an acceptance only"))
    return _row(AHEAD, _("After the registration"))


def _now(file: CaseFile, states: list[str]) -> int:
    """Return the number of the step to be taken now, 0 where there is none."""
    status = file.application.state
    if status == Status.ACCEPTED:
        return 6
    if status == Status.REGISTERED:
        return 7
    if status in STATING and not (status == Status.AWAITING_APPLICANT and file.declaration):
        if any(referral.answered_at is None for referral in file.referrals):
            return 3
        return next((number for number in (2, 4) if states[number - 1] != DONE), 5)
    return 5 if status in BEFORE_DECISION and states[4] != DONE else 0
