"""The services of the demonstration and what each asks for."""

from dataclasses import dataclass, field
from random import Random

from intake.models import RequiredDocument, RequiredField, Service
from intake.states import FieldKind, Takes


@dataclass(frozen=True)
class Datum:
    """One required datum: key, label, kind, the document it is matched with, and the answers of the demonstration."""

    key: str
    label: str
    kind: FieldKind
    document: str
    answers: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True)
class Offer:
    """One service of the catalogue."""

    code: str
    name: str
    description: str
    amounts: tuple[int, ...]
    documents: tuple[tuple[str, str, bool], ...] = ()
    data: tuple[Datum, ...] = field(default=())


ID_CARD = ("id-card", "الهوية الوطنية أو الإقامة", True)
INCOME = ("income-letter", "تعريف بالدخل", False)
SALARY = Datum("income", "الدخل الشهري", FieldKind.MONEY, "income-letter", ("3200", "4150", "5640", "2875", "3900"))
PEOPLE = Datum("people", "عدد أفراد الأسرة", FieldKind.NUMBER, "income-letter", ("3", "4", "5", "6", "7", "8"))

OFFERS = (
    Offer(
        "rent",
        "سداد إيجار سكن",
        "سداد دفعة من إيجار السكن إلى المؤجر مباشرة.",
        (6000, 8000, 9000, 12000),
        (ID_CARD, ("lease", "عقد الإيجار", True), INCOME),
        (
            Datum("lease-number", "رقم العقد", FieldKind.TEXT, "lease", ("10000000326", "10000000418", "10000000557")),
            Datum("rent", "قيمة الإيجار السنوية", FieldKind.MONEY, "lease", ("18000", "21000", "16500", "24000")),
            Datum(
                "housing",
                "نوع السكن",
                FieldKind.CHOICE,
                "lease",
                ("شقة", "دور في منزل", "منزل مستقل"),
            ),
            PEOPLE,
            SALARY,
        ),
    ),
    Offer(
        "food",
        "السلة الغذائية",
        "سلة غذائية شهرية بحسب عدد أفراد الأسرة.",
        (450, 600, 750),
        (ID_CARD, INCOME),
        (PEOPLE, SALARY),
    ),
    Offer(
        "appliances",
        "أجهزة كهربائية",
        "توفير جهاز كهربائي أساسي للمنزل أو استبداله.",
        (1200, 1850, 2400),
        (ID_CARD, INCOME),
        (
            Datum("appliance", "الجهاز المطلوب", FieldKind.TEXT, "income-letter", ("ثلاجة", "غسالة", "مكيف", "فرن")),
            PEOPLE,
            SALARY,
        ),
    ),
    Offer(
        "repair",
        "ترميم مسكن",
        "إصلاح ما يلزم في مسكن الأسرة المملوك لها.",
        (7500, 14000, 22000),
        (ID_CARD, ("deed", "صك ملكية السكن", False), INCOME),
        (
            Datum("deed-number", "رقم الصك", FieldKind.TEXT, "deed", ("310000000127", "310000000244")),
            PEOPLE,
            SALARY,
        ),
    ),
    Offer(
        "medical",
        "مساعدة علاجية",
        "المساهمة في تكاليف علاج أو أجهزة طبية.",
        (1500, 3000, 5200),
        (ID_CARD, ("medical-report", "تقرير طبي", False), INCOME),
        (
            Datum("report-date", "تاريخ التقرير الطبي", FieldKind.DATE, "medical-report", ("2026-05-03", "2026-06-21")),
            SALARY,
        ),
    ),
)


def create() -> list[Service]:
    """The services with their requirements, in the catalogue's order."""
    return [_create(offer, place) for place, offer in enumerate(OFFERS, start=1)]


def offer_of(service: Service) -> Offer:
    """The catalogue's entry of a service."""
    return next(offer for offer in OFFERS if offer.code == service.code)


def answers(service: Service, random: Random) -> dict[str, str]:
    """Believable answers to what the service asks."""
    return {datum.key: random.choice(datum.answers) for datum in offer_of(service).data}


def _create(offer: Offer, place: int) -> Service:
    service = Service.objects.create(code=offer.code, name=offer.name, description=offer.description, position=place)
    documents = {
        key: RequiredDocument.objects.create(service=service, key=key, label=label, expires=expires, position=n)
        for n, (key, label, expires) in enumerate(offer.documents, start=1)
    }
    identity = documents["id-card"]
    own = (
        ("name", "الاسم", FieldKind.TEXT, Takes.NAME),
        ("id-number", "رقم الهوية", FieldKind.TEXT, Takes.ID_NUMBER),
        ("birth-date", "تاريخ الميلاد", FieldKind.DATE, Takes.BIRTH_DATE),
    )
    for n, (key, label, kind, takes) in enumerate(own, start=1):
        RequiredField.objects.create(
            service=service, document=identity, key=key, label=label, kind=kind, takes=takes, position=n
        )
    for n, datum in enumerate(offer.data, start=10):
        RequiredField.objects.create(
            service=service,
            document=documents[datum.document],
            key=datum.key,
            label=datum.label,
            kind=datum.kind,
            choices=list(datum.answers) if datum.kind == FieldKind.CHOICE else [],
            required=datum.required,
            position=n,
        )
    return service
