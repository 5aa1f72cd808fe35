"""Loading a profile: what it writes, that it may run again, and that nothing an administrator changed is lost."""

import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.domain import profiles, telling, versions
from policy.models import Association, Channel, PolicyVersion, ProfileLoad, Tool
from policy.states import PolicyStatus
from tests import factories
from tests.policy.sample import SLUG, TEXT, changed, line_of, snapshot, write

pytestmark = pytest.mark.django_db
LONGER = (("    days: 14", "    days: 20"), ("(14)", "(20)"))
VISIT, PHONE = (line for line in TEXT.splitlines(keepends=True) if "key: visit" in line or "key: phone" in line)


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., profiles.Loaded]:
    """Loads the sample, with some of its texts replaced by others."""

    def run(*pairs: tuple[str, str], **how: Any) -> profiles.Loaded:
        write(tmp_path, changed(*pairs))
        return profiles.load(slug=SLUG, folder=tmp_path, **how)

    return run


Load = Callable[..., profiles.Loaded]


@pytest.fixture
def loaded(load: Load) -> PolicyVersion:
    return load().version


def refused(load: Load, *pairs: tuple[str, str]) -> list[str]:
    """The lines of a load that is refused and writes nothing."""
    before = snapshot()
    with pytest.raises(profiles.Overwrites) as caught:
        load(*pairs)
    assert snapshot() == before
    assert str(caught.value).splitlines()[1:] == caught.value.changes
    return caught.value.changes


def told(place: str, sentence: str, fragment: str, text: str = TEXT) -> str:
    return f"sample.yaml:{line_of(text, fragment)}: {place}: {sentence}"


def own_version(**facts: Any) -> PolicyVersion:
    """An administrator's next version, in force."""
    admin = factories.make_staff("admin", name="أمل الكثباني")
    association = Association.objects.get()
    current = PolicyVersion.objects.in_force()
    same = {name: getattr(current, name) for name in ProfileLoad.objects.first().facts["version"]}
    draft = versions.draft(association=association, facts=same | {"loaded_from": SLUG} | facts, by=admin)
    return versions.put_in_force(version_id=versions.approve(version_id=draft.pk, by=admin).pk, by=admin)


def keys() -> list[str]:
    return list(Channel.objects.values_list("key", flat=True))


# the first load, and the same again


def test_it_says_what_it_made(load: Load) -> None:
    assert load().changes == [
        "association: sample created: جمعية المثال",
        "channel: visit created: المقابلة",
        "channel: phone created: الهاتف",
        "channel: letters created: الخطابات",
        "tool: bylaws created: اللائحة",
        "tool: request_form created: طلب الدعم",
        "policy: version 1 in force",
    ]


def test_it_carries_what_the_profile_says(loaded: PolicyVersion) -> None:
    association = loaded.association
    assert (association.name, association.licence, association.website) == (
        "جمعية المثال",
        "901",
        "https://example.org",
    )
    assert (loaded.approved_on, loaded.approved_on_hijri, loaded.weekday) == (
        dt.date(2024, 10, 20),
        "1446-04-17",
        "الأحد",
    )
    assert (loaded.status, loaded.loaded_from, loaded.signed_missing) == (PolicyStatus.IN_FORCE, SLUG, True)
    assert [(row["key"], row["means_to"]) for row in loaded.objectives] == [("o1", ""), ("o6", ""), ("o7", "o6")]
    assert [(c.position, c.key, c.as_printed, c.ways) for c in Channel.objects.offered()] == [
        (1, "visit", "", []),
        (2, "phone", "", ["sms", "phone"]),
        (3, "letters", "خطابات", ["letter"]),
    ]
    assert [(tool.key, tool.kind) for tool in Tool.objects.offered()] == [
        ("bylaws", "document"),
        ("request_form", "form"),
    ]


def test_a_load_is_kept_with_its_facts(loaded: PolicyVersion) -> None:
    kept = ProfileLoad.objects.get()
    assert (kept.slug, kept.version, len(kept.digest)) == (SLUG, loaded, 64)
    assert kept.facts == json.loads(json.dumps(kept.facts))
    assert kept.facts["version"]["approved_on"] == "2024-10-20"
    assert kept.facts["channels"]["phone"] == {
        "key": "phone",
        "name": "الهاتف",
        "as_printed": "",
        "position": 2,
        "active": True,
        "takes_in": True,
        "sends_out": True,
        "carries_decision": True,
        "ways": ["sms", "phone"],
    }


