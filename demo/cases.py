"""One person's passage, from the counter to the service, with the turns that cases take."""

import datetime as dt
from decimal import Decimal

from accounts.models import Staff
from beneficiaries.domain import households, people, representatives
from beneficiaries.models import Beneficiary, Representative
from beneficiaries.states import ProofKind, RepresentativeKind
from channels_log.domain import communications
from channels_log.states import Direction
from channels_log.states import Outcome as ContactOutcome
from committee.models import Decision
from delivery.domain import deliveries, registrations
from demo import names, papers, person_details
from demo import services as catalogue
from demo.timeline import Stage, Story
from eligibility.domain import document_reviews, recommendations
from eligibility.domain.proposals import Proposal
from eligibility.states import Finding, Outcome, Place
from intake.domain import documents, match_sheets, moves, receipts, referrals, statements
from intake.models import Application, Service, Statement
from intake.states import ClosedReason, MatchResult, Stands, Status
from ledger import clock
from policy.models import Channel
from scenarios import applications as scenario
from scenarios import assessments as study

WAYS = ("sms",) * 7 + ("email",) * 2 + ("phone", "letter", "delegate")
QUESTIONS = (
    ("هل يُقبل عقد الإيجار إذا كان باسم الزوج؟", "يُقبل إذا كان موثّقًا وأُرفقت وثيقة تثبت صلة القرابة."),
    ("هل يلزم تعريف جديد بالدخل لمن تقاعد هذا العام؟", "يكفي إشعار التقاعد مع كشف حساب لآخر ثلاثة أشهر."),
    ("هل تشمل الخدمة من يسكن مع والديه؟", "تشمله متى كان مسؤولًا عن الإنفاق على الأسرة."),
)
CALLS = (
    "استفسار عن حالة الطلب، وأُوضحت مدة البت وتاريخ إعلان النتيجة.",
    "طلب تغيير رقم الجوال، وأُحيل إلى الاستقبال لتحديثه.",
    "أُكّد موعد المقابلة، وأجاب مقدّم الطلب بنفسه.",
)
SUMMARIES = (
    "دخل الأسرة ثابت، ولا عائل آخر لها. أكّدت المقابلة ما ورد في الطلب.",
    "الأسرة تسكن بالإيجار، وعليها متأخرات دفعة واحدة. الحاجة ظاهرة.",
    "دخل الأسرة من عمل متقطع، ولا يكفي نفقاتها الأساسية.",
    "تبيّن في المقابلة دخل إضافي لم يُذكر عند التقديم، وأُثبت في الدراسة.",
)
RELATIONS = ("spouse", "son", "daughter", "son", "daughter", "mother")


def case(stage: Stage, starts: dt.datetime) -> Story:
    """A case as it comes: received, submitted, studied; what the committee does with it is the committee's story."""
    branch = "RUH" if stage.chance(0.7) else "JED"
    reception = stage.cast.receptionist(branch)
    yield starts
    application = _receive(stage, branch, reception)
    if stage.chance(0.04):
        return  # a draft that nobody came back to finish
    yield stage.later(minutes=25)
    yield from _complete(stage, application, reception)
    if stage.chance(0.04):
        yield stage.later(days=3)
        _close(application, reception, ClosedReason.WITHDRAWN)
        return
    researcher = stage.random.choice(stage.cast.researchers(branch))
    yield stage.later(days=1.6)
    application = _fresh(application)
    application = study.take(application, by=researcher)
    yield from _study(stage, application, researcher, reception)
    yield from _after_decision(stage, application, reception)


def _receive(stage: Stage, branch: str, reception: Staff) -> Application:
    person = _person(stage, reception)
    service = stage.random.choices(stage.services, (5, 6, 4, 2, 3))[0]
    way = stage.random.choice(WAYS)
    return scenario.open_draft(
        by=reception,
        person=person,
        service=service,
        branch=stage.cast.branches[branch],
        way=way,
        representative=_representative(stage, person, reception) if stage.chance(0.1) else None,
        outcome_in_message=stage.chance(0.3),
    )


def _person(stage: Stage, reception: Staff) -> Beneficiary:
    serial, random = next(stage.serials), stage.random
    who = names.name(random)
    born = random.randint(1944, 2000)
    person = people.register(
        by=reception,
        left_to_review=True,
        consent=person_details.consent(serial),
        first_name=who.first,
        father_name=who.father,
        grandfather_name=who.grandfather,
        family_name=who.family,
        sex=who.sex,
        birth_date=dt.date(born, random.randint(1, 12), random.randint(1, 28)),
        nationality="SA",
        id_kind="national",
        id_number=names.id_number(serial),
        id_expires_on=clock.today() + dt.timedelta(days=random.randint(200, 2500)),
        city="الرياض" if reception.branch and reception.branch.code == "RUH" else "جدة",
        district=random.choice(names.DISTRICTS),
        mobile=names.mobile(serial),
        email=f"person{serial}@demo.example",
        household_members=_household(stage, who, born),
        **person_details.address(serial),
    )
    person_details.add(person, reception, serial)
    return person


