"""Papers of the demonstration: a scan-like PDF of a document, plainly marked as invented."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from weasyprint import HTML

from accounts.models import Staff
from documents.domain import stored_files
from documents.models import StoredFile


def scan(*, title: str, facts: list[tuple[str, str]], by: Staff) -> StoredFile:
    """A one-page PDF with these facts, kept as if reception had scanned it."""
    content = draw(title=title, facts=facts)
    return stored_files.store(upload=SimpleUploadedFile("scan.pdf", content, content_type="application/pdf"), by=by)


def draw(*, title: str, facts: list[tuple[str, str]]) -> bytes:
    """The bytes of such a PDF."""
    page = render_to_string("demo/paper.html", {"title": title, "facts": facts})
    return bytes(HTML(string=page).write_pdf())
