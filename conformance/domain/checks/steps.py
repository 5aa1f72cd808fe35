"""The seven steps of serving a beneficiary."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.states import Role
from conformance.domain import bodies, pages
from conformance.domain.checks.base import Check, require
from conformance.domain.clauses import Clause
from conformance.domain.scene import Scene, refused
from policy.models import PolicyVersion


def check(clause: Clause, version: PolicyVersion) -> Check | None:
    """The check of a step by its number; what decides in it is the version's own body."""
    body = bodies.carried_by(by_department=version.by_department)
    checks = {
        "1": Check("steps.reception", ("beneficiaries.domain.people.register", *_CONTACT, "desk:person"), reception),
        "2": Check(
            "steps.completeness", ("intake.domain.match_sheets.record", "intake.domain.moves.submit"), completeness
        ),
        "3": Check("steps.referral", (*REFERRAL, "intake:referrals"), referral),
        "4": Check("steps.declaration", ("intake.domain.declarations.sign", "intake:declaration"), declaration),
        "5": Check("steps.window", (*_WINDOW, *body, "intake:receipt"), window),
        "6": Check("steps.registration", (*body, "delivery.domain.registrations.complete"), registration),
        "7": Check("steps.service", (*body, *_SERVICE), service),
    }
    return checks.get(clause.name)


REFERRAL = ("intake.domain.referrals.ask", "intake.domain.referrals.answer")
_CONTACT = ("channels_log.domain.communications.log",)
_WINDOW = ("intake.domain.moves.submit", "intake.domain.receipts.issue", "intake.domain.receipts.hand_over")
_SERVICE = ("delivery.domain.registrations.complete", "delivery.domain.deliveries.record")


def reception(scene: Scene) -> object:
    """Registered at the counter, found again, and the enquiry kept in the register of contacts."""
    from beneficiaries.domain import people
    from beneficiaries.models import Beneficiary
    from channels_log.domain import communications
    from channels_log.states import Direction
    from policy.models import Channel

    person = scene.person()
    require(Beneficiary.objects.filter(pk=person.pk).exists(), _("the person is not kept"))
    channel = Channel.objects.taking_in().first()
    require(channel, _("no channel takes anybody in"))
    assert channel is not None
    contact = communications.log(
        by=scene.reception, channel=channel, direction=Direction.IN, beneficiary=person, summary="استفسار عن الخدمات"
    )
    require(contact.by_id == scene.reception.pk and contact.at, _("the contact does not say who and when"))
    pages.shows("desk:person", person.public_id, by=scene.reception, texts=[person.family_name])
    with refused(_("the same person registered twice"), code="already_registered"):
        people.register(
            by=scene.reception,
            first_name="فحص",
            family_name="المطابقة",
            sex="female",
            birth_date=person.birth_date,
            id_kind=person.id_kind,
            id_kind_reason="فحص المطابقة",
            id_number=person.id_number,
        )
    return format_lazy(
        _("A person was registered once, their page opened, and their enquiry through “{channel}” kept with its time."),
        channel=channel.name,
    )


def completeness(scene: Scene) -> object:
    """Nothing is signed or submitted while a document or a line of the match sheet is open."""
    from intake.domain import statements
    from intake.models import Application, Move
    from intake.states import Status

    application = scene.draft()
    now = scene.fill(application)
    before = statements.open_points(now)
    require(before, _("the match sheet has nothing to match"))
    with refused(_("signing with an open match sheet"), code="sheet_open"):
        scene.sign(application)
    with refused(_("submitting with an open match sheet"), code="newest_unsigned"):
        scene.submit(application)
    with refused(_("submitting past the portal"), code="newest_unsigned"):
        Move.objects.create(
            application=application, n=1, from_status=Status.DRAFT, to_status=Status.SUBMITTED, by=scene.reception
        )
        Application.objects.filter(pk=application.pk).update(status=Status.SUBMITTED)
    scene.match(application)
    require(statements.open_points(scene.statement(application)) == 0, _("the sheet stays open once all is matched"))
    scene.sign(application)
    require(scene.submit(application).submitted_at, _("a complete application is not submitted"))
    return format_lazy(
        _(
            "With {open} points open, signing and submitting were refused, by the database too; matched, it went"
            " through."
        ),
        open=before,
    )


