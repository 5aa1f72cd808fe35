"""The notice that an application was received, and from when its answer may come (policy step 5)."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from channels_log.domain.notices.kind import NoticeKind
from channels_log.domain.notices.wording import CASE, Owed, Written, fit, reference, signed
from channels_log.models import SUBMISSION, Notice
from channels_log.states import Kind
from intake.models import Application, ApplicationQuerySet
from intake.states import Status
from policy.states import BY_HAND, Way
from ui import calendars

# who is told by hand gets the printed receipt at the counter: within this time no manual notice is made of it
HAND_AFTER = dt.timedelta(hours=1)


def write(owed: Owed) -> Written:
    """Return the text for the way that the applicant chose. It never carries an identity number."""
    application = owed.application
    earliest, target = _window(application)
    dates = {"earliest": earliest, "target": target, "reference": reference(application)}
    paragraphs = (
        _("The association has received your application %(reference)s for “%(service)s”.")
        % {**dates, "service": application.service.name},
        _("The answer is announced from %(earliest)s on, and the target for it is %(target)s.") % dates,
    )
    subject = _("Your application %(reference)s was received") % dates
    match application.notify_way:
        case Way.SMS:
            return Written(body=_sms(application))
        case Way.EMAIL:
            return Written(body=signed(application, *paragraphs), subject=subject)
        case Way.PHONE:
            return Written(body="\n\n".join(paragraphs), subject=subject)
        case _:
            return Written(
                body=_("A letter that the application was received: to be handed over as it is."),
                subject=subject,
                letter="channels_log/receipt_letter.html",
                context={"application": application},
            )


def _sms(application: Application) -> str:
    day = application.decision_not_before
    assert day is not None
    stated, short = calendars.both(day, letter=True), calendars.both(day)
    full = _("%(association)s: we received your application %(reference)s. The answer is announced from %(day)s on.")
    bare = _("We received your application %(reference)s. The answer is announced from %(day)s on.")
    values = {"association": application.policy_version.association.name, "reference": reference(application)}
    return fit([text % {**values, "day": date} for text, date in ((full, stated), (full, short), (bare, stated))])


def _window(application: Application) -> tuple[str, str]:
    assert application.decision_not_before is not None
    assert application.target_at is not None
    return tuple(calendars.both(day, letter=True) for day in (application.decision_not_before, application.target_at))  # type: ignore[return-value]


def _submitted() -> ApplicationQuerySet:
    return (
        Application.objects.filter(submitted_at__isnull=False)
        .exclude(status=Status.CLOSED)
        .order_by("submitted_at")
        .select_related(*CASE)
    )


def _as_owed(application: Application) -> Owed:
    at = application.submitted_at
    assert at is not None
    take_up_at = at + HAND_AFTER if application.notify_way in BY_HAND else None
    return Owed(application=application, occasion=SUBMISSION, due_at=at, take_up_at=take_up_at, source=application)


KIND = NoticeKind(
    kind=Kind.RECEIPT,
    sources=_submitted,
    marker="receipt_noticed",
    noticed=Exists(Notice.objects.filter(application=OuterRef("pk"), kind=Kind.RECEIPT, occasion=SUBMISSION)),
    as_owed=_as_owed,
    write=write,
)
