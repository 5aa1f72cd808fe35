"""A new version reaches everybody, and says when it is to be reviewed."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Staff
from accounts.states import Role
from channels_log.domain import sweep
from policy.domain import acknowledgements
from policy.models import Acknowledgement, PolicyReview, PolicyVersion
from policy.presenters.reminders import reminders
from policy.states import PolicyStatus
from tests.factories import make_branch, make_staff
from tests.policy.factories import approved, next_draft, next_version

ASKED = "يُطلب منك الاطلاع على السياسة السارية"


def page(name: str) -> str:
    return reverse(f"policy:{name}")


def clerk(client: Client, *roles: Role) -> Staff:
    user = make_staff(*(roles or (Role.RECEPTION,)), branch=make_branch())
    client.force_login(user)
    return user


def words(response: Any) -> str:
    assert response.status_code in (200, 422)
    return str(response.content.decode())


def test_every_page_asks_until_the_policy_is_read(policy: PolicyVersion, client: Client) -> None:
    user = clerk(client)
    search = reverse("desk:search")
    assert ASKED in words(client.get(search))
    assert ASKED not in words(client.get(page("current")))
    sent = {"version": str(policy.pk)}
    for _click in range(2):
        assert client.post(page("acknowledge"), sent).url == page("current")
    assert Acknowledgement.objects.get().by == user
    assert ASKED not in words(client.get(search))
    assert "سبق إقرارك" in words(client.get(page("current")))
    next_version()
    assert ASKED in words(client.get(search))
    assert client.post(page("acknowledge"), sent).url == page("current")
    assert Acknowledgement.objects.filter(version__number=2).count() == 0
    assert ASKED in words(client.get(search))


@pytest.mark.parametrize("sent", ["", "x", "0", "٣", "99999999"])
def test_what_is_acknowledged_is_a_version(policy: PolicyVersion, client: Client, sent: str) -> None:
    clerk(client)
    assert client.post(page("acknowledge"), {"version": sent}).url == page("current")
    assert not Acknowledgement.objects.exists()


def test_before_a_policy_is_loaded_nobody_is_asked(db: None, client: Client) -> None:
    clerk(client)
    assert ASKED not in words(client.get(reverse("desk:search")))


def test_who_has_read_it_and_who_has_not_is_a_list(policy: PolicyVersion, client: Client) -> None:
    reader, late, gone = (make_staff(Role.RECEPTION, branch=make_branch()) for _n in range(3))
    acknowledgements.acknowledge(version_id=policy.pk, by=reader)
    acknowledgements.acknowledge(version_id=policy.pk, by=gone)
    Staff.objects.filter(pk=gone.pk).update(is_active=False)
    admin = clerk(client, Role.ADMIN)
    response = client.get(page("circulation"))
    shown = response.context["shown"]
    assert [row.by for row in shown.readers.read] == [reader, gone]
    assert set(shown.readers.unread) == {late, admin}
    assert (shown.read, shown.total) == (1, 3)
    assert [(one.read, one.total) for one in shown.branches] == [(1, 3)]
    text = words(response)
    assert all(person.name in text for person in (reader, late, gone))
    next_version()
    assert client.get(page("circulation")).context["shown"].read == 0
    assert client.get(page("circulation") + "?version=1").context["shown"].read == 1


def test_the_list_costs_the_same_for_many(
    policy: PolicyVersion, client: Client, django_assert_num_queries: Any
) -> None:
    clerk(client, Role.ADMIN)
    for _n in range(5):
        acknowledgements.acknowledge(version_id=policy.pk, by=make_staff(Role.RECEPTION, branch=make_branch()))
        make_staff(Role.RECEPTION, branch=make_branch())
    with django_assert_num_queries(5):
        client.get(page("circulation"))


def test_a_version_begins_on_its_day_by_the_sweep(policy: PolicyVersion, at: Any) -> None:
    version = approved(next_draft(), takes_effect_on=dt.date(2027, 3, 1))
    with at("2027-02-28 23:59"):
        sweep.run()
        assert PolicyVersion.objects.in_force() == policy
    with at("2027-03-01 00:00"):
        sweep.run()
    now = PolicyVersion.objects.in_force()
    assert (now, now.in_force_by) == (version, None)


def test_the_reminder_begins_thirty_days_before(policy: PolicyVersion, at: Any) -> None:
    day = policy.review_on
    assert day is not None
    for days, said in ((-31, ""), (-30, "تحل مراجعة السياسة"), (0, "تحل مراجعة السياسة"), (1, "تأخرت مراجعة السياسة")):
        with at(dt.datetime.combine(day + dt.timedelta(days=days), dt.time(9))):
            texts = [one.text for one in reminders() if "مراجعة" in one.text]
        assert [said in text for text in texts] == ([True] if said else [])


def test_a_policy_that_states_no_review_is_reminded_by_the_portal(policy: PolicyVersion, at: Any) -> None:
    version = next_version(review_text="", review_on=dt.date(2027, 6, 1))
    assert version.status == PolicyStatus.IN_FORCE
    with at("2027-06-05 09:00"):
        why = [one.why for one in reminders() if "تأخرت" in one.text]
    assert why == ["لا تنص السياسة نفسها على مراجعة، وهذا التذكير من البوابة."]


def test_a_review_is_recorded_and_sets_the_next_day(policy: PolicyVersion, client: Client) -> None:
    clerk(client, Role.ADMIN)
    day = {"next_on_day": "1", "next_on_month": "6", "next_on_year": "2099"}
    assert client.post(page("review"), {"note": " ", **day}).status_code == 422
    assert client.post(page("review"), {"note": "لا تعديل.", **day, "next_on_year": "2020"}).status_code == 422
    for _click in range(2):
        assert client.post(page("review"), {"note": "لا تعديل.", **day}).url == page("versions")
    assert PolicyReview.objects.get().next_on == dt.date(2099, 6, 1)
    assert PolicyVersion.objects.in_force().effective_review_on == dt.date(2099, 6, 1)
    assert "لا تعديل." in words(client.get(page("review")))