def _household(stage: Stage, who: names.Name, born: int) -> list[households.MemberRow]:
    """Up to five members whose ages fit the applicant's."""
    random = stage.random
    husband = names.name(random, "male")
    rows: list[households.MemberRow] = []
    for relation in random.sample(RELATIONS, random.randint(0, 5)):
        sex, years = {"son": ("male", 25), "daughter": ("female", 25), "mother": ("female", -23)}.get(
            relation, ("female" if who.sex == "male" else "male", 2)
        )
        year = min(max(born + years + random.randint(0, 9), 1922), 2024)
        spouse_or_mother = relation in ("spouse", "mother")
        family = who.family if who.sex == "male" else husband.family
        if spouse_or_mother:
            family = husband.family if relation == "spouse" and who.sex == "female" else random.choice(names.FAMILIES)
        father = random.choice(names.MEN) if spouse_or_mother else (who.first if who.sex == "male" else husband.first)
        given = names.name(random, sex).first
        if relation == "spouse" and who.sex == "female":
            given, father = husband.first, husband.father
        rows.append(
            {
                "name": f"{given} {father} {family}",
                "relation": {"spouse": "wife" if who.sex == "male" else "husband"}.get(relation, relation),
                "birth_date": dt.date(year, random.randint(1, 12), random.randint(1, 28)),
                "dependent": True,
            }
        )
    return rows


def _representative(stage: Stage, person: Beneficiary, reception: Staff) -> Representative:
    who, serial = names.name(stage.random), next(stage.serials)
    return representatives.add(
        beneficiary_id=person.pk,
        by=reception,
        kind=RepresentativeKind.AGENT,
        name=" ".join((who.first, who.father, who.grandfather, who.family)),
        id_kind="national",
        id_number=names.id_number(serial),
        phone=names.mobile(serial),
        document_kind=ProofKind.POWER_OF_ATTORNEY,
        document_number=f"4400{serial:05d}",
        document_expires_on=clock.today() + dt.timedelta(days=500),
        seen_original=True,
    )


def _complete(stage: Stage, application: Application, reception: Staff) -> Story:
    """Data, documents, match, perhaps a referral; signature, submission, receipt."""
    _fill(stage, application, reception)
    if stage.chance(0.1):
        yield stage.later(days=2)
    if stage.chance(0.2):
        question, answer = stage.random.choice(QUESTIONS)
        referral = referrals.ask(application_id=application.pk, by=reception, question=question)
        if stage.chance(0.9):
            yield stage.later(hours=3)
            referrals.answer(referral_id=referral.pk, by=stage.cast.staff["huda"], answer=answer)
    if stage.chance(0.05):
        yield stage.later(days=4)  # the matching is left for the next visit
    _match(stage, application, reception)
    scenario.sign(application, by=reception)
    yield stage.later(minutes=10)
    application = scenario.submit(application, by=reception)
    receipts.issue(application_id=application.pk, by=reception)
    if stage.chance(0.96):
        receipts.hand_over(application_id=application.pk, by=reception)


def _fill(stage: Stage, application: Application, reception: Staff) -> Statement:
    statement = application.statements.get()
    service = application.service
    answers = catalogue.answers(service, stage.random)
    recent = stage.ends - stage.now < dt.timedelta(days=9)
    shown = {}
    for row in statement.documents.all():
        scanned = recent and stage.chance(0.5)
        facts = [(line.label, line.declared or answers.get(line.key, "")) for line in row.lines.all()]
        shown[row.pk] = documents.Shown(
            file=papers.scan(title=row.label, facts=facts, by=reception) if scanned else None,
            seen_original=not scanned,
            number=str(stage.random.randint(10_000_000, 99_999_999)) if row.key != "id-card" else "",
            expires_on=clock.today() + dt.timedelta(days=stage.random.randint(60, 900)) if row.expires else None,
        )
    return scenario.fill(application, by=reception, answers=answers, documents=shown)


