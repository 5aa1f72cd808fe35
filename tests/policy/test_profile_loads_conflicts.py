"""What an administrator changed since the last load is named, and neither lost nor written over unasked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile

from documents.domain import stored_files
from ledger import clock
from policy.domain import versions
from policy.domain.profiles import loads
from policy.models import Association, Channel, PolicyVersion, ProfileLoad, Tool
from policy.states import PolicyStatus
from tests import factories
from tests.documents.factories import PDF
from tests.policy.sample import LONGER, PHONE, TEXT, VISIT, line_of, snapshot

pytestmark = pytest.mark.django_db
Load = Callable[..., loads.Loaded]


def refused(load: Load, *pairs: tuple[str, str]) -> list[str]:
    """The lines of a load that is refused and writes nothing."""
    before = snapshot()
    with pytest.raises(loads.Overwrites) as caught:
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
    draft = versions.draft(association=association, facts=same | facts, by=admin)
    paper = stored_files.store(upload=ContentFile(PDF, name="policy.pdf"), by=admin)
    approved = versions.approve(version_id=draft.pk, by=admin, signed=paper)
    return versions.put_in_force(version_id=approved.pk, by=admin)


def keys() -> list[str]:
    return list(Channel.objects.values_list("key", flat=True))


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
    with pytest.raises(loads.Overwrites) as caught:
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
    version = own_version(decision_days=20, target_days=30)
    since = version.in_force_from.astimezone(clock.RIYADH).date()
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
    version = own_version()
    assert load() == loads.Loaded(version, [])


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
