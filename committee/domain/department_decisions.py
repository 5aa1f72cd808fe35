"""A department's decision: one rules, another countersigns, and it is recorded once the window has passed."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.states import Perm
from committee import rules
from committee.domain import decision_records
from committee.models import Countersignature, Decision, DepartmentDecision
from eligibility.states import Outcome
from intake.models import Application, Recusal
from intake.states import Status
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff

_NEWER = gettext_lazy("A colleague has just ruled on this case. The newest ruling is the one that counts.")
SENTENCES = {
    **decision_records.SENTENCES,
    "a ruling is on a case that awaits a decision": gettext_lazy("This case does not await a decision."),
    "a committee decides on this case": gettext_lazy("This case is not one for the department to decide."),
    "only whoever is authorised to decide": gettext_lazy("Only whoever is authorised to decide rules on a case."),
    "only whoever is authorised to countersign": gettext_lazy("Only whoever is authorised to countersign does so."),
    "whoever declared a conflict takes no part": gettext_lazy(
        "Whoever declared a conflict of interest takes no part in the case."
    ),
    "whoever studied a case does not decide it": gettext_lazy("Whoever studied a case takes no part in deciding it."),
    "rulings are numbered one after another": _NEWER,
    "ruling_number_once": _NEWER,
    "there is a newer ruling": _NEWER,
    "a ruling on this case was countersigned already": gettext_lazy(
        "A ruling on this case is countersigned already. It is recorded when its window has passed."
    ),
    "a ruling is countersigned while its case awaits": gettext_lazy(
        "The case has moved on since this ruling. It cannot be countersigned any more."
    ),
    "nobody countersigns their own ruling": gettext_lazy("Nobody countersigns their own ruling."),
    "committee_countersignature_department_decision_id_key": gettext_lazy("This ruling has been answered already."),
    "the ruling was not countersigned": gettext_lazy(
        "The ruling is not countersigned, or holds no more. A new ruling is needed."
    ),
    "committee_decision_ruling_id_key": gettext_lazy("This case has been decided already."),
}


def decide(
    *,
    application_id: int,
    by: "Staff",
    outcome: Outcome,
    reasons: str,
    help_kind: str = "",
    amount: Decimal | None = None,
    conditions: str = "",
    after: int | None = None,
) -> DepartmentDecision:
    """Rules on a case; a later ruling takes the place of one that is not countersigned. `amount` is in riyals.

    `after` is the number of rulings that the page showed: Refused (code "overtaken") where there are more by now.
    Raises Refused: no reasons, acceptance without the kind of help, an amount on a rejection, or as the database says.
    """
    if not reasons.strip():
        raise Refused(_("State the reasons."), field="reasons")
    if outcome == Outcome.ACCEPT and not help_kind.strip():
        raise Refused(_("State the kind of help."), field="help_kind")
    if outcome == Outcome.REJECT and amount is not None:
        raise Refused(_("A rejection has no amount."), field="amount")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        made = application.department_decisions.filter(round=application.round).count()
        if after is not None and after != made:
            raise Refused(_NEWER, code="overtaken")
        department_decision = DepartmentDecision.objects.create(
            application=application,
            round=application.round,
            n=made + 1,
            outcome=outcome,
            help_kind=help_kind.strip(),
            amount=amount,
            conditions=conditions.strip(),
            reasons=reasons.strip(),
            by=by,
        )
        return DepartmentDecision.objects.get(pk=department_decision.pk)


def countersign(*, department_decision_id: int, by: "Staff", agreed: bool = True, note: str = "") -> Countersignature:
    """Agrees to a colleague's ruling, or declines it with `note` as the reason. It cannot be taken back.

    Raises Refused without a reason for declining, for one's own ruling, an older one, or as the database says.
    """
    if not agreed and not note.strip():
        raise Refused(_("State why you do not agree."), field="note")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        signed = Countersignature.objects.create(
            department_decision_id=department_decision_id, by=by, agreed=agreed, note=note.strip()
        )
        return Countersignature.objects.get(pk=signed.pk)


def record(*, department_decision_id: int, by: "Staff | None") -> Decision:
    """Copies a countersigned ruling into its decision and moves the case to ACCEPTED or REJECTED.

    `by` None is the sweep. Raises Refused before the window has passed, without the countersignature, or when decided.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        department_decision = DepartmentDecision.objects.get(pk=department_decision_id)
        application = Application.objects.select_for_update().get(pk=department_decision.application_id)
        may = by is None or (by.may(Perm.RECORD_DECISIONS) and rules.sees_decision_of(by, application))
        if not may:
            raise Refused(_("Recording decisions is not yours to do."), code="may")
        if by is not None and application.recusals.filter(staff=by).exists():
            raise Refused(SENTENCES["whoever declared a conflict takes no part"], code="may")
        decision_records.check(application)
        return decision_records.write(application, on=department_decision, by=by)


def due() -> "QuerySet[DepartmentDecision]":
    """Rulings that hold, whose case still awaits its decision and whose window has passed, the oldest first."""
    signer = Q(staff=OuterRef("by")) | Q(staff=OuterRef("countersignature__by"))
    return (
        DepartmentDecision.objects.filter(
            countersignature__agreed=True,
            decision__isnull=True,
            round=F("application__round"),
            step=F("application__step"),
            application__status=Status.AWAITING_DECISION,
            application__decision_not_before__lte=clock.now(),
        )
        .exclude(Exists(Recusal.objects.filter(signer, application=OuterRef("application"))))
        .order_by("application__decision_not_before", "pk")
    )


def record_due(*, limit: int = 200) -> list[Decision]:
    """Records every ruling that is due, each in its own transaction; one that is refused leaves the others be."""
    recorded = []
    for department_decision in due()[:limit]:
        try:
            recorded.append(record(department_decision_id=department_decision.pk, by=None))
        except Refused:
            # a conflict declared in this moment, or a colleague's click came first: the case stays on its list
            continue
    return recorded


def holds(department_decision: DepartmentDecision) -> bool:
    """Whether it is countersigned in agreement, on the case as it stands, and neither signer declared a conflict."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT department_decision_holds_v1(%s)", [department_decision.pk])
        return bool(cursor.fetchone()[0])


def any_holds(application: Application) -> bool:
    """Whether one of the case's rulings holds, so that it waits for nothing but its window."""
    return any(
        holds(department_decision)
        for department_decision in application.department_decisions.filter(round=application.round)
    )
