"""What the profile of mafatih-alkhair carries, and that every word of profiles is one of the portal's."""

import datetime as dt

import pytest

from intake.states import Mechanism
from policy.domain.profiles import loads
from policy.models import Channel, PolicyVersion, Tool
from policy.states import MECHANISMS

pytestmark = pytest.mark.django_db
SLUG = "mafatih-alkhair"


def test_it_carries_every_fact_of_the_policy() -> None:
    loads.load(slug=SLUG)
    version = PolicyVersion.objects.in_force()
    assert version.association.name == "جمعية مفاتيح الخير الأسرية"
    assert version.title == "سياسة تنظيم العلاقة مع المستفيدين"
    assert (version.board_meeting, version.approved_on) == (4, dt.date(2025, 10, 19))
    assert version.supervisor_shown == "المركز الوطني لتنمية القطاع غير الربحي"
    assert (version.decision_days, version.window_stated, version.stated_days) == (14, True, 14)
    assert (version.deciding_body, version.referral_to) == ("لجنة البحث", "المسؤول")
    assert (version.decided_by, version.referral_kind, version.declaration_form) == ("committee", "person", "separate")
    assert (version.tools_for, version.loaded_from) == ("موظف علاقات المستفيدين", SLUG)
    assert version.goal
    assert version.review_text
    assert [row["means_to"] for row in version.objectives] == ["", "", "", "", "", "o6", "o6", "o6", "o6"]
    assert [row["key"] for row in version.objectives] == ["o1", "o3", "o4", "o5", "o6", "o7", "o8", "o9", "o10"]
    assert len(version.steps) == len(version.step_sentences) == 7
    assert len(version.eligibility["steps"]) == 4
    assert [row["name"] for row in version.eligibility["mechanisms"]] == ["الفحص الإداري", "المقابلة الشخصية"]
    assert "14" in version.window_text
    assert [(c.key, c.name) for c in Channel.objects.offered()] == [
        ("interview", "المقابلة"),
        ("phone", "الاتصالات الهاتفية"),
        ("website", "الموقع الالكتروني"),
        ("social", "وسائل التواصل الاجتماعي"),
        ("letters", "الخطابات"),
        ("volunteers", "خدمة التطوع"),
    ]
    assert [(tool.key, tool.as_printed, tool.kind) for tool in Tool.objects.offered()] == [
        ("bylaws", "اللائحة الأساسية للجمعية", "document"),
        ("internal_rules", "اللوائح والسياسات الداخلية ذات الصلة بخدمات المستفيدين", "document"),
    ]


def test_it_offers_every_way_of_carrying_a_decision() -> None:
    loads.load(slug=SLUG)
    ways = {channel.key: channel.ways for channel in Channel.objects.carrying_decisions()}
    assert ways == {"phone": ["sms", "phone"], "website": ["email"], "letters": ["letter"], "volunteers": ["delegate"]}


def test_mechanisms_are_those_of_intake() -> None:
    assert set(MECHANISMS) == set(Mechanism.values)
