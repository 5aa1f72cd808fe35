"""PDFs are drawn from our own parts only, and kept for good."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO

import pypdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import get_language
from weasyprint.urls import URLFetchingError, fetch

from accounts.states import Role
from documents.domain import pdfs, stored_files
from documents.models import StoredFile
from tests.factories import make_staff

SECRET = "root:x:0:0"


@pytest.fixture
def paper(monkeypatch):
    """Draws this markup as the body of a document."""
    bodies = {}

    def render(name, context):
        return f'<html lang="{get_language()}" dir="rtl"><title>ورقة</title><body>{bodies[name]}</body></html>'

    monkeypatch.setattr(pdfs, "render_to_string", render)

    def put(body):
        bodies["t.html"] = body
        return "t.html"

    return put


def read(content):
    return pypdf.PdfReader(BytesIO(content))


def test_its_words_come_out_as_they_were_written(paper):
    page = read(pdfs.draw(template=paper("<h1>إيصال تقديم طلب</h1><p>نورة بنت صالح</p>"), context={})).pages[0]
    text = page.extract_text()
    assert "إيصال تقديم طلب" in text
    assert "نورة بنت صالح" in text


def test_it_is_tagged_titled_and_in_our_fonts(paper):
    document = read(pdfs.draw(template=paper("<h1>إيصال 1448</h1>"), context={}))
    assert document.metadata.title == "ورقة"
    assert "/StructTreeRoot" in document.trailer["/Root"]
    fonts = {str(font["/BaseFont"]) for font in document.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("+Sheet-" in font for font in fonts)


def test_it_is_in_arabic_whatever_language_the_page_speaks(paper):
    with translation.override("en"):
        document = read(pdfs.draw(template=paper("<p>نص</p>"), context={}))
        assert get_language() == "en"
    assert document.trailer["/Root"]["/Lang"] == "ar"


ATTACKS = [
    '<img src="file:///etc/passwd">',
    '<link rel=attachment href="file:///etc/passwd">',
    '<a rel=attachment href="file:///etc/passwd">x</a>',
    '<link rel=stylesheet href="file:///etc/passwd">',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<style>@import "file:///etc/passwd"; body { background: url(file:///etc/passwd) }</style>',
    "<style>@font-face { font-family: F; src: url(file:///etc/passwd) } p { font-family: F }</style>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    '<base href="file:///etc/"><img src="passwd"><link rel=attachment href="passwd">',
    '<img src="/etc/passwd"><link rel=attachment href="/../../etc/passwd">',
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>\">",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_typed_reads_no_file_of_the_machine(paper, attack, monkeypatch):
    asked = []
    real = pdfs.OwnStaticOnly.fetch

    def fetch(self, url, headers=None):
        response = real(self, url, headers)
        asked.append(url)
        return response

    monkeypatch.setattr(pdfs.OwnStaticOnly, "fetch", fetch)
    content = pdfs.draw(template=paper(f"{attack}<p>نص</p>"), context={})
    document = read(content)
    assert SECRET not in document.pages[0].extract_text()
    assert SECRET.encode() not in content
    assert not list(document.attachment_list)
    assert [url for url in asked if not url.startswith(("data:", "https://static.invalid/"))] == []


def test_it_asks_nothing_of_the_network(paper):
    import socket  # here: the server below is this test's only use of it
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(3)
        calls = []

        def listen():
            with suppress(TimeoutError):
                calls.append(server.accept())

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        links = "".join(f'<link rel={kind} href="{address}/x">' for kind in ("stylesheet", "attachment", "icon"))
        body = f'<img src="{address}/x.png">{links}'
        pdfs.draw(template=paper(body), context={})
        listener.join()
    assert calls == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:1/",
        "ftp://127.0.0.1/x",
        "https://static.invalid/../manage.py",
        "https://static.invalid/css/../../config/settings.py",
        "https://static.invalid/css/%2e%2e/%2e%2e/manage.py",
        "https://static.invalid/css/no-such.css",
        "https://static.invalid//etc/passwd",
        "https://static.invalid/js/portal.js",
        "https://static.invalid.evil.example/css/sheet.css",
        "https://static.invalid@evil.example/css/sheet.css",
    ],
)
def test_the_fetcher_gives_our_styles_and_fonts_only(url):
    with pytest.raises(URLFetchingError), fetch(pdfs.OwnStaticOnly(), url):
        pass


@pytest.mark.parametrize("url", ["https://static.invalid/css/sheet.css", "https://static.invalid/static/css/sheet.css"])
def test_the_fetcher_finds_the_sheet_under_either_address(url):
    with fetch(pdfs.OwnStaticOnly(), url) as response:
        assert b"@page" in response.read()


def test_fonts_and_styles_are_parsed_once_for_a_process(paper):
    pdfs.draw(template=paper("<p>نص</p>"), context={})
    first = pdfs._sheet()
    pdfs.draw(template=paper("<p>نص آخر</p>"), context={})
    assert pdfs._sheet() is first


def test_two_threads_may_draw_at_once(paper):
    template = paper("<p>" + "نص " * 500 + "</p>")
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _n: pdfs.draw(template=template, context={}), range(8)))
    assert all("نص" in read(content).pages[0].extract_text() for content in drawn)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["receipt-1448-00317", "receipt-1448-00317.pdf"])
def test_it_is_kept_as_issued_under_its_name(paper, name):
    by = make_staff(Role.RECEPTION)
    file = pdfs.issue(template=paper("<p>نص</p>"), context={}, name=name, by=by)
    file.refresh_from_db()
    assert (file.kind, file.name, file.by) == ("issued", "receipt-1448-00317.pdf", by)
    assert file.content_type == "application/pdf"
    assert stored_files.is_intact(file=file)
    assert "نص" in read(stored_files.read(file=file)).pages[0].extract_text()


@pytest.mark.django_db
def test_the_sweep_issues_in_nobodys_name(paper):
    assert pdfs.issue(template=paper("<p>نص</p>"), context={}, name="letter", by=None).by is None


@pytest.mark.django_db
def test_what_was_issued_stays_as_it_is(paper):
    file = pdfs.issue(template=paper("<p>نص</p>"), context={}, name="letter", by=None)
    for attack in ("UPDATE documents_storedfile SET name = 'x'", "DELETE FROM documents_storedfile"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).delete()
    assert StoredFile.objects.get().name == "letter.pdf"
