"""Every component of the look on one page, with words as long as real ones, for tests and for the eye."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import QueryDict
from django.template import engines
from django.utils.safestring import SafeString

from ui import fields
from ui.calendars import RIYADH
from ui.forms import PortalForm
from ui.list_rows import Row, Tag
from ui.pagination import Page

NOW = dt.datetime(2026, 11, 22, 9, 42, tzinfo=RIYADH)

PAGE = Path(__file__).with_name("gallery.html").read_text(encoding="utf-8")


class Everything(PortalForm):
    """A field of every kind."""

    name = fields.PlainField(label="الاسم الأول", help_text="كما في وثيقة الهوية")
    id_number = fields.DigitsField(label="رقم الهوية", length=10)
    birth_date = fields.DualDateField(label="تاريخ الميلاد", past=True, calendar="hijri")
    mobile = fields.PhoneField(label="الجوال", required=False)
    email = fields.EmailField(label="البريد الإلكتروني", required=False)
    rent = fields.MoneyField(label="قيمة الإيجار السنوية (ريال)")
    people = fields.CountField(label="عدد الساكنين", min_value=1)
    city = forms.ChoiceField(label="المدينة", choices=[("", ""), ("r", "الرياض"), ("a", "أبها")])
    channel = forms.ChoiceField(
        label="قناة الإشعار", choices=[("s", "رسالة نصية"), ("l", "خطاب")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="ملاحظات", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="الوثيقة", required=False, help_text="ملف PDF أو صورة، حتى 10 ميغابايت")
    agreed = forms.BooleanField(label="اطّلع مقدّم الطلب على البيان وأقرّ بصحته")
    signature = fields.SignatureField(label="التوقيع")


def filled() -> Everything:
    """Return the form as it comes back: some answers right, the others missing or wrong."""
    data = QueryDict(mutable=True)
    data.update(
        {
            "name": "نورة",
            "id_number": "١٢٣",
            "birth_date_day": "٢٥",
            "birth_date_month": "8",
            "birth_date_year": "1400",
            "birth_date_calendar": "hijri",
            "mobile": "+966 51 234 567",
            "rent": "١٨٬٠٠٠",
            "people": "6",
            "signature": "M50 120L100 40L150 130L200 60L300 150L420 50",
        }
    )
    return Everything(data)


def context(**extra: Any) -> dict[str, Any]:
    """Return what the page of all components needs; keyword arguments go on top."""
    return {
        "now": NOW,
        "submitted_at": NOW - dt.timedelta(days=11),
        "not_before": NOW + dt.timedelta(days=3),
        "association": SimpleNamespace(name="جمعية المثال الأسرية"),
        "user": SimpleNamespace(is_authenticated=True, name="ريم الطلحاوي", role_names=["باحثة اجتماعية"]),
        "nav_items": [
            {"label": "حالاتي", "url": "/a", "count": 12, "current": True},
            {"label": "الأسبوع", "url": "/b"},
            {"label": "المستفيدون", "url": "/c"},
        ],
        "steps": [
            {"label": "الاستقبال", "state": "done", "meta": ["أمل الروضاوي", "8 نوفمبر"]},
            {"label": "استيفاء البيانات", "state": "done", "meta": ["أمل الروضاوي", "10 نوفمبر"], "url": "/x"},
            {"label": "الإحالة للإيضاح", "state": "skipped", "meta": ["لم تلزم"]},
            {"label": "إقرار صحة المعلومات", "state": "done", "meta": ["بتوقيع مقدّم الطلب", "11 نوفمبر"]},
            {"label": "مدة البت", "state": "now", "meta": ["حتى 25 نوفمبر"]},
            {"label": "التسجيل", "state": "ahead", "meta": ["بعد القرار"]},
            {"label": "تقديم الخدمة", "state": "ahead"},
        ],
        "events": [
            {
                "icon": "home",
                "title": "زيارة ميدانية",
                "body": "السكن مطابق للعنوان المذكور، وعدد الساكنين ستة.",
                "at": NOW - dt.timedelta(days=3),
                "by": "ريم الطلحاوي",
            },
            {"icon": "phone", "title": "اتصال هاتفي صادر", "body": "أُكّد موعد الزيارة.", "at": NOW},
            {
                "title": "بدأت دراسة الحالة",
                "body": "أُسندت إلى ريم الطلحاوي",
                "at": NOW - dt.timedelta(days=400),
                "from": "مقدَّم",
                "to": {"text": "قيد دراسة الحالة", "tone": "blue"},
            },
        ],
        "page": Page([1], "?after=x", "?before=y"),
        "facts": [
            ("أفراد الأسرة", "6، منهم 4 دون 18 سنة"),
            ("الدخل الشهري", Decimal("5640")),
            ("الجوال", SafeString('<bdi dir="ltr">0500000317</bdi>')),
        ],
        "answers": [("الاسم", "نورة بنت صالح", "/change"), ("الخدمة", "سداد إيجار سكن", "/change"), ("الرقم", None)],
        "rows": [
            Row(
                number=20,
                who="تركي بن فهد بن سعود الكثباني",
                about="تسليم مستند مطلوب",
                tag=Tag("في الخدمة", "dot", "green"),
                when="بدأت الخدمة 9:08 ص",
                url="/x",
                action="متابعة",
                now=True,
            ),
            Row(
                number=21,
                who="فاطمة بنت ناصر بن علي السدراوي",
                about="استكمال تعريف بالدخل",
                tag=Tag("انتظار 34 دقيقة", "alert", "amber"),
                when="وصلت 8:41 ص",
                url="/x",
                action="استقبال",
            ),
        ],
        "lines": ["يُسجَّل القرار في محضر الجلسة 31.", "يُرسل إشعار إلى نورة السدراوي برسالة نصية."],
        "form": filled(),
        **extra,
    }


def render(template: str = PAGE, **extra: Any) -> str:
    """Return the page of all components as HTML."""
    return engines["django"].from_string(template).render(context(**extra))
