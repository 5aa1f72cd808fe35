"""The five profiles carry what the five documents state, in their order and their words."""

import pytest

from policy.domain.profiles import loads
from policy.models import Association, Channel, PolicyVersion, Tool
from policy.states import Way
from tests.policy.facts import FACTS, as_stored

# one key for one thing, whichever association it is
CHANNEL_KEYS = {
    "المقابلة": "interview",
    "الاتصالات الهاتفية": "phone",
    "وسائل التواصل الاجتماعي": "social",
    "الخطابات": "letters",
    "خدمات طلب المساعدة": "help_requests",
    "خدمة التطوع": "volunteers",
    "الموقع الإلكتروني للجمعية": "website",
    "الموقع الالكتروني": "website",
    "مناديب المكاتب الفرعية": "branch_delegates",
    "الزيارة الميدانية": "field_visit",
}
TOOL_KEYS = {
    "اللائحة الأساسية للجمعية": "bylaws",
    "دليل خدمات البحث الاجتماعي": "research_guide",
    "دليل سياسة الدعم للمستفيدين": "support_guide",
    "طلب دعم مستفيد": "request_form",
    "اللوائح والسياسات الداخلية ذات الصلة بخدمات المستفيدين": "internal_rules",
}


def printed(rows):
    return {row.name: row.as_printed for row in rows if row.as_printed not in ("", row.name)}


def test_the_profiles_are_the_five():
    assert loads.available() == sorted(FACTS)


@pytest.mark.parametrize("slug", FACTS)
def test_a_profile_carries_every_fact_of_its_policy(db, slug):
    facts = FACTS[slug]
    version = loads.load(slug=slug).version
    version = PolicyVersion.objects.get(pk=version.pk)
    stored = as_stored(facts)
    assert {name: getattr(version, name) for name in stored} | {
        "approved_on": version.approved_on.isoformat(),
        "issued_on": version.issued_on.isoformat() if version.issued_on else "",
    } == stored
    association = Association.objects.get()
    assert (association.slug, association.name, association.licence, association.place) == (
        *(slug, facts.name, facts.licence),
        facts.place,
    )
    assert association.supervisor_shown == facts.supervisor_shown
    assert tuple(row["key"] for row in version.objectives) == facts.objectives
    assert {row["key"]: row["means_to"] for row in version.objectives if row["means_to"]} == facts.means
    assert (len(version.steps), len(version.step_sentences)) == (7, 7)
    eligibility = version.eligibility
    assert (len(eligibility["steps"]), tuple(row["name"] for row in eligibility["mechanisms"])) == facts.eligibility
    assert bool(version.review_text) == facts.reviewed
    assert ("العقود" in version.preamble) == facts.contracts
    assert version.goal.startswith("خدمة المستفيدين بجميع شرائحهم")


@pytest.mark.parametrize("slug", FACTS)
def test_channels_and_tools_stand_in_the_order_of_the_policy(db, slug):
    facts = FACTS[slug]
    loads.load(slug=slug)
    channels, tools = list(Channel.objects.offered()), list(Tool.objects.offered())
    assert tuple(row.name for row in channels) == facts.channels
    assert tuple(row.name for row in tools) == facts.tools
    assert printed([*channels, *tools]) == facts.printed
    assert [row.key for row in channels] == [CHANNEL_KEYS[name] for name in facts.channels]
    assert [(row.key, row.kind) for row in tools] == [
        (TOOL_KEYS[name], "form" if name == "طلب دعم مستفيد" else "document") for name in facts.tools
    ]
    offered = {way for channel in channels if channel.carries_decision for way in channel.ways}
    assert offered == set(Way.values), "every way of carrying an outcome has its channel"
    assert not Channel.objects.get(key="social").sends_out, "an outcome is personal"


def test_where_the_words_of_the_policies_part():
    read = {slug: loads.read(loads.FOLDER / f"{slug}.yaml").version for slug in FACTS}
    second = {slug: version["objectives"][1]["text"] for slug, version in read.items()}
    assert "إلكترونية" in second["alquloob-alsaghira"]
    assert "إلكترونية" in second["nama-almakkiyah"]
    assert "إلكترونية" not in second["ilm-alhajj"]
    first = read["nama-almakkiyah"]["objectives"][0]["text"]
    assert "دراسة الحالة" in first
    assert "دراسة الاحتياج" in first
    sentences = {slug: version["step_sentences"] for slug, version in read.items()}
    own = "mafatih-alkhair"
    for place, words in ((1, "ودقتها"), (4, "(14) يومًا من تاريخ تقديم الطلب"), (5, "المتطلبات"), (6, "لوائح الجمعية")):
        assert {slug for slug, texts in sentences.items() if words in texts[place]} == {own}
    weeks = {slug for slug, texts in sentences.items() if "أسبوعين" in texts[4]}
    assert weeks == {"ilm-alhajj", "aqib", "alquloob-alsaghira"}
    silent = sentences["nama-almakkiyah"][4]
    assert not any(figure in silent for figure in ("14", "أسبوع", "يوم"))


@pytest.mark.parametrize("slug", FACTS)
def test_each_policy_speaks_of_its_own_body_and_never_of_anothers(slug):
    facts = FACTS[slug]
    profile = loads.read(loads.FOLDER / f"{slug}.yaml")
    texts = [value for value in profile.version.values() if isinstance(value, str)]
    texts += profile.version["step_sentences"]
    whole = "\n".join(texts)
    others = {one.body for one in FACTS.values()} - {facts.body}
    assert facts.body in profile.version["window_text"]
    assert facts.body in profile.version["outcome_intro_text"]
    assert facts.body in profile.version["step_sentences"][4]
    assert facts.referral_to in profile.version["step_sentences"][2]
    assert not any(body in whole for body in others)
    assert "(14) يومًا" in profile.version["window_text"]
