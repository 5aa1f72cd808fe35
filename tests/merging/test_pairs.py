"""The bench of pairs: its list, one pair beside each other, what is decided there, and the pages of a merge."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import AccessLog, Staff
from accounts.states import Role
from beneficiaries.domain.duplicates import pairs
from beneficiaries.models import Beneficiary, DuplicatePair, Merge
from desk.presenters.navigation import nav_items
from ledger import clock
from ledger.errors import Refused
from tests import factories as make
from tests.desk.factories import client_of, queries

pytestmark = pytest.mark.django_db
DAY = {f"later-until_{part}": text for part, text in {"day": "1", "month": "1", "year": "2090"}.items()}


@pytest.fixture
def head(db: None) -> Staff:
    return make.make_staff(Role.HEAD)


@pytest.fixture
def client(head: Staff) -> Client:
    return client_of(head)


@pytest.fixture
def pair() -> DuplicatePair:
    one = make.make_person(first_name="نوره", family_name="الغيثاني", district="")
    return make.make_pair(one, make.make_person(family_name="الغيثاني"))


def edits(pair: DuplicatePair) -> dict[str, int]:
    """What a page of the merge keeps of both records."""
    now = Beneficiary.objects.in_bulk([pair.first_id, pair.second_id])
    return {"edits_first": now[pair.first_id].edits, "edits_second": now[pair.second_id].edits}


def test_the_likest_come_first_and_only_what_waits(client: Client, head: Staff, pair: DuplicatePair) -> None:
    likest = make.make_pair(make.make_person(), make.make_person(), score=99)
    apart = make.make_pair(make.make_person(), make.make_person())
    later = make.make_pair(make.make_person(), make.make_person())
    pairs.not_same(pair_id=apart.pk, by=head, reason="أختان")
    pairs.put_off(pair_id=later.pk, by=head, until=clock.today() + dt.timedelta(days=2))
    shown = lambda only: [row[0].pk for row in client.get(f"/people/pairs/?only={only}").context["rows"]]  # noqa: E731
    assert shown("") == [likest.pk, pair.pk]
    assert shown("later") == [later.pk]
    assert shown("decided") == [apart.pk]
    assert shown("anything") == [likest.pk, pair.pk]


def test_what_was_put_off_comes_back_on_its_day(head: Staff, pair: DuplicatePair, at: Any) -> None:
    pairs.put_off(pair_id=pair.pk, by=head, until=clock.today() + dt.timedelta(days=2))
    assert not DuplicatePair.objects.due().exists()
    with at(clock.now() + dt.timedelta(days=2)):
        assert list(DuplicatePair.objects.due()) == [pair]


def test_an_empty_bench_says_so(client: Client) -> None:
    response = client.get("/people/pairs/")
    assert response.status_code == 200
    assert "empty" in response.content.decode()


def test_the_section_bears_the_count_for_those_who_settle_it(head: Staff, pair: DuplicatePair) -> None:
    counts = {item["url"]: item["count"] for item in nav_items(head, "/")}
    assert str(counts["/people/pairs/"]) == "1"
    assert "/people/pairs/" not in {item["url"] for item in nav_items(make.make_staff(Role.RECEPTION), "/")}


def test_many_pairs_take_no_more_queries(head: Staff, pair: DuplicatePair) -> None:
    one = queries(head, "/people/pairs/")
    for _ in range(2):
        make.make_pair(make.make_person(), make.make_person())
    assert queries(head, "/people/pairs/") == one


def test_a_long_bench_is_turned_by_key(client: Client) -> None:
    people = [make.make_person() for _ in range(8)]
    made = [make.make_pair(one, other) for n, one in enumerate(people) for other in people[n + 1 :]]
    first = client.get("/people/pairs/").context["page"]
    second = client.get("/people/pairs/" + first.next_query).context["page"]
    assert [pair.pk for pair in first] + [pair.pk for pair in second] == [pair.pk for pair in made]


def test_one_pair_side_by_side_marks_what_differs(client: Client, pair: DuplicatePair) -> None:
    response = client.get(f"/people/pairs/{pair.pk}/")
    differs = {str(line.label): line.differs for line in response.context["lines"]}
    assert (differs["الاسم الأول"], differs["اسم العائلة"]) == (True, False)
    page = response.content.decode()
    assert page.count("مختلف") >= 1
    for person in (pair.first, pair.second):
        assert person.id_number not in page
        assert AccessLog.objects.filter(what=AccessLog.What.DUPLICATES, person_id=str(person.public_id)).exists()
    assert response.context["words"]["for"]


def test_what_only_one_record_says_is_no_difference(client: Client, pair: DuplicatePair) -> None:
    Beneficiary.objects.filter(pk=pair.first.pk).update(city="جدة", street="شارع النخيل")
    Beneficiary.objects.filter(pk=pair.second.pk).update(city="الرياض", street="")
    lines = {str(line.label): line for line in client.get(f"/people/pairs/{pair.pk}/").context["lines"]}
    assert [(lines[name].differs, lines[name].alone) for name in ("المدينة", "الشارع", "التسجيل")] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_the_neighbours_are_reached_by_key(client: Client, pair: DuplicatePair) -> None:
    before = make.make_pair(make.make_person(), make.make_person(), score=95)
    after = make.make_pair(make.make_person(), make.make_person(), score=80)
    response = client.get(f"/people/pairs/{pair.pk}/")
    assert (response.context["previous"], response.context["next"]) == (before, after)
    page = response.content.decode()
    assert 'aria-keyshortcuts="J ArrowLeft"' in page
    assert 'aria-keyshortcuts="K ArrowRight"' in page


def test_two_people_are_kept_apart_with_a_reason_and_the_next_comes(client: Client, pair: DuplicatePair) -> None:
    after = make.make_pair(make.make_person(), make.make_person(), score=80)
    wrong = client.post(f"/people/pairs/{pair.pk}/", {"outcome": "not_same", "apart-reason": " "})
    assert wrong.status_code == 422
    done = client.post(f"/people/pairs/{pair.pk}/", {"outcome": "not_same", "apart-reason": "أختان"})
    assert done["Location"] == f"/people/pairs/{after.pk}/"
    pair.refresh_from_db()
    assert (pair.state, pair.reason) == ("not_same", "أختان")
    client.post(f"/people/pairs/{pair.pk}/", {"outcome": "reopen"})
    pair.refresh_from_db()
    assert (pair.state, pair.reason, pair.decided_by) == ("open", "", None)


def test_a_pair_is_put_off_to_a_day_to_come(client: Client, pair: DuplicatePair) -> None:
    past = DAY | {"later-until_year": "2020"}
    assert client.post(f"/people/pairs/{pair.pk}/", {"outcome": "later", **past}).status_code == 422
    assert client.post(f"/people/pairs/{pair.pk}/", {"outcome": "later", **DAY})["Location"] == "/people/pairs/"
    pair.refresh_from_db()
    assert (pair.state, pair.until) == ("later", dt.date(2090, 1, 1))


def test_what_a_colleague_decided_is_not_decided_again(head: Staff, client: Client, pair: DuplicatePair) -> None:
    pairs.not_same(pair_id=pair.pk, by=head, reason="أختان")
    response = client.post(f"/people/pairs/{pair.pk}/", {"outcome": "later", **DAY})
    assert response.status_code == 422
    with pytest.raises(Refused):
        pairs.put_off(pair_id=pair.pk, by=head, until=clock.today() + dt.timedelta(days=2))
    with pytest.raises(Refused):
        pairs.not_same(pair_id=pair.pk, by=make.make_staff(Role.RECEPTION), reason="x")


def test_a_merge_is_shown_before_it_happens_and_then_leads_to_its_result(client: Client, pair: DuplicatePair) -> None:
    url = f"/people/pairs/{pair.pk}/merge/"
    opened = client.get(url)
    form = opened.context["form"]
    assert set(form.fields) == {"kept", "first_name", "district", "reason"}
    assert form.fields["district"].initial == "second"
    chosen = {"kept": "first", "first_name": "second", "district": "second", "reason": "الهوية", **edits(pair)}
    confirm = client.post(url, chosen)
    assert confirm.status_code == 200
    assert "&lt;" not in confirm.content.decode()
    assert not Merge.objects.exists()
    sent = {name: str(value) for name, value in confirm.context["fields"]}
    assert sent == {name: str(value) for name, value in chosen.items()}
    for _twice in range(2):
        done = client.post(url, {**sent, "confirmed": "1"})
        assert done["Location"] == f"/people/pairs/{pair.pk}/merged/"
    assert client.get(done["Location"]).status_code == 200
    kept = Beneficiary.objects.get(pk=pair.first_id)
    assert (kept.first_name, kept.district) == ("نورة", "الواحة")
    assert Merge.objects.count() == 1


def test_nothing_is_merged_without_a_reason_or_on_an_old_page(client: Client, head: Staff, pair: DuplicatePair) -> None:
    url = f"/people/pairs/{pair.pk}/merge/"
    chosen = {"kept": "first", "first_name": "second", "district": "second", "confirmed": "1", **edits(pair)}
    assert client.post(url, chosen).status_code == 422
    assert client.post(url, {**chosen, "reason": "x", "edits_second": "77"}).status_code == 409
    assert client.post(url, {**chosen, "reason": "x", "edits_second": "x"}).status_code == 409
    assert client.post(url, {**chosen, "reason": "x", "back": "1"}).status_code == 200
    assert not Merge.objects.exists()


def test_two_open_applications_are_named_with_the_way_to_close_one(client: Client, pair: DuplicatePair) -> None:
    cases = [make.draft(person=person) for person in (pair.first, pair.second)]
    url = f"/people/pairs/{pair.pk}/merge/"
    page = client.get(url).content.decode()
    for case in cases:
        assert f"/intake/{case.reference}/close/" in page
    chosen = {"kept": "first", "first_name": "second", "district": "second", "confirmed": "1", "reason": "x"}
    client.post(url, {**chosen, **edits(pair)})
    assert not Merge.objects.exists()


def test_the_old_address_leads_to_the_kept_record(client: Client, head: Staff, pair: DuplicatePair) -> None:
    chosen = {"kept": "second", "first_name": "second", "district": "second", "confirmed": "1", "reason": "x"}
    client.post(f"/people/pairs/{pair.pk}/merge/", {**chosen, **edits(pair)})
    old, new = pair.first.public_id, pair.second.public_id
    assert client.get(f"/people/{old}/")["Location"] == f"/people/{new}/"
    reception = client_of(make.make_staff(Role.RECEPTION, branch=make.make_branch()))
    for address in ("/people/{}/edit/", "/people/{}/representative/", "/intake/people/{}/start/"):
        assert reception.get(address.format(old), follow=True).redirect_chain[-1][0] == f"/people/{new}/"
    assert client.get(f"/people/pairs/{pair.pk}/").status_code == 200


def test_pairs_of_a_merged_record_leave_the_bench(client: Client, pair: DuplicatePair) -> None:
    other = make.make_pair(pair.first, make.make_person())
    chosen = {"kept": "second", "first_name": "second", "district": "second", "confirmed": "1", "reason": "x"}
    client.post(f"/people/pairs/{pair.pk}/merge/", {**chosen, **edits(pair)})
    assert list(DuplicatePair.objects.due()) == []
    assert client.get(f"/people/pairs/{other.pk}/merge/")["Location"] == "/people/pairs/"
    assert client.get(f"/people/pairs/{other.pk}/").status_code == 200