@pytest.mark.usefixtures("loaded")
def test_the_same_again_writes_nothing(load: Load) -> None:
    before = snapshot()
    assert load().changes == []
    assert load(("policy:", "# a remark\npolicy:"), force=True).changes == []
    assert snapshot() == before


# what an administrator changed


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("change", "place", "sentence", "fragment"),
    [
        (
            lambda: Association.objects.update(name="جمعية أخرى"),
            "association.name",
            "an administrator changed it from جمعية المثال to جمعية أخرى; the profile says جمعية المثال",
            "name: جمعية المثال",
        ),
        (
            lambda: Association.objects.update(place="جدة"),
            "association.place",
            "an administrator changed it from nothing to جدة; the profile says nothing",
            "association:",
        ),
        (
            lambda: Channel.objects.filter(key="phone").update(name="هاتف"),
            "channels[2].name",
            "an administrator changed it from الهاتف to هاتف; the profile says الهاتف",
            "key: phone",
        ),
        (
            lambda: Channel.objects.filter(key="phone").update(ways=["phone"]),
            "channels[2].ways",
            "an administrator changed it from sms, phone to phone; the profile says sms, phone",
            "key: phone",
        ),
        (
            lambda: Channel.objects.filter(key="letters").update(carries_decision=False),
            "channels[3].carries_decision",
            "an administrator changed it from true to false; the profile says true",
            "carries_decision: true",
        ),
        (
            lambda: Channel.objects.filter(key="letters").update(active=False),
            "channels[3]",
            "an administrator retired it; the profile names it",
            "key: letters",
        ),
        (
            lambda: Channel.objects.filter(key="visit").update(position=9),
            "channels",
            "an administrator put them in the order phone, letters, visit; the profile has visit, phone, letters",
            "channels:",
        ),
        (
            lambda: Tool.objects.filter(key="bylaws").update(as_printed="لائحة"),
            "tools[1].as_printed",
            "an administrator changed it from nothing to لائحة; the profile says nothing",
            "key: bylaws",
        ),
    ],
    ids=["name", "place", "renamed", "ways", "capability", "retired", "reordered", "tool"],
)
def test_it_does_not_write_over_it_and_names_it(
    load: Load, change: Callable[[], Any], place: str, sentence: str, fragment: str
) -> None:
    before = snapshot()
    change()
    assert refused(load) == [told(place, sentence, fragment)]
    edited = snapshot()
    assert load(keep=True).changes == []
    assert snapshot() == edited
    assert load(force=True).changes
    assert load().changes == []
    live = ("policy_association", "policy_channel", "policy_tool", "policy_policyversion")
    assert {name: snapshot()[name] for name in live} == {name: before[name] for name in live}


@pytest.mark.usefixtures("loaded")
def test_everything_that_it_would_write_over_is_named_at_once(load: Load) -> None:
    Channel.objects.filter(key="phone").update(name="هاتف", active=False)
    Association.objects.update(place="جدة")
    with pytest.raises(profiles.Overwrites) as caught:
        load(("طلب الدعم", "طلب دعم مستفيد"))
    assert [line.split(": ")[1] for line in caught.value.changes] == [
        "association.place",
        "channels[2].name",
        "channels[2]",
    ]
    assert caught.value.others == ["tool: request_form: name: طلب الدعم → طلب دعم مستفيد"]


@pytest.mark.usefixtures("loaded")
def test_what_both_changed_alike_is_no_matter(load: Load) -> None:
    Channel.objects.filter(key="phone").update(name="الاتصال")
    assert load(("name: الهاتف", "name: الاتصال")).changes == []
    assert ProfileLoad.objects.count() == 2
    Channel.objects.filter(key="phone").update(name="هاتف")
    assert "from الاتصال to هاتف" in refused(load, ("name: الهاتف", "name: الاتصال"))[0]


@pytest.mark.usefixtures("loaded")
def test_what_an_administrator_added_is_left_alone(load: Load) -> None:
    Channel.objects.create(key="fax", name="الفاكس", position=2)
    assert load().changes == []
    assert load(("name: الخطابات", "name: رسائل"), force=True).changes == ["channel: letters: name: الخطابات → رسائل"]
    assert keys() == ["visit", "phone", "fax", "letters"]
    assert Channel.objects.get(key="fax").active


@pytest.mark.usefixtures("loaded")
def test_an_added_row_keeps_its_place_where_the_profile_has_another_order(load: Load) -> None:
    Channel.objects.create(key="fax", name="الفاكس", position=2)
    assert load((VISIT, ""), (PHONE, PHONE + VISIT)).changes == [
        "channels: order: visit, phone, letters → phone, visit, letters"
    ]
    assert keys() == ["phone", "fax", "visit", "letters"]