def referral(scene: Scene) -> object:
    """An unclear point goes to whom the policy names, and comes back with its answer."""
    from intake.domain import referrals

    application, head = scene.draft(), scene.staff(Role.HEAD)
    point = referrals.ask(application_id=application.pk, by=scene.reception, question="هل يُحتسب الدخل الموسمي؟")
    named = [scene.version.referral_to, point.question]
    pages.shows("intake:referrals", application.reference, by=scene.reception, texts=named)
    answered = referrals.answer(referral_id=point.pk, by=head, answer="يُحتسب متوسط الدخل خلال سنة.")
    require(answered.answered_at and answered.answered_by_id == head.pk, _("the answer is not kept with its giver"))
    pages.shows("intake:referrals", application.reference, by=scene.reception, texts=[answered.answer])
    with refused(_("a second answer"), code="referral_fixed"):
        referrals.answer(referral_id=point.pk, by=head, answer="جواب آخر.")
    return format_lazy(
        _("A point was put to “{to}”, answered and explained on the page, and could not be answered again."),
        to=scene.version.referral_to,
    )


def declaration(scene: Scene) -> object:
    """The applicant signs the policy's own words over the data, which then take no change."""
    from intake.domain import statements
    from intake.models import Statement

    application = scene.draft()
    scene.fill(application)
    scene.match(application)
    pages.shows("intake:declaration", application.reference, by=scene.reception)
    signed = scene.sign(application)
    require(signed.text == scene.version.declaration_text, _("what was signed are not the policy's words"))
    now = scene.statement(application)
    with refused(_("changing what was signed"), code="statement_signed"):
        statements.fill(statement_id=now.pk, edits=now.edits, by=scene.reception, answers={"rent": "1"})
    with refused(_("changing what was signed, past the portal"), code="statement_signed"):
        Statement.objects.filter(pk=now.pk).update(data={})
    return _(
        "The applicant signed the policy's wording over the matched data; afterwards a change of them was refused."
    )


def window(scene: Scene) -> object:
    """The receipt names the window and who decides; a day early nothing is decided."""
    from committee.models import Decision
    from intake.domain import receipts

    application = scene.referred()
    version = scene.version
    days = (application.decision_not_before - application.submitted_at).days
    require(days == version.decision_days, format_lazy(_("the window is of {days} days"), days=days))
    receipt = receipts.issue(application_id=application.pk, by=scene.reception)
    require(receipt.file.size, _("the receipt is empty"))
    pages.shows("intake:receipt", application.reference, by=scene.reception, texts=[version.window_text])
    require(version.deciding_body in version.window_text, _("the words of the window do not say who decides"))
    handed = receipts.hand_over(application_id=application.pk, by=scene.reception)
    require(handed.handed_at, _("handing the receipt over is not kept"))
    agreed = scene.body.agreed(application)
    with refused(_("a decision before the window has passed"), code="window"):
        scene.body.record(agreed)
    with refused(_("a decision before the window, past the portal"), code="decision_before_window"):
        Decision.objects.create(
            application=application, round=application.round, by=agreed.by, **agreed.source, **agreed.terms
        )
    return format_lazy(
        _(
            "The receipt names {body} and {days} days, and was handed over; before them the database refused the"
            " decision."
        ),
        body=version.deciding_body,
        days=days,
    )


def registration(scene: Scene) -> object:
    """Registered once accepted, and not before."""
    from delivery.domain import registrations
    from delivery.models import Registration
    from intake.states import Status

    application = scene.referred()
    with refused(_("registering before acceptance"), code="pair"):
        registrations.complete(application_id=application.pk, step=application.step, by=scene.reception)
    with scene.later(application):
        scene.decided(application)
        application.refresh_from_db()
        require(application.status == Status.ACCEPTED, _("the decision did not accept the application"))
        registrations.complete(application_id=application.pk, step=application.step, by=scene.reception)
        number = Registration.objects.get(application=application).number
    return format_lazy(
        _(
            "Before acceptance it was refused; after the window {body} accepted, and registration {number} was"
            " completed."
        ),
        body=scene.version.deciding_body,
        number=number,
    )


def service(scene: Scene) -> object:
    """Provided to a registered person, and not before."""
    from delivery.domain import deliveries, registrations
    from delivery.models import Delivery
    from intake.states import Status
    from ledger import clock

    application = scene.referred()
    with scene.later(application):
        scene.decided(application)
        application.refresh_from_db()
        given = {"what": "سداد إيجار سكن", "received_by": application.applicant_name, "provided_on": clock.today()}
        with refused(_("a service before the registration"), code="pair"):
            deliveries.record(application_id=application.pk, step=application.step, by=scene.reception, **given)
        registered = registrations.complete(application_id=application.pk, step=application.step, by=scene.reception)
        served = deliveries.record(application_id=application.pk, step=registered.step, by=scene.reception, **given)
        require(Delivery.objects.filter(application=application).exists(), _("what was provided is not kept"))
        require(served.status == Status.SERVED, _("the application is not served"))
    return _("Before the registration it was refused; then the service was recorded with its day and its receiver.")
