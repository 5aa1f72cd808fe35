"""Loading a profile: what it writes, that it may run again, and how a later version of it follows."""

import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.domain.profiles import diff, loads
from policy.models import Association, Channel, PolicyVersion, ProfileLoad, Tool
from policy.states import PolicyStatus
from tests import factories
from tests.policy.sample import LONGER, PHONE, SLUG, TEXT, changed, line_of, snapshot, write

pytestmark = pytest.mark.django_db
Load = Callable[..., loads.Loaded]


def keys() -> list[str]:
    return list(Channel.objects.values_list("key", flat=True))


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
    (line,) = diff.differences("goal", first, second)
    before, after = line.removeprefix("goal: ").split(" → ")
    assert before.startswith("…كلمة")
    assert "أولى" in before
    assert "أخرى" in after
    assert max(len(before), len(after)) == diff.SHOWN + 1


def test_the_same_rows_in_another_order_are_told() -> None:
    rows = [{"key": "o1", "text": "أ"}, {"key": "o2", "text": "ب"}]
    assert diff.differences("objectives", rows, rows[::-1]) == ["objectives: in another order"]


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
    with pytest.raises(loads.ProfileError) as caught:
        load(pair, force=True)
    line = line_of(changed(pair), "name: الدليل")
    assert str(caught.value) == f"sample.yaml:{line}: tools[2].name: الدليل is the name of guide here already"
    assert snapshot() == before


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("how", [{}, {"force": True}, {"keep": True}])
def test_a_second_association_is_refused(load: Load, how: dict[str, bool]) -> None:
    before = snapshot()
    with pytest.raises(loads.ProfileError) as caught:
        load(("slug: sample", "slug: another"), **how)
    assert str(caught.value) == "sample.yaml:2: association.slug: this portal serves sample, not another"
    assert snapshot() == before


def test_a_profile_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(loads.ProfileError, match=r"^nobody\.yaml: there is no such profile; there are: sample$"):
        loads.load(slug="nobody", folder=tmp_path)


LINES = TEXT.splitlines(keepends=True)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(n=st.integers(0, len(LINES) - 1), instead=st.sampled_from(["", "  x\n", "x: [\n", "  title: 1\n", "\t\n"]))
@pytest.mark.usefixtures("loaded")
def test_a_broken_profile_leaves_everything_as_it_was(tmp_path: Path, n: int, instead: str) -> None:
    before = snapshot()
    write(tmp_path, "".join([*LINES[:n], instead, *LINES[n + 1 :]]))
    try:
        loads.load(slug=SLUG, folder=tmp_path)
    except loads.ProfileError:
        assert snapshot() == before


@pytest.mark.django_db(transaction=True)
def test_two_first_loads_at_once_make_one_portal(tmp_path: Path) -> None:
    write(tmp_path)
    start = Barrier(2)

    def run(_n: int) -> list[str]:
        start.wait()
        try:
            return loads.load(slug=SLUG, folder=tmp_path).changes
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        changes = sorted(pool.map(run, range(2)), key=len)
    assert [len(lines) for lines in changes] == [0, 7]
    assert (Association.objects.count(), PolicyVersion.objects.count(), ProfileLoad.objects.count()) == (1, 1, 1)
