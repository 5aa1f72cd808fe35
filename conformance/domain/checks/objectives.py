"""The objectives: what of each can be seen in the portal, and what of it cannot."""

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.states import Role
from conformance.domain import bodies, circulating, pages
from conformance.domain.checks.base import Absent, Check, listed, require
from conformance.domain.checks.steps import REFERRAL
from conformance.domain.clauses import Clause
from conformance.domain.scene import Scene, refused
from policy.models import PolicyVersion

if TYPE_CHECKING:
    from intake.models import Application, Referral

_INTERVIEW = "eligibility.domain.interviews.record"
STUDY = (
    "eligibility.domain.document_reviews.record",
    _INTERVIEW,
    "eligibility.domain.recommendations.write",
    "eligibility.domain.assessments.refer",
)
_OWING = "channels_log.domain.outbox.make"
_LOG = "channels_log.domain.communications.log"
_PASSAGE = ("desk:case", "intake:documents", "intake:match", "intake:declaration", "intake:receipt")


def check(clause: Clause, version: PolicyVersion) -> Check | None:
    body = bodies.carried_by(by_department=version.by_department)
    checks = {
        "o1": Check("objectives.need", ("intake.domain.match_sheets.record", *STUDY), need),
        "o2": Check("objectives.electronic", (*_PASSAGE, "intake.domain.moves.submit", _OWING), electronic),
        "o3": Check("objectives.answers", (_LOG, *REFERRAL), answers),
        "o4": Check("objectives.where_they_are", (_INTERVIEW, _OWING), where_they_are, NO_VISITS),
        "o6": Check(
            "objectives.trust",
            ("intake.domain.recusals.declare", "intake.domain.moves.appeal", *body, _OWING, "desk:case"),
            trust,
        ),
        "o7": Check("objectives.explained", (*REFERRAL, "intake:start"), explained, NO_PUBLIC_PAGES),
        "o9": Check("objectives.quality", circulating.CARRIED_BY, circulating.circulated, NO_QUALITY),
    }
    return checks.get(clause.name)


NO_VISITS = _("Visits are not planned in the portal, and applicants cannot serve themselves from where they are.")
NO_PUBLIC_PAGES = _("There are no public pages that say what the services are and are not.")
NO_QUALITY = _("The quality of the service is not measured by department yet.")
NOTHING = {
    "objective:o5": _("Nothing yet: satisfaction is not measured, because nobody can rate a service in the portal."),
    "objective:o8": _(
        "Nothing yet: the decision letter says that rating is the applicant's right, and the portal takes no rating."
    ),
    "objective:o10": _("Nothing yet: suggestions of beneficiaries are not taken in and followed up."),
}


def need(scene: Scene) -> object:
    """What was declared is matched, the case is studied, and without the study it is not referred."""
    application = scene.taken()
    with refused(_("referring a case that was not examined"), code="lacking"):
        scene.refer(application)
    review, interview, recommended = (
        scene.review(application),
        scene.interview(application),
        scene.recommend(application),
    )
    require(review.pk and interview.pk and recommended.reasons, _("the study of the case is not kept"))
    require(scene.refer(application).status == "awaiting_decision", _("a studied case is not referred"))
    return _(
        "Data were matched with documents; the case was referred only once documents were reviewed, an interview held"
        " and a recommendation written with its reasons."
    )


def electronic(scene: Scene) -> object:
    """From the draft to the receipt on the portal's pages, and the notice that a machine will carry."""
    from policy.models import Channel
    from policy.states import BY_MACHINE

    channel = Channel.objects.carrying_decisions().filter(ways__overlap=[way.value for way in BY_MACHINE]).first()
    if channel is None:
        raise Absent(_("no channel in use reaches anybody by machine"))
    application = scene.draft(channel=channel, way=channel.machine_ways[0])
    for page in ("intake:documents", "intake:match"):
        pages.shows(page, application.reference, by=scene.reception, texts=[application.reference])
    scene.fill(application)
    scene.match(application)
    pages.shows("intake:declaration", application.reference, by=scene.reception)
    scene.sign(application)
    scene.submit(application)
    for page in ("intake:receipt", "desk:case"):
        pages.shows(page, application.reference, by=scene.reception, texts=[application.reference])
    application.refresh_from_db()
    notice = scene.notice(application, "receipt")
    require(notice.state == "owed" and notice.recipient, _("the notice does not wait for the machine"))
    return format_lazy(
        _("An application went through the portal's pages to its receipt; a notice by “{channel}” waits to be sent."),
        channel=channel.name,
    )


