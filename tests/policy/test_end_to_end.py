"""One person from the counter to the service under each of the five policies: every fact shows where it should."""

import datetime as dt
import re
import unicodedata

import pytest
from django.urls import reverse

from committee.models import Decision
from policy.domain.profiles import loads
from policy.models import Association, Channel, PolicyVersion, Tool
from tests.intake.paper_browser import text_of
from tests.policy.facts import FACTS
from tests.policy.walk import DAY_0, EARLIEST, Walk

pytestmark = pytest.mark.django_db
# the board's day in both calendars; where the policy prints one of them, the page computes the other
ADOPTED = {
    "mafatih-alkhair": ("19 أكتوبر 2025", "27 ربيع الآخر 1447"),
    "ilm-alhajj": ("24 فبراير 2025", "25 شعبان 1446"),
    "aqib": ("2 مارس 2021", "18 رجب 1442"),
    "alquloob-alsaghira": ("10 أغسطس 2023", "23 محرم 1445"),
    "nama-almakkiyah": ("20 أكتوبر 2024", "17 ربيع الآخر 1446"),
}
SILENT = "ولم تنص السياسة على مدة"


def in_order(words, names):
    """Whether these stand on the page in this order."""
    places = [words.find(name) for name in names]
    return -1 not in places and places == sorted(places)


def says(paper, *texts):
    """Whether a paper holds these texts: by the letter, or by the word where figures and signs break up a line."""
    letters, words = "".join(_words(paper)), set(_words(paper))
    return all("".join(_words(text)) in letters or _broken(text) <= words for text in texts)


def _broken(text):
    return set(_words(text)) if re.search(r"[\d(:]", text) else {text}


def _words(text):
    # vowel signs, and the stroke by which extraction draws letters out
    unmarked = "".join(one for one in text if unicodedata.category(one) not in ("Mn", "Lm"))
    return re.findall(r"[^\W\d_]+", unmarked)


@pytest.mark.parametrize("slug", FACTS)
def test_one_person_from_the_counter_to_the_service(client, at, commit, slug):
    facts = FACTS[slug]
    others = {one.body for one in FACTS.values()} - {facts.body}
    with at(DAY_0), commit():
        version = loads.load(slug=slug).version
        walk = Walk(client)
        url, page = walk.arrive()
        carriers = [row.name for row in Channel.objects.carrying_decisions()]
        assert [name for name in facts.channels if name in carriers] == carriers
        assert in_order(text_of(page), carriers)
        walk.hand_in_papers(url, page)
        assert f"إحالة إلى {facts.referral_to}" in walk.refer_a_point()
        assert version.declaration_text in walk.sign()
        receipt = walk.submit()
    # earliest and target, in both calendars: extraction takes Arabic and figures apart
    assert {"15", "22", "2026", "26", "1447"} <= set(re.findall(r"\d+", receipt))
    assert says(receipt, facts.name, facts.body, version.window_text)
    assert not any(says(receipt, body) for body in others)

    with at(DAY_0 + dt.timedelta(days=2)), commit():
        assert facts.body in walk.study()
    with at(DAY_0 + dt.timedelta(days=3)), commit():
        decider = walk.by_department() if facts.decided_by == "department" else walk.by_committee()

    with at(EARLIEST - dt.timedelta(minutes=1)), commit():
        walk.sign_in(decider)
        assert client.post(walk.record_url).status_code == 422
        walk.send_what_is_owed()
        assert not Decision.objects.exists()
    with at(EARLIEST + dt.timedelta(minutes=1)), commit():
        walk.send_what_is_owed()
        decision = Decision.objects.get()
        letter = walk.letter()
    assert (decision.outcome, walk.case.status) == ("accept", "accepted")
    assert (decision.department_decision is None) == (decision.item is not None) == (facts.decided_by == "committee")
    assert says(letter, facts.name, facts.body, version.outcome_intro_text, version.closing_text)
    assert not any(says(letter, body) for body in others)
    assert says(letter, "الجلسة") == (facts.decided_by == "committee")

    with at(EARLIEST + dt.timedelta(days=1)), commit():
        walk.finish()
        assert walk.case.status == "served"


@pytest.mark.parametrize("slug", FACTS)
def test_the_pages_of_the_policy_show_its_facts(client, slug):
    facts = FACTS[slug]
    version = loads.load(slug=slug).version
    walk = Walk(client)
    walk.sign_in(walk.reception)
    words = text_of(client.get(reverse("policy:current")))
    assert in_order(words, facts.channels)
    assert in_order(words, facts.tools)
    for part in (facts.name, facts.title, facts.body, facts.referral_to, *version.steps, *version.step_sentences):
        assert part in words
    for row in version.objectives:
        assert row["text"] in words
    for part in ADOPTED[slug]:
        assert part in words
    assert (SILENT in words) == (facts.stated_days is None)
    tools = {tool.name for tool in Tool.objects.all()}
    assert all(printed in words for name, printed in facts.printed.items() if name in tools)
    listed = text_of(client.get(reverse("policy:channels")))
    assert in_order(listed, facts.channels)
    assert all(printed in listed for name, printed in facts.printed.items() if name not in tools)


@pytest.mark.parametrize("slug", FACTS)
def test_a_database_serves_one_association_and_takes_its_later_versions(slug, tmp_path):
    first = loads.load(slug=slug).version
    other = next(one for one in FACTS if one != slug)
    before = list(Channel.objects.values()), list(Tool.objects.values()), Association.objects.values().get()
    with pytest.raises(loads.ProfileError, match=f"this portal serves {slug}"):
        loads.load(slug=other)
    assert before == (list(Channel.objects.values()), list(Tool.objects.values()), Association.objects.values().get())
    assert PolicyVersion.objects.count() == 1

    text = (loads.FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")
    for old, new in (("(14) يومًا", "(20) يومًا"), ("    days: 14", "    days: 20")):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / f"{slug}.yaml").write_text(text, encoding="utf-8")
    later = loads.load(slug=slug, folder=tmp_path).version
    assert (later.number, later.decision_days, later.stated_days) == (2, 20, FACTS[slug].stated_days)
    first.refresh_from_db()
    assert (first.status, first.decision_days) == ("superseded", 14)
    assert Association.objects.get().name == FACTS[slug].name
    assert [row.name for row in Channel.objects.offered()] == list(FACTS[slug].channels)
