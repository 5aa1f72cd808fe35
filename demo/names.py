"""Invented people: given names as they are common, family names that are nobody's, numbers that cannot be real ones."""

from random import Random
from typing import NamedTuple

WOMEN = [
    "نورة",
    "سارة",
    "فاطمة",
    "مها",
    "هند",
    "لطيفة",
    "منيرة",
    "حصة",
    "أمل",
    "ريم",
    "هدى",
    "عائشة",
    "خديجة",
    "مريم",
    "جواهر",
    "موضي",
    "شيخة",
    "وفاء",
    "سلمى",
    "بدرية",
    "غادة",
    "نوف",
    "الجوهرة",
    "العنود",
    "أسماء",
    "زينب",
    "آمنة",
    "مزنة",
    "رقية",
    "عبير",
]
MEN = [
    "محمد",
    "عبدالله",
    "عبدالرحمن",
    "فهد",
    "سعد",
    "خالد",
    "سالم",
    "ناصر",
    "علي",
    "صالح",
    "إبراهيم",
    "سليمان",
    "حمد",
    "تركي",
    "يوسف",
    "ماجد",
    "عادل",
    "سعود",
    "عبدالعزيز",
    "راشد",
    "عمر",
    "أحمد",
    "حسن",
    "حسين",
    "عيسى",
    "موسى",
    "بندر",
    "نايف",
    "مشعل",
    "فيصل",
]
# formed like family names, borne by nobody that we know of
FAMILIES = [
    "السدراوي",
    "الهضباني",
    "الكثباني",
    "الغيثاني",
    "الشفقي",
    "النخيلاوي",
    "الروضاوي",
    "الطلحاوي",
    "الرملاوي",
    "الغديراني",
    "السحاباني",
    "النسيماوي",
    "الواحاتي",
    "الريحانوي",
    "الخزاماوي",
    "البرقاوي",
    "الظلالي",
    "النجماوي",
]
STREETS = ("شارع الأمل", "شارع النخيل", "شارع الوفاء", "شارع الصفا", "شارع المروة")
DISTRICTS = ("حي الواحة", "حي الندى", "حي السلام", "حي الروابي", "حي النسيم", "حي الشفا", "حي العزيزية", "حي الفيصلية")


class Name(NamedTuple):
    """The four parts of a name and the sex it tells."""

    first: str
    father: str
    grandfather: str
    family: str
    sex: str


def name(random: Random, sex: str | None = None) -> Name:
    """An invented name; two in three of those who ask are women."""
    sex = sex or random.choices(("female", "male"), (2, 1))[0]
    first = random.choice(WOMEN if sex == "female" else MEN)
    return Name(first, random.choice(MEN), random.choice(MEN), random.choice(FAMILIES), sex)


def id_number(serial: int, *, first: str = "1") -> str:
    """An ID number of right form whose serial was never issued: `first`, then 00 and six digits, then the check digit.

    Luhn's sum over ten digits, ISO/IEC 7812-1 annex B.
    """
    body = f"{first}00{serial:06d}"
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return body + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


def iban(serial: int) -> str:
    """A Saudi IBAN with right check digits, of a bank code that no bank has."""
    account = f"00{serial:018d}"
    # S and A count as 28 and 10 (ISO 13616)
    check = 98 - int(f"{account}281000") % 97
    return f"SA{check:02d}{account}"


def mobile(serial: int) -> str:
    """A mobile number of right form from a range that is not issued: 05000 and five digits."""
    return f"05000{serial % 100_000:05d}"
