"""Files that belong to a case: scans of documents, and signatures."""

from django.http import Http404

from documents.models import StoredFile
from intake.models import Application, Declaration, StatementDocument


def scan_or_404(application: Application, pk: int) -> tuple[str, StoredFile]:
    """Return the key and the scan of a document of this application, or raise Http404."""
    rows = StatementDocument.objects.filter(statement__application=application, pk=pk).select_related("file")
    row = rows.first()
    if row is None or row.file is None:
        raise Http404
    return row.key, row.file


def signature_or_404(application: Application, n: int) -> StoredFile:
    """Return the drawn or scanned signature under statement `n` of this application, or raise Http404."""
    rows = Declaration.objects.filter(statement__application=application, statement__n=n)
    declaration = rows.select_related("signature").first()
    if declaration is None or declaration.signature is None:
        raise Http404
    return declaration.signature
