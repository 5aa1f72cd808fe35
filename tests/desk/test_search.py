"""The search box: what it finds, what it refuses kindly, and what never comes into an address."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AccessLog
from accounts.states import Role
from desk.queries.people import is_open_to
from tests import factories as make
from tests.desk.factories import client_of, queries, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return make.make_person(first_name="مها", father_name="سليمان", grandfather_name="راشد", family_name="الغيثان")


@pytest.fixture
def client() -> Client:
    return client_of(staff(Role.RECEPTION))


def _found(response: Any) -> list[int]:
    return [result.person.pk for result in response.context["answer"].results]


def test_a_name_moves_on_to_an_address(client: Client, person: Any) -> None:
    response = client.post("/search/", {"q": "مها الغيثان"}, follow=True)
    assert response.request["QUERY_STRING"].startswith("q=")
    assert _found(response) == [person.pk]
    page = response.content.decode()
    assert person.id_number not in page
    assert person.id_number[-4:] in page


@pytest.mark.parametrize("digits", [str, lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))])
def test_numbers_are_found_by_post_and_stay_out_of_addresses(client: Client, person: Any, digits: Any) -> None:
    phone = person.contact_points.get(kind="mobile").value
    for number in (person.id_number, phone):
        response = client.post("/search/", {"q": digits(number)})
        assert response.status_code == 200
        assert _found(response) == [person.pk]
        assert client.get("/search/", {"q": digits(number)})["Location"] == "/search/"
    assert not AccessLog.objects.filter(detail__contains=person.id_number).exists()
    assert AccessLog.objects.filter(what=AccessLog.What.SEARCH).count() == 2


@pytest.mark.parametrize(
    "typed", ["", "   ", "ا" * 10_000, "%", "_%_", "*", "'; --", "😀😀", "12", "\x00", "\x00مها", "٪"]
)
def test_what_cannot_be_searched_is_refused_kindly(client: Client, person: Any, typed: str) -> None:
    response = client.post("/search/", {"q": typed}, follow=True)
    assert response.status_code in (200, 422)
    assert not response.context["answer"].results or typed.endswith("مها")
    assert "error-summary" in response.content.decode() or response.status_code == 200
    assert client.get("/search/", {"q": typed}).status_code in (200, 422)


def test_a_wildcard_finds_nobody(client: Client, person: Any) -> None:
    for typed in ("مها%", "%ها", "م_ا"):
        response = client.post("/search/", {"q": typed}, follow=True)
        assert response.status_code in (200, 422)


def test_a_reference_opens_its_file_and_keeps_to_what_is_visible(client: Client) -> None:
    mine, other = make.draft(), make.draft(by=staff(Role.RECEPTION, "SOUTH"))
    assert client.post("/search/", {"q": mine.reference})["Location"] == f"/cases/{mine.reference}/"
    typed = mine.reference.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")).replace("-", " – ")
    assert client.post("/search/", {"q": typed})["Location"] == f"/cases/{mine.reference}/"
    assert client.post("/search/", {"q": other.reference}).status_code == 422


def test_registering_follows_a_search_and_carries_what_was_typed(client: Client) -> None:
    response = client.post("/search/", {"q": "1000000008"})
    page = response.content.decode()
    assert 'name="q" value="1000000008"' in page
    assert 'action="/people/new/"' in page
    assert 'action="/people/new/"' not in client.get("/search/").content.decode()
    researcher = client_of(staff(Role.RESEARCHER))
    assert 'action="/people/new/"' not in researcher.post("/search/", {"q": "1000000008"}).content.decode()


def test_more_results_cost_no_more() -> None:
    user = staff(Role.RECEPTION)
    make.draft(by=user)
    one = queries(user, "/search/?q=نورة")
    make.draft(by=user)
    make.draft(by=user)
    assert queries(user, "/search/?q=نورة") == one


def test_the_last_application_is_one_that_the_reader_may_see(client: Client, person: Any) -> None:
    make.draft(person=person, by=staff(Role.RECEPTION, "SOUTH"))
    result = client.post("/search/", {"q": "مها الغيثان"}, follow=True).context["answer"].results[0]
    assert result.last is None


def test_the_person_s_page_shows_visible_applications_and_is_logged(client: Client, person: Any) -> None:
    mine = make.draft(person=person)
    other = make.draft(person=person, by=staff(Role.RECEPTION, "SOUTH"), service=make.make_service("food"))
    response = client.get(f"/people/{person.public_id}/")
    page = response.content.decode()
    assert mine.reference in page
    assert other.reference not in page
    assert person.id_number not in page
    assert AccessLog.objects.filter(what=AccessLog.What.PERSON, person_id=str(person.public_id)).count() == 1
    assert client.get("/people/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_revealing_shows_the_number_once_and_is_logged(client: Client, person: Any) -> None:
    url = f"/people/{person.public_id}/reveal/"
    response = client.post(url, {"next": "/cases/1448-00001/"})
    assert person.id_number in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    read = AccessLog.objects.get(what=AccessLog.What.ID_REVEAL)
    assert (read.person_id, read.url) == (str(person.public_id), "/cases/1448-00001/")
    part = client.post(url, {"next": "https://evil.example/"}, headers={"HX-Request": "true"})
    assert person.id_number in part.content.decode()
    assert "<html" not in part.content.decode()
    assert client.get(url).status_code == 405
    assert client_of(make.make_staff(Role.MANAGER)).post(url).status_code == 403


def test_a_number_is_open_through_a_case_or_the_search_and_to_no_other(person: Any) -> None:
    url = f"/people/{person.public_id}/reveal/"
    researcher = staff(Role.RESEARCHER)
    assert client_of(researcher).post(url).status_code == 200
    assert not is_open_to(make.make_staff(Role.MANAGER), person)
    assert is_open_to(researcher, person)


def test_the_person_s_page_costs_the_same_for_more_applications(person: Any) -> None:
    user = staff(Role.RECEPTION)
    url = f"/people/{person.public_id}/"
    make.draft(person=person, by=user)
    one = queries(user, url)
    for code in ("food", "devices"):
        make.draft(person=person, by=user, service=make.make_service(code))
    assert queries(user, url) == one
