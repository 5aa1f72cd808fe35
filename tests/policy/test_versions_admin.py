"""What an administrator types into a draft and into a channel, where it would break pages or the board's word."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Staff
from accounts.states import Role
from ledger.errors import Refused
from policy.domain import channels, versions
from policy.models import Channel, PolicyVersion
from policy.resources import ChannelResource
from tests.factories import make_staff
from tests.intake.paper_browser import form_of
from tests.policy.factories import next_draft, paper


@pytest.fixture
def admin(policy: PolicyVersion) -> Staff:
    return make_staff(Role.ADMIN)


@pytest.fixture
def desk(admin: Staff, client: Client) -> Client:
    client.force_login(admin)
    return client


def saved(desk: Client, draft: PolicyVersion, **changes: str) -> Any:
    url = reverse("admin:policy_policyversion_change", args=[draft.pk])
    return desk.post(url, form_of(desk.get(url), has="window_text").data(**changes))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("objectives", ["o1"]),
        ("objectives", {"o1": "نص"}),
        ("objectives", 5),
        ("objectives", [{"text": "بلا مفتاح"}]),
        ("objectives", [{"key": "o1"}]),
        ("objectives", [{"key": ["o1"], "text": "نص"}]),
        ("objectives", [{"key": "o1", "text": "نص", "means_to": ["o2"]}]),
        ("objectives", [{"key": "o1", "text": "نص", "means_to": "o1"}]),
        ("objectives", [{"key": "o1", "text": "نص"}, {"key": "o1", "text": "نص"}]),
        ("eligibility", [1]),
        ("eligibility", "نص"),
        ("eligibility", {"steps": 5}),
        ("eligibility", {"steps": [1]}),
        ("eligibility", {"mechanisms": [1]}),
        ("eligibility", {"mechanisms": {"a": 1}}),
        ("eligibility", {"mechanisms": [{"key": "interview"}]}),
        ("eligibility", {"mechanisms": [{"key": "banana", "name": "نص", "sentence": "نص"}]}),
    ],
)
def test_a_list_that_no_page_could_show_is_not_saved(desk: Client, admin: Staff, name: str, value: object) -> None:
    draft = next_draft(by=admin)
    answer = saved(desk, draft, **{name: json.dumps(value)})
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [name]
    assert getattr(PolicyVersion.objects.get(pk=draft.pk), name) == getattr(draft, name)


def test_what_the_pages_can_show_is_saved(desk: Client, admin: Staff) -> None:
    draft = next_draft(by=admin)
    rows = [{"key": "o1", "text": "الأول"}, {"key": "o2", "text": "الثاني", "means_to": "o1"}]
    assert saved(desk, draft, objectives=json.dumps(rows), eligibility="null").status_code == 302
    now = PolicyVersion.objects.get(pk=draft.pk)
    assert (now.objectives, now.eligibility) == (rows, {})
    assert desk.get(reverse("policy:version", args=[2])).status_code == 200
    assert desk.get(reverse("policy:compare", args=[1, 2])).status_code == 200


@pytest.mark.parametrize(
    "changes", [{"stated_days": "5"}, {"stated_days": "7", "decision_days": "7", "window_text": "7"}]
)
def test_the_boards_window_is_not_shortened_in_admin(desk: Client, admin: Staff, changes: dict[str, str]) -> None:
    draft = next_draft(by=admin)
    answer = saved(desk, draft, **changes)
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["stated_days"]


def test_a_stated_window_does_not_become_silent_in_admin(desk: Client, admin: Staff) -> None:
    url = reverse("admin:policy_policyversion_change", args=[next_draft(by=admin).pk])
    data = form_of(desk.get(url), has="window_text").data(stated_days="")
    data.pop("window_stated")
    assert "stated_days" in desk.post(url, data).context["adminform"].form.errors


def approved_on(day: int, month: int, year: int) -> dict[str, str]:
    return {"approved_on_day": f"{day}", "approved_on_month": f"{month}", "approved_on_year": f"{year}"}


@pytest.mark.parametrize(
    ("field", "value"), [("weekday", "الأحد"), ("approved_on_hijri", "1446-04-19"), ("approved_on_hijri", "1446-13-45")]
)
def test_days_of_an_approval_that_contradict_are_refused(desk: Client, admin: Staff, field: str, value: str) -> None:
    draft = next_draft(by=admin)
    answer = saved(desk, draft, **approved_on(21, 10, 2024), **{field: value})
    assert list(answer.context["adminform"].form.errors) == [field]
    PolicyVersion.objects.filter(pk=draft.pk).update(**{field: value})
    facts = {"board_meeting": 5, "approved_on": dt.date(2024, 10, 21)}
    with pytest.raises(Refused) as caught:
        versions.approve(version_id=draft.pk, by=admin, signed=paper(admin), **facts)
    assert caught.value.code == "days"


def test_days_of_an_approval_that_agree_are_taken(desk: Client, admin: Staff) -> None:
    same = {**approved_on(20, 10, 2024), "approved_on_hijri": "1446-04-17", "weekday": "يوم الأحد"}
    assert saved(desk, next_draft(by=admin), **same).status_code == 302


def test_the_day_of_an_approval_is_typed_in_hijri_as_well(desk: Client, admin: Staff) -> None:
    draft = next_draft(by=admin)
    agreeing = {"approved_on_hijri": "", "weekday": ""}
    assert saved(desk, draft, **approved_on(17, 4, 1446), **agreeing).status_code == 302
    draft.refresh_from_db()
    assert draft.approved_on == dt.date(2024, 10, 20)
    url = reverse("admin:policy_policyversion_change", args=[draft.pk])
    refused = saved(desk, draft, **approved_on(30, 8, 1446), **agreeing)
    assert "لا يوجد يوم 30 في شعبان 1446هـ" in refused.content.decode()
    assert "20 أكتوبر 2024م · 17 ربيع الآخر 1446هـ" in desk.get(url).content.decode()


def test_the_list_and_the_page_of_a_version_show_both_calendars(desk: Client, admin: Staff) -> None:
    version = PolicyVersion.objects.get()
    PolicyVersion.objects.filter(pk=next_draft(by=admin).pk).update(approved_on=dt.date(2024, 10, 20))
    for url in (
        reverse("admin:policy_policyversion_changelist"),
        reverse("admin:policy_policyversion_change", args=[version.pk]),
    ):
        page = desk.get(url).content.decode()
        shown = [one for one in page.split("<time")[1:] if one.startswith(' class="date"')]
        assert shown
        assert all("beside" in one.split("</time>")[0] for one in shown)
    listed = desk.get(reverse("admin:policy_policyversion_changelist"), {"o": "5"}).content.decode()
    assert 'datetime="2024-10-20"' in listed
    assert "17 ربيع الآخر 1446هـ" in listed


def test_the_last_channel_that_carries_outcomes_stays_in_admin(desk: Client) -> None:
    carriers = list(Channel.objects.carrying_decisions())
    answers = []
    for channel in carriers:
        url = reverse("admin:policy_channel_change", args=[channel.pk])
        data = form_of(desk.get(url), has="name").data()
        data.pop("active")
        answers.append(desk.post(url, data).status_code)
    assert answers == [302] * (len(carriers) - 1) + [200]
    assert Channel.objects.carrying_decisions().get() == carriers[-1]


def test_an_imported_table_leaves_a_channel_that_carries_outcomes(policy: PolicyVersion) -> None:
    table = ChannelResource().export()
    place = table.headers.index("active")
    for n, row in enumerate(table):
        table[n] = [*row[:place], "0", *row[place + 1 :]]
    assert ChannelResource().import_data(table, dry_run=False, use_transactions=True).has_errors()
    assert Channel.objects.carrying_decisions().exists()


def test_no_two_channels_at_the_counter_have_one_name(admin: Staff) -> None:
    phone, social = Channel.objects.get(key="phone"), Channel.objects.get(key="social")
    with pytest.raises(Refused) as caught:
        channels.add(key="second", name=f" {phone.name} ", by=admin)
    assert (caught.value.field, caught.value.code) == ("name", "name_taken")
    with pytest.raises(Refused):
        channels.change(channel_id=social.pk, by=admin, name=phone.name)
    channels.change(channel_id=phone.pk, by=admin, name=phone.name, as_printed="الهاتف")
    channels.retire(channel_id=phone.pk, by=admin)
    channels.add(key="second", name=phone.name, by=admin)
