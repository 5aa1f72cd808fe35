"""The client's side: what it sends, what it refuses to take for a page, what it reads of a form."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from bench import forms
from bench.client import Browser, Wrong
from bench.subjects.base import Page, Place

Serve = Callable[..., int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(b"…", b"…")`: a server that gives these answers to one request each, on one connection; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answers(*given: bytes) -> int:
            def work() -> None:
                line, _ = listener.accept()
                with line:
                    for answer in given:
                        line.recv(65536)
                        line.sendall(answer)

            threading.Thread(target=work, daemon=True).start()
            return int(listener.getsockname()[1])

        yield answers


def answer(body: bytes, *head: str, status: str = "200 OK") -> bytes:
    rows = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *head]
    return "\r\n".join([*rows, "", ""]).encode() + body


def asked(page: Page, port: int) -> None:
    place = Place("large", port, "", {page.name: {"paths": ["/"], "cookies": ""}})
    with page.open(place) as once:
        once()
        once()


PAGE = Page(name="queue", paths=lambda portal: ["/"], holds=(("<li", 2), ("rows", 0)))


def test_one_connection_serves_many_requests(serve):
    port = serve(answer(b"one", "Set-Cookie: a=1; Path=/"), answer(b"two", "Set-Cookie: a=; Max-Age=0"))
    with Browser(port, "b=2") as browser:
        first = browser.send(browser.request("/"))
        browser.keep_cookies(first)
        assert browser.cookies == {"b": "2", "a": "1"}
        second = browser.send(browser.request("/"))
        browser.keep_cookies(second)
        assert (first.status, first.body, second.body, browser.cookies) == (200, b"one", b"two", {"b": "2"})


def test_a_kept_connection_that_the_server_closed_is_opened_anew_for_a_question_only():
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def work() -> None:
            for _visit in range(3):
                line, _ = listener.accept()
                with line:
                    line.recv(65536)
                    line.sendall(answer(b"here"))

        threading.Thread(target=work, daemon=True).start()
        with Browser(listener.getsockname()[1]) as browser:
            assert [browser.send(browser.request("/")).body for _ in range(2)] == [b"here", b"here"]
            with pytest.raises(Wrong):
                browser.send(browser.form("/", b"a=1"))


def test_a_page_with_its_rows_counts(serve):
    asked(PAGE, serve(answer(b"rows <li><li>"), answer(b"later ones are judged by their status")))


@pytest.mark.parametrize(
    "wrong",
    [
        answer(b"", "Location: /accounts/login/", status="302 Found"),
        answer(b"rows <li>"),
        answer(b"<li><li>"),
        answer(b"rows <li><li>", status="500 Internal Server Error"),
        b"HTTP/1.1 200 OK\r\n\r\nrows <li><li>",
        b"",
    ],
)
def test_what_is_no_such_page_is_not_counted(serve, wrong):
    with pytest.raises(Wrong):
        asked(PAGE, serve(wrong))


def test_a_redirect_in_the_middle_is_not_counted(serve):
    with pytest.raises(Wrong, match="302 /accounts/login/"):
        asked(PAGE, serve(answer(b"rows <li><li>"), answer(b"", "Location: /accounts/login/", status="302 Found")))


def test_a_form_is_read_and_sent():
    page = (
        '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'
        '<input name="line-12" value="a&amp;b" type="radio" checked><input name="line-12" value="c">'
        '<input name="line-x"><input type="submit">'
    )
    found = forms.fields(page.encode())
    assert found[1] == {"name": "line-12", "value": "a&b", "type": "radio", "checked": ""}
    assert forms.value(found, "line-12") == "a&b"
    assert forms.names(found, r"line-\d+") == ["line-12"]
    assert forms.sent(found, say="نعم 1") == b"csrfmiddlewaretoken=abc&say=%D9%86%D8%B9%D9%85+1"
    with pytest.raises(KeyError):
        forms.value(found, "digest")
