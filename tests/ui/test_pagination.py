"""Lists by key: every row once, in order, from both ends, whatever the page size."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Branch
from ui.pagination import Keyset


def asked(query: str) -> QueryDict:
    """Return the parameters behind a page's link."""
    return QueryDict(query.removeprefix("?"))


def walk(keyset, direction="next_query"):
    """Follow the links to the end and return the pages."""
    pages = [keyset.page()]
    while query := getattr(pages[-1], direction):
        pages.append(keyset.page(asked(query)))
    return pages


class KeysetTest(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(
        cities=st.lists(st.sampled_from(["جدة", "الرياض", "أبها"]), max_size=9),
        size=st.integers(1, 4),
        order=st.sampled_from([("city", "pk"), ("-city", "pk"), ("city", "-pk"), ("-city", "-pk"), ("-pk",)]),
    )
    def test_every_row_is_met_once_there_and_back(self, cities, size, order):
        Branch.objects.bulk_create(Branch(name=f"فرع {n}", city=city, code=f"B{n}") for n, city in enumerate(cities))
        rows = list(Branch.objects.order_by(*order))
        keyset = Keyset(Branch.objects.all(), order=order, size=size)
        pages = walk(keyset)
        assert [row for page in pages for row in page] == rows
        assert all(len(page) <= size for page in pages)
        back = [list(pages[-1])]
        query = pages[-1].previous_query
        while query:
            page = keyset.page(asked(query))
            back.insert(0, list(page))
            query = page.previous_query
        assert [row for page in back for row in page] == rows
        assert [len(page) for page in back] == [len(page) for page in pages]


@pytest.fixture
def branches(db):
    """Three branches."""
    return [Branch.objects.create(name=f"فرع {n}", city="أبها", code=f"B{n}") for n in range(3)]


def test_a_page_costs_one_query_and_counts_nothing(branches, django_assert_num_queries):
    keyset = Keyset(Branch.objects.all(), order=("name", "pk"), size=2)
    with django_assert_num_queries(1):
        page = keyset.page()
    with django_assert_num_queries(1):
        assert len(keyset.page(asked(page.next_query))) == 1


def test_the_links_keep_the_search(branches):
    page = Keyset(Branch.objects.all(), order=("pk",), size=2).page(QueryDict("q=أبها&after=junk"))
    kept = asked(page.next_query)
    assert kept["q"] == "أبها"
    assert kept["after"] != "junk"


@pytest.mark.parametrize(
    "cursor", ["junk", "W10", "WzFd", "bnVsbA", "WyJhIiwgIngiXQ", "WyIwMFx1MDAwMCIsICIxIl0", "====", "é"]
)
def test_a_cursor_that_cannot_be_read_shows_the_first_page(branches, cursor):
    params = QueryDict(mutable=True)
    params["after"] = cursor
    assert list(Keyset(Branch.objects.all(), order=("name", "pk")).page(params)) == branches


def test_rows_may_be_flat(branches):
    keyset = Keyset(Branch.objects.values("name", "pk"), order=("name", "pk"), size=2)
    assert [row["name"] for page in walk(keyset) for row in page] == ["فرع 0", "فرع 1", "فرع 2"]


def test_an_empty_list_has_no_neighbours(db):
    page = Keyset(Branch.objects.all(), order=("pk",)).page()
    assert (list(page), page.next_query, page.previous_query) == ([], "", "")