def answers(scene: Scene) -> object:
    """Enquiries through several channels, and an answer from who knows."""
    from channels_log.domain import communications
    from channels_log.states import Direction
    from policy.models import Channel

    channels = list(Channel.objects.taking_in()[:3])
    require(len(channels) > 1, _("fewer than two channels take anybody in"))
    application = scene.draft()
    for channel in channels:
        logged = communications.log(
            by=scene.reception,
            channel=channel,
            direction=Direction.IN,
            application=application,
            summary=f"استفسار {channel.name}",
        )
        require(logged.channel_id == channel.pk, _("the contact does not keep its channel"))
    point = _answered(scene, application)
    require(point.answer, _("the answer is not kept"))
    return format_lazy(
        _("Enquiries were kept through {channels}; what was unclear was referred and answered."),
        channels=listed([channel.name for channel in channels]),
    )


def where_they_are(scene: Scene) -> object:
    """An interview at home, and a notice that a delegate carries to the person."""
    from channels_log.domain import manual_notices
    from channels_log.states import Outcome
    from policy.models import Channel

    carrier = Channel.objects.carrying_decisions().filter(ways__contains=["delegate"]).first()
    if carrier is None:
        raise Absent(_("no channel in use sends a delegate"))
    application = scene.taken(channel=carrier, way="delegate")
    require(scene.interview(application, place="home").place == "home", _("the interview does not say where it was"))
    notice = scene.notice(application, "receipt")
    require(notice.state == "by_hand", _("the notice does not wait for a delegate"))
    done = manual_notices.carry(notice_id=notice.pk, by=scene.reception, seen=0, outcome=Outcome.TOLD)
    require(done.state == "done", _("what the delegate did is not kept"))
    return format_lazy(
        _("An interview at home was recorded, and a notice was carried by a delegate through “{channel}”."),
        channel=carrier.name,
    )


def trust(scene: Scene) -> object:
    """A conflict closes the case, every reading leaves its line, and a refusal comes with reasons and a right."""
    from accounts.models import AccessLog
    from intake.domain import moves, recusals

    application = scene.referred(**_by_letter())
    pages.shows("desk:case", application.reference, by=scene.reception)
    readings = AccessLog.objects.filter(staff=scene.reception, application_ref=application.reference)
    require(readings.exists(), _("opening the case left no line in the log of readings"))
    colleague = scene.somebody(Role.RECEPTION)
    pages.shows("desk:case", application.reference, by=colleague)
    recusals.declare(application_id=application.pk, by=colleague, reason="قرابة")
    pages.hidden("desk:case", application.reference, by=colleague)
    with scene.later(application):
        decision = scene.decided(application, accept=False)
        application.refresh_from_db()
        require(decision.reasons in scene.letter(application, "decision"), _("the letter does not give the reasons"))
        require(scene.notice(application, "decision").letter_id, _("the decision has no letter"))
        again = moves.appeal(
            application_id=application.pk, step=application.step, by=scene.reception, note="مستند جديد"
        )
        require(again.round == application.round + 1, _("an appeal opens no new round"))
    return _(
        "The case closed itself to whoever declared a conflict; each reading left its line; the letter of a rejection"
        " gave its reasons, and an appeal opened a new round."
    )


def explained(scene: Scene) -> object:
    """The officer reads what a service is and explains it; what is unclear is referred and answered."""
    words = "تُسدَّد الأجرة للمؤجر مباشرة."
    described = scene.service(description=words)
    pages.shows("intake:start", scene.person().public_id, by=scene.reception, texts=[described.name, words])
    require(_answered(scene, scene.draft(service=described)).answer, _("the answer is not kept"))
    return _("The service's description stood before the officer at the counter; an unclear point was answered.")


def _answered(scene: Scene, application: "Application") -> "Referral":
    from intake.domain import referrals

    point = referrals.ask(application_id=application.pk, by=scene.reception, question="ما المقصود بالدخل؟")
    return referrals.answer(referral_id=point.pk, by=scene.staff(Role.HEAD), answer="مجموع ما يرد إلى الأسرة.")


def _by_letter() -> dict[str, Any]:
    from policy.models import Channel

    carrier = Channel.objects.carrying_decisions().filter(ways__contains=["letter"]).first()
    if carrier is None:
        raise Absent(_("no channel in use carries letters"))
    return {"channel": carrier, "way": "letter"}
