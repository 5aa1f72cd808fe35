"""The notice of a decision: that the answer is there, and where the applicant agreed, what it is."""

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from channels_log.domain.notices.kind import NoticeKind
from channels_log.domain.notices.wording import CASE, Owed, Written, fit, reference, signed, versions_of
from channels_log.models import Notice
from channels_log.states import Kind
from committee.models import Decision
from eligibility.states import Outcome
from policy.states import Way
from ui.arabic_amounts import riyals

DECIDED = ("item__sitting", "department_decision", *(f"application__{name}" for name in CASE))


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


def _as_owed(decision: Decision) -> Owed:
    due_at = decision.decided_at
    return Owed(application=decision.application, occasion=str(decision.pk), due_at=due_at, source=decision)


KIND = NoticeKind(
    kind=Kind.DECISION,
    # those of closed cases too: their notice is cancelled at once
    sources=lambda: Decision.objects.order_by("decided_at", "id").select_related(*DECIDED),
    marker="announced",
    noticed=Exists(
        Notice.objects.filter(
            application=OuterRef("application"), kind=Kind.DECISION, occasion=Cast(OuterRef("pk"), CharField())
        )
    ),
    as_owed=_as_owed,
    write=write,
)
