"""The list under the box while somebody types: what it shows, says, marks and logs, and that nothing breaks it."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AccessLog
from accounts.states import Role
from beneficiaries.models import names
from desk.presenters.highlights import marked
from tests import factories as make
from tests.desk.factories import client_of, staff

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person() -> Any:
    return make.make_person(first_name="مها", father_name="سليمان", grandfather_name="راشد", family_name="الغيثاني")


@pytest.fixture
def client() -> Client:
    return client_of(staff(Role.RECEPTION))


def typing(client: Client, text: str) -> Any:
    response = client.post("/search/", {"q": text}, headers=HTMX)
    assert response.status_code == 200
    return response


def test_the_answer_is_the_list_alone_and_its_count_is_said(client: Client, person: Any) -> None:
    page = typing(client, "مه الغ").content.decode()
    assert "<html" not in page
    assert f'href="/people/{person.public_id}/"' in page
    assert "<mark>مه</mark>ا سليمان راشد <mark>الغ</mark>يثاني" in page
    assert 'hx-swap-oob="innerHTML:#found-said">نتيجة واحدة' in page
    assert person.id_number not in page
    assert person.id_number[-4:] in page


def test_both_pages_with_the_box_have_a_place_for_the_list(client: Client) -> None:
    make.make_policy()
    for address in ("/", "/search/"):
        page = client.get(address).content.decode()
        assert page.count('id="found"') == page.count('hx-target="#found"') == page.count('id="found-said"') == 1


def test_a_mistyped_word_is_mended_and_told(client: Client, person: Any) -> None:
    page = typing(client, "مها الغيثناي").content.decode()
    assert f'href="/people/{person.public_id}/"' in page
    assert "لا أحد اسمه «<bdi>الغيثناي</bdi>»" in page
    assert "<strong><bdi>الغيثاني</bdi></strong>" in page
    assert "<mark>الغيثاني</mark>" in page
    assert 'name="q" value="مها الغيثناي"' in page


def test_what_a_word_was_taken_for_is_written_as_people_write_it(client: Client) -> None:
    make.make_person(first_name="لطيفة", family_name="الريحانوي")
    page = typing(client, "لطيفذ الريحانوي").content.decode()
    assert "<strong><bdi>لطيفة</bdi></strong>" in page


def test_a_word_in_place_of_another_is_told_otherwise(client: Client, person: Any) -> None:
    make.make_person(first_name="ماهر", family_name="الشفقي")
    page = typing(client, "مهار الغيثاني").content.decode()
    assert "لا أحد اسمه" in page
    page = typing(client, "ماه الغيثاني").content.decode()
    assert "لا أحد يجمع اسمه كل ما كُتب" in page
    assert f'href="/people/{person.public_id}/"' in page


def test_registering_is_offered_with_what_was_typed_to_those_who_may(client: Client, person: Any) -> None:
    for text in ("مها", "زيد", "1000000008"):
        page = typing(client, text).content.decode()
        assert f'name="q" value="{text}"' in page
        assert 'action="/people/new/"' in page
        assert 'name="csrfmiddlewaretoken"' in page
    researcher = client_of(staff(Role.RESEARCHER))
    assert 'action="/people/new/"' not in typing(researcher, "زيد").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "ا" * 10_000, "9" * 10_000, "%", "_%_", "*", "'", "''':*", "\\", "'; --", "!(م)", "م:*", "<->"),
        *(
            "م & ا",
            "م | ا",
            "😀😀",
            "12",
            "10000",
            "1448-",
            "\x00",
            "م\x00ها",
            "\u202e\u2066مها\u2069",
            "٪",
            "<b>م</b>",
        ),
        *("عبد " * 20, "مها' & 'x':*"),
    ],
)
def test_nothing_that_is_typed_breaks_it(client: Client, person: Any, typed: str) -> None:
    page = typing(client, typed).content.decode()
    assert "<b>م" not in page
    assert client.post("/search/", {"q": typed}, follow=True).status_code in (200, 422)


def test_what_cannot_be_searched_yet_is_said_without_alarm(client: Client) -> None:
    page = typing(client, "10000").content.decode()
    assert "error-summary" not in page
    assert '<p class="meta">' in page
    assert "<p" not in typing(client, " ").content.decode()


def test_only_answers_that_show_people_are_logged_and_never_what_was_typed(client: Client, person: Any) -> None:
    typing(client, "زيد")
    assert not AccessLog.objects.filter(what=AccessLog.What.SEARCH).exists()
    typing(client, "مها")
    typing(client, person.id_number)
    details = set(AccessLog.objects.filter(what=AccessLog.What.SEARCH).values_list("detail", "url"))
    assert details == {("name: 1 while typing", "/search/"), ("id: 1 while typing", "/search/")}


def test_it_asks_for_the_right_to_search(person: Any) -> None:
    manager = client_of(make.make_staff(Role.MANAGER))
    assert manager.post("/search/", {"q": "مها"}, headers=HTMX).status_code == 403
    assert Client().post("/search/", {"q": "مها"}, headers=HTMX)["HX-Redirect"].startswith("/accounts/login/")


def test_a_beginning_of_a_reference_lists_what_may_be_opened(client: Client) -> None:
    mine, other = make.draft(), make.draft(by=staff(Role.RECEPTION, "SOUTH"))
    begun = mine.reference[:-1]
    response = client.post("/search/", {"q": begun})
    assert response.context["answer"].cases == [mine]
    page = typing(client, begun).content.decode()
    assert f'href="/cases/{mine.reference}/"' in page
    assert other.reference not in page
    assert f'href="/cases/{mine.reference}/"' in typing(client, mine.reference).content.decode()
    assert client.post("/search/", {"q": "1399-0"}).status_code == 422


@pytest.mark.parametrize("typed", ["0512-345678", "مها 0512345678", "05123", "+966 51234"])
def test_no_part_of_a_number_comes_into_an_address(client: Client, typed: str) -> None:
    response = client.post("/search/", {"q": typed})
    assert response.status_code == 200
    assert client.get("/search/", {"q": typed})["Location"] == "/search/"


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("مَها سليمان", "مه", "<mark>مَه</mark>ا سليمان"),
        ("أحمد الغيثاني", "احم", "<mark>أحم</mark>د الغيثاني"),
        ("عبد الله", "عبدالل", "<mark>عبد</mark> <mark>الل</mark>ه"),
        ("عبدالله", "عبد الله", "<mark>عبدالله</mark>"),
        ("عبد الله", "عبد", "<mark>عبد</mark> الله"),
        ("ﷲ", "الل", "<mark>ﷲ</mark>"),
        ("<i>", "i", "&lt;i&gt;"),
        ("مها", "زيد", "مها"),
    ],
)
def test_what_was_typed_is_marked_however_it_is_spelt(name: str, typed: str, shown: str) -> None:
    assert marked(name, names.parts(typed)) == shown