@pytest.mark.usefixtures("loaded")
def test_places_counted_anew_are_no_other_order(load: Load) -> None:
    for row in Channel.objects.all():
        Channel.objects.filter(pk=row.pk).update(position=row.position * 10)
    assert load().changes == []


@pytest.mark.usefixtures("loaded")
def test_it_keeps_what_is_theirs_and_loads_the_rest(load: Load) -> None:
    Channel.objects.filter(key="phone").update(name="هاتف", position=7)
    pairs = (
        ("name: الخطابات", "name: رسائل"),
        (VISIT, VISIT + VISIT.replace("visit", "fax").replace("المقابلة", "فاكس")),
    )
    assert load(*pairs, keep=True).changes == [
        "channel: fax created: فاكس",
        "channel: letters: name: الخطابات → رسائل",
    ]
    assert Channel.objects.get(key="phone").name == "هاتف"
    assert keys() == ["visit", "letters", "phone", "fax"]
    assert len(refused(load, *pairs)) == 2


@pytest.mark.usefixtures("loaded")
def test_an_own_version_is_not_superseded_by_a_profile(load: Load) -> None:
    version = own_version(loaded_from="", decision_days=20, target_days=30)
    since = version.in_force_from.astimezone(dt.timezone(dt.timedelta(hours=3))).date()
    sentence = (
        f"version 2 was put in force by أمل الكثباني on {since}; the profile differs in decision_days, target_days"
    )
    assert refused(load) == [told("policy", sentence, "policy:\n")]
    assert load(keep=True).version == version
    # left once, it is still nobody's but theirs
    assert load(("name: الخطابات", "name: رسائل"), keep=True).version == version
    assert refused(load, ("name: الخطابات", "name: رسائل")) == [told("policy", sentence, "policy:\n")]
    assert load(force=True).changes[-2:] == ["policy: version 2 superseded", "policy: version 3 in force"]


@pytest.mark.usefixtures("loaded")
def test_an_own_version_that_says_the_same_is_no_matter(load: Load) -> None:
    version = own_version(loaded_from="")
    assert load() == profiles.Loaded(version, [])


@pytest.mark.usefixtures("loaded")
def test_a_draft_is_not_touched(load: Load) -> None:
    draft = versions.draft_from_current(by=factories.make_staff("admin"))
    assert load(*LONGER).version.number == 3
    draft.refresh_from_db()
    assert (draft.status, draft.decision_days) == (PolicyStatus.DRAFT, 14)


def test_what_was_there_before_the_first_load_is_theirs(load: Load) -> None:
    Channel.objects.create(key="phone", name="هاتف", takes_in=True)
    lines = refused(load)
    assert lines[0] == told("channels[2].name", "is هاتف, which no load brought; the profile says الهاتف", "key: phone")
    assert load(force=True).version.number == 1


# a later version of the profile


@pytest.mark.usefixtures("loaded")
def test_a_profile_that_differs_becomes_the_next_version(load: Load) -> None:
    assert load(*LONGER, ("    target_days: 21", "    target_days: 30")).changes == [
        "policy: decision_days: 14 → 20",
        "policy: target_days: 21 → 30",
        "policy: window_text: تنظر لجنة البحث في الطلب بعد مدة لا تقل عن (14) يومًا. → "
        "تنظر لجنة البحث في الطلب بعد مدة لا تقل عن (20) يومًا.",
        "policy: version 1 superseded",
        "policy: version 2 in force",
    ]
    assert PolicyVersion.objects.in_force().decision_days == 20
    assert PolicyVersion.objects.get(number=1).status == PolicyStatus.SUPERSEDED


@pytest.mark.usefixtures("loaded")
def test_an_application_keeps_its_version_and_its_channel(load: Load) -> None:
    one = Channel.objects.get(key="phone")
    application = factories.submitted()
    mine = application.policy_version
    load(*LONGER, (PHONE, ""))
    application.refresh_from_db()
    assert (application.policy_version, application.policy_version.decision_days) == (mine, 14)
    one.refresh_from_db()
    assert (one.active, one.name) == (False, "الهاتف")


@pytest.mark.usefixtures("loaded")
def test_what_is_left_out_is_retired_and_comes_back(load: Load) -> None:
    assert load((PHONE, "")).changes == ["channel: phone retired"]
    assert load((PHONE, "")).changes == []
    assert Channel.objects.get(key="phone").active is False
    assert load().changes == ["channel: phone brought back"]
    assert keys() == ["visit", "phone", "letters"]


