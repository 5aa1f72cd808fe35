"""What five policies state, typed from their documents: the measure of the profiles, kept apart from them."""

from typing import Any, NamedTuple

OBJECTIVES = tuple(f"o{n}" for n in range(1, 11))
MEANS = {"o7": "o6", "o8": "o6", "o9": "o6", "o10": "o6"}
EIGHT = (
    *("المقابلة", "الاتصالات الهاتفية", "وسائل التواصل الاجتماعي", "الخطابات", "خدمات طلب المساعدة", "خدمة التطوع"),
    *("الموقع الإلكتروني للجمعية", "مناديب المكاتب الفرعية"),
)
FOUR = ("اللائحة الأساسية للجمعية", "دليل خدمات البحث الاجتماعي", "دليل سياسة الدعم للمستفيدين", "طلب دعم مستفيد")
FIELD_VISIT = {"الزيارة الميدانية": "الوصول للمستفيد عن طريق الزيارة الميدانية"}
SUPPORT_GUIDE = {"دليل سياسة الدعم للمستفيدين": "دليل سياسة الدعم للمستخدمين"}


class Facts(NamedTuple):
    """One policy. What its document does not state is empty, or stands as the five have it in common."""

    name: str
    title: str
    meeting: int
    approved_on: str
    approved_on_hijri: str = ""
    weekday: str = ""
    licence: str = ""
    supervisor_shown: str = ""
    place: str = ""
    board: tuple[int | None, int | None] = (None, None)  # term, year
    issue: tuple[str, int | None, str] = ("", None, "")  # label, number, day
    approval_status: str = ""
    attendance: str = ""
    channels: tuple[str, ...] = EIGHT
    tools: tuple[str, ...] = FOUR
    printed: dict[str, str] = {}
    objectives: tuple[str, ...] = OBJECTIVES
    means: dict[str, str] = MEANS
    body: str = "لجنة البحث"
    decided_by: str = "committee"
    referral_to: str = "مسؤول البحث الاجتماعي"
    referral_kind: str = "person"
    declaration: str = "with_data"
    stated_days: int | None = 14
    reviewed: bool = True
    contracts: bool = True
    eligibility: tuple[int, tuple[str, ...]] = (0, ())  # steps, mechanisms


FACTS: dict[str, Facts] = {
    "mafatih-alkhair": Facts(
        name="جمعية مفاتيح الخير الأسرية",
        title="سياسة تنظيم العلاقة مع المستفيدين",
        meeting=4,
        approved_on="2025-10-19",
        supervisor_shown="المركز الوطني لتنمية القطاع غير الربحي",
        channels=(
            *("المقابلة", "الاتصالات الهاتفية", "الموقع الالكتروني", "وسائل التواصل الاجتماعي", "الخطابات"),
            "خدمة التطوع",
        ),
        tools=("اللائحة الأساسية للجمعية", "اللوائح والسياسات الداخلية ذات الصلة بخدمات المستفيدين"),
        objectives=tuple(key for key in OBJECTIVES if key != "o2"),
        referral_to="المسؤول",
        declaration="separate",
        eligibility=(4, ("الفحص الإداري", "المقابلة الشخصية")),
    ),
    "ilm-alhajj": Facts(
        name="جمعية علم الحج",
        title="سياسة تنظيم العلاقات مع المستفيدين وتقديم الخدمات",
        meeting=2,
        board=(1, 2025),
        weekday="الإثنين",
        approved_on="2025-02-24",
        approved_on_hijri="1446-08-25",
    ),
    "aqib": Facts(
        name="جمعية عقب الشبابية",
        title="سياسة تنظيم العلاقة مع المستفيدين",
        meeting=5,
        approved_on="2021-03-02",
        attendance="جميع الأعضاء",
        objectives=("o8", "o9", "o10"),
        means={},
        reviewed=False,
    ),
    "alquloob-alsaghira": Facts(
        name="جمعية الرعاية الصحية لأمراض القلب لدى الأطفال بمنطقة مكة المكرمة (القلوب الصغيرة)",
        title="سياسة تنظيم العلاقة مع المستفيد",
        licence="2337",
        meeting=3,
        issue=("الإصدار الأول", 1, "2023-08-10"),
        approval_status="معتمدة من قبل مجلس الإدارة",
        approved_on="2023-08-10",
        approved_on_hijri="1445-01-23",
    ),
    "nama-almakkiyah": Facts(
        name="جمعية نماء المكية للسقاية والرفادة",
        title="سياسة تنظيم العلاقة مع المستفيدين وتقديم الخدمات",
        place="جدة",
        meeting=11,
        weekday="الأحد",
        approved_on="2024-10-20",
        approved_on_hijri="1446-04-17",
        channels=(*EIGHT[:-1], "الزيارة الميدانية"),
        printed=FIELD_VISIT | SUPPORT_GUIDE,
        body="إدارة البحث الاجتماعي",
        decided_by="department",
        referral_to="إدارة البحث الاجتماعي",
        referral_kind="department",
        stated_days=None,
        contracts=False,
    ),
}


def as_stored(facts: Facts) -> dict[str, Any]:
    """The facts that stand in a field of a policy's version, by field, in simple values."""
    return {
        "title": facts.title,
        "board_meeting": facts.meeting,
        "board_term": facts.board[0],
        "board_year": facts.board[1],
        "weekday": facts.weekday,
        "approved_on": facts.approved_on,
        "approved_on_hijri": facts.approved_on_hijri,
        "issue": facts.issue[0],
        "issue_number": facts.issue[1],
        "issued_on": facts.issue[2],
        "approval_status": facts.approval_status,
        "attendance": facts.attendance,
        "supervisor_shown": facts.supervisor_shown,
        "decided_by": facts.decided_by,
        "deciding_body": facts.body,
        "referral_kind": facts.referral_kind,
        "referral_to": facts.referral_to,
        "declaration_form": facts.declaration,
        "window_stated": facts.stated_days is not None,
        "stated_days": facts.stated_days,
        "decision_days": 14,
        "target_days": 21,
        "tools_for": "موظف علاقات المستفيدين",
    }
