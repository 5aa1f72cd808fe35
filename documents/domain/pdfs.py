"""Issuing PDFs: a template becomes a document that is kept for good."""

import threading
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from accounts.models import Staff
from documents.domain import stored_files
from documents.domain.file_types import PDF
from documents.models import StoredFile

SHEET = "css/sheet.css"
# A name that can never resolve: should our fetcher be bypassed, nothing is found there.
STATIC_HOST = "https://static.invalid"
SERVED = {
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
}

# One FontConfiguration serves the whole process, and it is not made for two threads at once.
_drawing = threading.Lock()


class OwnStaticOnly(URLFetcher):
    """Gives WeasyPrint data: URLs and our own static style sheets, fonts and drawings; refuses everything else.

    What people typed stands in these documents, and the stock fetcher would read file:///etc/passwd for them.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the resource, or ValueError, which WeasyPrint logs before it leaves the resource out."""
        if not url.startswith(f"{STATIC_HOST}/"):
            return super().fetch(url, headers)
        name = unquote(urlsplit(url).path).removeprefix(settings.STATIC_URL).lstrip("/")
        content_type = SERVED.get(Path(name).suffix.lower())
        path = _static_path(name) if content_type and ".." not in name else None
        if path is None:
            raise ValueError(f"not a static file for PDFs: {name}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})


def _static_path(name: str) -> Path | None:
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found)
    # Production keeps what was collected, and not every folder that it came from.
    collected = Path(staticfiles_storage.path(name)) if settings.STATIC_ROOT else None
    return collected if collected and collected.is_file() else None


@lru_cache(maxsize=1)
def _sheet() -> tuple[OwnStaticOnly, FontConfiguration, CSS]:
    # Parsing fonts and styles takes six times as long as laying out a letter, so a process does it once.
    fetcher, fonts = OwnStaticOnly(), FontConfiguration()
    css = CSS(url=f"{STATIC_HOST}/{SHEET}", url_fetcher=fetcher, font_config=fonts)
    return fetcher, fonts, css


def draw(*, template: str, context: dict[str, Any]) -> bytes:
    """Return the PDF of a template, in Arabic whatever the page's language, in our own fonts, tagged for readers.

    `static/css/sheet.css` is applied to every document; a template links no style sheet of its own.
    """
    with translation.override("ar"):
        markup = render_to_string(template, context)
    with _drawing:
        fetcher, fonts, css = _sheet()
        document = HTML(string=markup, base_url=f"{STATIC_HOST}/", url_fetcher=fetcher)
        return bytes(document.write_pdf(stylesheets=[css], font_config=fonts, pdf_tags=True))


def issue(*, template: str, context: dict[str, Any], name: str, by: Staff | None) -> StoredFile:
    """Draw a document and keep it for good; `name` is what it is called when saved, `by` None for the sweep's own.

    Part of the caller's transaction. The database refuses any later change or deletion of the row.
    """
    content = draw(template=template, context=context)
    called = f"{name.removesuffix('.pdf')}.pdf"
    return stored_files.keep(content=content, file_type=PDF, name=called, kind=StoredFile.Kind.ISSUED, by=by)