@pytest.mark.usefixtures("loaded")
def test_a_retired_row_that_is_taken_up_again_is_left_alone(load: Load) -> None:
    load((PHONE, ""))
    Channel.objects.filter(key="phone").update(active=True)
    assert load((PHONE, "")).changes == []
    assert Channel.objects.get(key="phone").active


@pytest.mark.usefixtures("loaded")
def test_objectives_are_told_one_by_one(load: Load) -> None:
    assert load(("o1: الغاية الأولى.", "o1: غاية.\n  o2: ثانية."), ("means_to: o6", "means_to: o1")).changes[:5] == [
        "policy: objectives.o1.text: الغاية الأولى. → غاية.",
        "policy: objectives.o7.means_to: o6 → o1",
        "policy: objectives.o2.text: nothing → ثانية.",
        "policy: version 1 superseded",
        "policy: version 2 in force",
    ]


def test_of_two_long_texts_the_part_that_differs_is_told() -> None:
    first, second = (" ".join([*["كلمة"] * 40, last, *["تتمة"] * 40]) for last in ("أولى", "أخرى"))
    (line,) = telling.differences("goal", first, second)
    before, after = line.removeprefix("goal: ").split(" → ")
    assert before.startswith("…كلمة")
    assert "أولى" in before
    assert "أخرى" in after
    assert max(len(before), len(after)) == telling.SHOWN + 1


def test_the_same_rows_in_another_order_are_told() -> None:
    rows = [{"key": "o1", "text": "أ"}, {"key": "o2", "text": "ب"}]
    assert telling.differences("objectives", rows, rows[::-1]) == ["objectives: in another order"]


@pytest.mark.usefixtures("loaded")
def test_two_tools_may_exchange_their_names(load: Load) -> None:
    load(("name: اللائحة}", "name: مؤقت}"), ("name: طلب الدعم", "name: اللائحة"))
    load(("name: اللائحة}", "name: طلب الدعم}"), ("name: طلب الدعم, kind", "name: اللائحة, kind"))
    assert dict(Tool.objects.values_list("key", "name")) == {"bylaws": "طلب الدعم", "request_form": "اللائحة"}


@pytest.mark.usefixtures("loaded")
def test_a_name_that_an_added_tool_has_is_told(load: Load) -> None:
    Tool.objects.create(key="guide", name="الدليل", position=9)
    pair = ("name: طلب الدعم", "name: الدليل")
    before = snapshot()
    with pytest.raises(profiles.ProfileError) as caught:
        load(pair, force=True)
    line = line_of(changed(pair), "name: الدليل")
    assert str(caught.value) == f"sample.yaml:{line}: tools[2].name: الدليل is the name of guide here already"
    assert snapshot() == before


# one portal, one association


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("how", [{}, {"force": True}, {"keep": True}])
def test_a_second_association_is_refused(load: Load, how: dict[str, bool]) -> None:
    before = snapshot()
    with pytest.raises(profiles.ProfileError) as caught:
        load(("slug: sample", "slug: another"), **how)
    assert str(caught.value) == "sample.yaml:2: association.slug: this portal serves sample, not another"
    assert snapshot() == before


def test_a_profile_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(profiles.ProfileError, match=r"^nobody\.yaml: there is no such profile; there are: sample$"):
        profiles.load(slug="nobody", folder=tmp_path)


LINES = TEXT.splitlines(keepends=True)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(n=st.integers(0, len(LINES) - 1), instead=st.sampled_from(["", "  x\n", "x: [\n", "  title: 1\n", "\t\n"]))
@pytest.mark.usefixtures("loaded")
def test_a_broken_profile_leaves_everything_as_it_was(tmp_path: Path, n: int, instead: str) -> None:
    before = snapshot()
    write(tmp_path, "".join([*LINES[:n], instead, *LINES[n + 1 :]]))
    try:
        profiles.load(slug=SLUG, folder=tmp_path)
    except profiles.ProfileError:
        assert snapshot() == before


@pytest.mark.django_db(transaction=True)
def test_two_first_loads_at_once_make_one_portal(tmp_path: Path) -> None:
    write(tmp_path)
    start = Barrier(2)

    def run(_n: int) -> list[str]:
        start.wait()
        try:
            return profiles.load(slug=SLUG, folder=tmp_path).changes
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        changes = sorted(pool.map(run, range(2)), key=len)
    assert [len(lines) for lines in changes] == [0, 7]
    assert (Association.objects.count(), PolicyVersion.objects.count(), ProfileLoad.objects.count()) == (1, 1, 1)
