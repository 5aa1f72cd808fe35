"""Loading a policy: what it writes, that it may run again, and how it tells what is wrong with a profile."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from intake.states import Mechanism
from policy.domain import profiles
from policy.models import Association, Channel, PolicyVersion, ProfileLoad, Tool
from policy.states import MECHANISMS, PolicyStatus
from tests.policy.made import next_version

pytestmark = pytest.mark.django_db
SLUG = "mafatih-alkhair"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """A folder with a copy of the profile in which `change` altered the content."""

    def write(change: Callable[[dict[str, Any]], None]) -> Path:
        content = yaml.safe_load((profiles.FOLDER / f"{SLUG}.yaml").read_text(encoding="utf-8"))
        change(content)
        (tmp_path / f"{SLUG}.yaml").write_text(
            yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        return tmp_path

    return write


def command(slug: str = SLUG) -> list[str]:
    out = StringIO()
    call_command("load_policy", slug, stdout=out)
    return out.getvalue().splitlines()


def test_it_carries_every_fact_of_the_policy() -> None:
    profiles.load(slug=SLUG)
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
    profiles.load(slug=SLUG)
    ways = {channel.key: channel.ways for channel in Channel.objects.carrying_decisions()}
    assert ways == {"phone": ["sms", "phone"], "website": ["email"], "letters": ["letter"], "volunteers": ["delegate"]}


def test_it_says_what_changed_and_then_no_change() -> None:
    first = command()
    assert first[0] == "association: mafatih-alkhair created"
    assert first[-1] == "policy: version 1 in force"
    assert command() == ["no change"]
    assert PolicyVersion.objects.count() == 1


@pytest.fixture
def by_hand() -> None:
    profiles.load(slug=SLUG)
    Channel.objects.filter(key="phone").update(active=False, name="هاتف")
    Channel.objects.create(key="fax", name="الفاكس", position=9)
    Association.objects.update(place="جدة")


@pytest.mark.usefixtures("by_hand")
def test_it_does_not_write_over_what_was_changed_by_hand() -> None:
    with pytest.raises(profiles.Overwrites) as caught:
        profiles.load(slug=SLUG)
    assert [line.partition(": is ")[0] for line in caught.value.changes] == [
        "association: place",
        "channel: phone: name",
        "channel: phone: active",
    ]
    assert Channel.objects.get(key="phone").name == "هاتف"
    assert ProfileLoad.objects.count() == 1


@pytest.mark.usefixtures("by_hand")
def test_it_writes_over_it_where_it_is_told_to() -> None:
    changes = profiles.load(slug=SLUG, force=True).changes
    assert changes == ["association: place changed", "channel: phone: name, active changed"]
    assert Channel.objects.get(key="fax").active


@pytest.mark.usefixtures("by_hand")
def test_it_keeps_it_and_loads_what_is_new(changed: Callable[..., Path]) -> None:
    def renamed(content: dict[str, Any]) -> None:
        content["channels"][1]["name"] = "الاتصال"
        content["association"]["website"] = "https://example.org"

    changes = profiles.load(slug=SLUG, folder=changed(renamed), keep=True).changes
    assert changes == ["association: website changed"]
    assert Channel.objects.get(key="phone").name == "هاتف"


def test_a_version_that_was_put_in_force_here_is_not_superseded_by_the_same_profile() -> None:
    profiles.load(slug=SLUG)
    draft = next_version(decision_days=20, target_days=30)
    with pytest.raises(profiles.Overwrites, match="policy: version 2 was put in force here"):
        profiles.load(slug=SLUG)
    assert profiles.load(slug=SLUG, keep=True).version == draft


def test_each_load_is_kept_with_its_facts() -> None:
    version = profiles.load(slug=SLUG).version
    kept = ProfileLoad.objects.get()
    assert (kept.slug, kept.version, len(kept.digest)) == (SLUG, version, 64)
    assert kept.facts["version"]["approved_on"] == "2025-10-19"
    assert kept.facts["channels"]["phone"]["ways"] == ["sms", "phone"]
    assert set(kept.facts["tools"]) == {"bylaws", "internal_rules"}


def test_a_profile_that_differs_becomes_the_next_version(changed: Callable[..., Path]) -> None:
    profiles.load(slug=SLUG)

    def longer(content: dict[str, Any]) -> None:
        content["policy"]["window"] |= {"days": 20, "target_days": 30}
        content["wording"]["window_text"] = "يُعرض على لجنة البحث، والرد بعد مدة لا تقل عن (20) يومًا."

    loaded = profiles.load(slug=SLUG, folder=changed(longer))
    assert loaded.changes == ["policy: version 1 superseded", "policy: version 2 in force"]
    assert PolicyVersion.objects.in_force().decision_days == 20
    assert PolicyVersion.objects.get(number=1).status == PolicyStatus.SUPERSEDED


def test_a_channel_left_out_is_retired_and_not_deleted(changed: Callable[..., Path]) -> None:
    profiles.load(slug=SLUG)
    loaded = profiles.load(slug=SLUG, folder=changed(lambda content: content["channels"].pop()))
    assert loaded.changes == ["channel: volunteers retired"]
    assert Channel.objects.get(key="volunteers").active is False


def _set(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        place: Any = content
        for step in path[:-1]:
            place = place[step]
        if to is KeyError:
            del place[path[-1]]
        else:
            place[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_set("policy", "title", to=KeyError), "policy.title: is missing"),
        (_set("policy", "titel", to="x"), "policy.titel: not known here"),
        (_set("policy", "window", "days", to="many"), "policy.window.days: must be a whole number"),
        (_set("policy", "window", "days", to=13), "policy.window.days: must be one at least"),
        (_set("policy", "window", "target_days", to=3), "policy.window.target_days: must not be fewer"),
        (_set("policy", "window", "stated", to="yes"), "policy.window.stated: must be true or false"),
        (_set("policy", "window", "stated", to=False), "policy.window.stated_days: must be empty"),
        (_set("policy", "approved_on", to="19/10/2025"), "policy.approved_on: must be a date"),
        (_set("policy", "approved_on_hijri", to="1447-04-28"), "policy.approved_on_hijri: is 2025-10-20"),
        (_set("policy", "approved_on_hijri", to="1447-13-01"), "policy.approved_on_hijri: is no day"),
        (_set("steps", to=[]), "steps: must not be empty"),
        (_set("steps", 6, to=KeyError), "steps: must have 7 entries, has 6"),
        (_set("steps", 2, "term", to=5), "steps[3].term: must be a text"),
        (_set("objectives", "o1", to=""), "objectives.o1: is missing"),
        (_set("channels", 0, "ways", to=["pigeon"]), "channels[1].ways: not known: pigeon"),
        (_set("channels", 1, "ways", to=[]), "channels[2].ways: a channel that sends out needs one way"),
        (_set("channels", 1, "sends_out", to=False), "channels[2].carries_decision: a channel that carries"),
        (_set("channels", 1, "key", to="interview"), "channels: key given twice: interview"),
        (_set("wording", "window_text", to="لجنة البحث قريبًا"), "wording.window_text: must name the 14 days"),
        (_set("wording", "window_text", to="بعد 14 يومًا"), "wording.window_text: must name who decides"),
        (_set("tools", to="none"), "tools: must be a list"),
        (_set("tools", 0, "key", to=KeyError), "tools[1].key: is missing"),
        (_set("tools", 0, "kind", to="book"), "tools[1].kind: not known: book"),
        (_set("policy", "decided_by", to="king"), "policy.decided_by: not known: king"),
        (_set("policy", "referral_kind", to="x"), "policy.referral_kind: not known: x"),
        (_set("policy", "declaration_form", to="x"), "policy.declaration_form: not known: x"),
        (_set("policy", "issued_on", to="today"), "policy.issued_on: must be a date"),
        (_set("objectives", "o7", "means_to", to="o2"), "objectives.o7.means_to: not known: o2"),
        (_set("eligibility", "mechanisms", 0, "key", to="oracle"), "eligibility.mechanisms[1].key: not known: oracle"),
    ],
)
def test_an_error_names_file_and_key(changed: Callable[..., Path], change: Any, problem: str) -> None:
    folder = changed(change)
    with pytest.raises(profiles.ProfileError) as caught:
        profiles.load(slug=SLUG, folder=folder)
    assert str(caught.value).startswith(f"{SLUG}.yaml: {problem}")
    assert not Association.objects.exists()


def test_a_hijri_date_that_is_the_same_day_is_accepted(changed: Callable[..., Path]) -> None:
    loaded = profiles.load(slug=SLUG, folder=changed(_set("policy", "approved_on_hijri", to="1447-04-27")))
    assert loaded.version.approved_on_hijri == "1447-04-27"


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(profiles.ProfileError, match=r"x\.yaml:1: not readable as YAML"):
        profiles.load(slug="x", folder=tmp_path)


def test_a_policy_that_states_no_window_waits_the_usual_days(changed: Callable[..., Path]) -> None:
    silent = _set("policy", "window", to={"stated": False, "target_days": 21})
    version = profiles.load(slug=SLUG, folder=changed(silent)).version
    assert (version.window_stated, version.stated_days, version.decision_days) == (False, None, 14)


def test_a_department_that_decides_is_read(changed: Callable[..., Path]) -> None:
    def department(content: dict[str, Any]) -> None:
        content["policy"] |= {
            "decided_by": "department",
            "deciding_body": "إدارة البحث الاجتماعي",
            "referral_kind": "department",
            "declaration_form": "with_data",
            "issue_number": 1,
            "issued_on": dt.date(2023, 8, 10),
        }
        content["channels"][0]["as_printed"] = "المقابلات"
        content["wording"]["window_text"] = "تنظر إدارة البحث الاجتماعي في الطلب بعد (14) يومًا."

    version = profiles.load(slug=SLUG, folder=changed(department)).version
    assert version.by_department
    assert (version.referral_kind, version.declaration_form) == ("department", "with_data")
    assert (version.issue_number, version.issued_on) == (1, dt.date(2023, 8, 10))
    assert version.channel_rows[0]["as_printed"] == "المقابلات"


def test_mechanisms_are_those_of_intake() -> None:
    assert set(MECHANISMS) == set(Mechanism.values)


def test_a_profile_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(CommandError, match=r"nobody\.yaml: there is no such profile; there are: mafatih-alkhair"):
        command("nobody")


def test_a_second_association_is_refused(changed: Callable[..., Path]) -> None:
    profiles.load(slug=SLUG)
    folder = changed(_set("association", "slug", to="another"))
    with pytest.raises(profiles.ProfileError, match=r"association\.slug: this portal serves mafatih-alkhair"):
        profiles.load(slug=SLUG, folder=folder)
