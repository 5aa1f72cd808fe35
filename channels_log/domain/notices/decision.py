"""The notice of a decision: that the answer is there, and where the applicant agreed, what it is."""

import datetime as dt

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from channels_log.domain.notices.kind import NoticeKind
from channels_log.domain.notices.wording import Owed, Written, fit, reference, signed, versions_of
from channels_log.models import Notice
from channels_log.states import Kind
from committee.models import Decision
from committee.models.decisions import DecisionQuerySet
from eligibility.states import Outcome
from ledger import clock
from policy.states import Way
from ui.arabic_amounts import riyals

LATE = dt.timedelta(hours=1)
CASE = (
    "item__sitting",
    "department_decision",
    *(
        f"application__{name}"
        for name in (
            "beneficiary", "representative", "policy_version__association", "notify_channel", "notify_contact",
            "service",
        )
    ),
)  # fmt: skip


def owed(limit: int) -> list[Owed]:
    """Return decisions without a notice, the oldest first; for those of closed cases it is cancelled at once."""
    return _as_owed(Decision.objects.unannounced().filter(~_told()).select_related(*CASE)[:limit])


def lost() -> list[Owed]:
    """Return unannounced decisions that the marker does not show, or has shown for long."""
    before = clock.now() - LATE
    untold = Decision.objects.filter(~_told()).order_by("decided_at").select_related(*CASE)
    return [row for row in _as_owed(untold) if row.source.announced or row.source.decided_at < before]


def lagging() -> int:
    """Return how many decisions are marked as owed although their notice exists."""
    return Decision.objects.filter(_told(), announced=False).count()


def write(owed: Owed) -> Written:
    """Return the text for the way that the applicant chose. It says the outcome only where they agreed to that."""
    application, decision = owed.application, owed.source
    subject = _("The answer to your application %(reference)s") % {"reference": reference(application)}
    match application.notify_way:
        case Way.SMS:
            return Written(body=_sms(owed))
        case Way.EMAIL:
            return Written(body=signed(application, *_paragraphs(owed)), subject=subject)
        case Way.PHONE:
            return Written(body="\n\n".join(_paragraphs(owed)), subject=subject)
        case _:
            return Written(
                body=_("The letter with the decision: to be handed over closed, to the applicant in person."),
                subject=subject,
                letter="channels_log/decision_letter.html",
                context={
                    "application": application,
                    "decision": decision,
                    "accepted": decision.outcome == Outcome.ACCEPT,
                    "in_words": riyals(decision.amount) if decision.amount else "",
                    "number": decision.number,
                },
            )


def _sms(owed: Owed) -> str:
    application = owed.application
    if not application.outcome_in_message:
        texts = (
            _(
                "%(association)s: the answer to your application %(reference)s is ready. To get it, please visit us"
                " with your ID or call %(phone)s."
            ),
            _("%(association)s: the answer to your application %(reference)s is ready. Please visit us with your ID."),
            _("The answer to your application %(reference)s is ready. Please visit the association with your ID."),
        )
    elif owed.source.outcome == Outcome.ACCEPT:
        texts = (
            _(
                "%(association)s: your application %(reference)s was accepted. To complete the registration, please"
                " visit us with your ID or call %(phone)s."
            ),
            _("%(association)s: your application %(reference)s was accepted. Please visit us with your ID."),
            _("Your application %(reference)s was accepted. Please visit the association with your ID to register."),
        )
    else:
        texts = (
            _(
                "%(association)s: your application %(reference)s was not accepted. For the reasons and an appeal,"
                " please visit us with your ID or call %(phone)s."
            ),
            _("%(association)s: your application %(reference)s was not accepted. Please visit us for the reasons."),
            _("Your application %(reference)s was not accepted. Please visit the association for the reasons."),
        )
    return fit(versions_of(application, long=texts[0], middle=texts[1], short=texts[2]))


def _paragraphs(owed: Owed) -> list[str]:
    application = owed.application
    values = {"reference": reference(application), "service": application.service.name}
    ready = _("The answer to your application %(reference)s for “%(service)s” is ready.")
    visit = _("To get it, please visit the association with your ID.")
    if application.outcome_in_message and owed.source.outcome == Outcome.ACCEPT:
        ready = _("Your application %(reference)s for “%(service)s” was accepted.")
        visit = _("To complete the registration, please visit the association with your ID.")
    elif application.outcome_in_message:
        ready = _("Your application %(reference)s for “%(service)s” was not accepted.")
        visit = _("For the reasons, and for how to appeal, please visit the association with your ID.")
    return [ready % values, visit]


def _told() -> Exists:
    occasion = Cast(OuterRef("pk"), CharField())
    return Exists(Notice.objects.filter(application=OuterRef("application"), kind=Kind.DECISION, occasion=occasion))


def _as_owed(decisions: DecisionQuerySet) -> list[Owed]:
    return [
        Owed(application=row.application, occasion=str(row.pk), due_at=row.decided_at, source=row) for row in decisions
    ]


KIND = NoticeKind(kind=Kind.DECISION, owed=owed, write=write, lost=lost, lagging=lagging)