def _match(stage: Stage, application: Application, reception: Staff) -> None:
    results = {}
    for line in scenario.newest_statement(application).lines.all():
        if line.kind == "money" and stage.chance(0.12):
            results[line.pk] = match_sheets.Match(
                result=MatchResult.DIFFERS,
                on_document=str(int(line.declared or "1000") + 500),
                stands=Stands.DOCUMENT,
            )
        elif line.kind == "number" and stage.chance(0.1):
            results[line.pk] = match_sheets.Match(result=MatchResult.ABSENT)
        else:
            results[line.pk] = match_sheets.Match(result=MatchResult.MATCHES)
    scenario.match(application, by=reception, results=results)


def _study(stage: Stage, application: Application, researcher: Staff, reception: Staff) -> Story:
    """Review, perhaps a request to complete the file, interview, recommendation, referral for decision."""
    random = stage.random
    yield stage.later(days=1.2)
    doubtful = stage.chance(0.15)
    document_reviews.record(
        application_id=application.pk,
        by=researcher,
        finding=Finding.DOUBTFUL if doubtful else Finding.SATISFIES,
        note="تعريف الدخل قديم، ويُتحقق منه في المقابلة."
        if doubtful
        else "الوثائق مكتملة وسارية، وتطابق ما ورد في الطلب.",
    )
    if stage.chance(0.25):
        yield from _ask(stage, application, researcher, reception)
    yield stage.later(days=2)
    if stage.chance(0.4):
        _call(stage, application, researcher)
    yield stage.later(days=1)
    study.interview(
        application,
        by=researcher,
        place=random.choice([Place.OFFICE, Place.OFFICE, Place.HOME, Place.PHONE]),
        present=application.applicant_name,
        summary=random.choice(SUMMARIES),
    )
    yield stage.later(days=1)
    _recommend(stage, application, researcher)
    yield stage.later(hours=4)
    study.refer(_fresh(application), by=researcher)


def _ask(stage: Stage, application: Application, researcher: Staff, reception: Staff) -> Story:
    application = _fresh(application)
    moves.ask(
        application_id=application.pk,
        step=application.step,
        by=researcher,
        note="إحضار تعريف بالدخل مؤرخ خلال آخر ثلاثة أشهر.",
    )
    yield stage.later(days=5)
    statements.open_next(application_id=application.pk, by=reception)
    scenario.sign(application, by=reception)
    application = _fresh(application)
    moves.answer(application_id=application.pk, step=application.step, by=reception)


def _recommend(stage: Stage, application: Application, researcher: Staff) -> None:
    service: Service = application.service
    accepts = stage.chance(0.78)
    recommendations.write(
        application_id=application.pk,
        by=researcher,
        proposal=Proposal(
            outcome=Outcome.ACCEPT if accepts else Outcome.REJECT,
            help_kind=service.name if accepts else "",
            amount=Decimal(stage.random.choice(catalogue.offer_of(service).amounts)) if accepts else None,
            conditions="يُصرف المبلغ إلى الجهة المستحقة مباشرة." if accepts and stage.chance(0.5) else "",
            reasons="نصيب الفرد من الدخل دون حد الاستحقاق، وأثبتت الوثائق والمقابلة الحاجة."
            if accepts
            else "نصيب الفرد من الدخل يتجاوز حد الاستحقاق في هذه الخدمة.",
        ),
    )


def _call(stage: Stage, application: Application, by: Staff) -> None:
    channel = Channel.objects.get(key="phone")
    communications.log(
        by=by,
        channel=channel,
        direction=stage.random.choice([Direction.IN, Direction.OUT]),
        summary=stage.random.choice(CALLS),
        outcome=ContactOutcome.SETTLED,
        application=application,
    )


def _after_decision(stage: Stage, application: Application, reception: Staff) -> Story:
    """Waits for the decision, then completes the registration and provides the service."""
    while (application := _fresh(application)).status not in (Status.ACCEPTED, Status.REJECTED, Status.CLOSED):
        yield stage.later(days=1)
    if application.status != Status.ACCEPTED:
        return
    yield stage.later(days=4)
    application = _fresh(application)
    application = registrations.complete(application_id=application.pk, step=application.step, by=reception)
    yield stage.later(days=5)
    decision = Decision.objects.get(application=application)
    deliveries.record(
        application_id=application.pk,
        step=application.step,
        by=reception,
        what=decision.help_kind,
        amount=decision.amount,
        received_by=application.applicant_name,
        provided_on=clock.today(),
    )


def _close(application: Application, by: Staff, reason: ClosedReason) -> None:
    application = _fresh(application)
    if application.status == Status.SUBMITTED:
        moves.close(application_id=application.pk, step=application.step, by=by, reason=reason, note="بطلب منه هاتفيًّا.")


def _fresh(application: Application) -> Application:
    return Application.objects.select_related("beneficiary", "representative", "service").get(pk=application.pk)
