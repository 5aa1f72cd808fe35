"""Keeping files and giving them out. The app that owns a file decides who may have it, and calls stream()."""

import hashlib
import logging
import os
import unicodedata
import uuid
from collections.abc import Iterable
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from accounts.models import Staff
from documents.domain import storage
from documents.domain.file_types import MAX_BYTES, PDF, FileType, recognise, too_large
from documents.domain.refusals import EMPTY, SENTENCES
from documents.models import StoredFile
from ledger.errors import Refused, translated_integrity_errors

logger = logging.getLogger(__name__)

# A script inside an image or a PDF must find nothing that it may load, run or send.
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def store(*, upload: "File[bytes]", by: Staff, field: str | None = None) -> StoredFile:
    """Keep an uploaded file and return its row; type by content, name cleaned, SHA-256 taken.

    Part of the caller's transaction: when that is rolled back there is no row, and the bytes are swept. Raises Refused
    (codes empty, too_large, wrong_type, broken) beside `field`, with a sentence for the page.
    """
    try:
        content, kind = _read(upload)
    except Refused as refused:
        refused.field = field
        raise
    return keep(content=content, file_type=kind, name=upload.name or "", kind=StoredFile.Kind.UPLOAD, by=by)


def _read(upload: "File[bytes]") -> tuple[bytes, FileType]:
    if not upload.size:
        raise Refused(EMPTY, code="empty")
    if upload.size > MAX_BYTES:
        raise too_large()
    upload.seek(0)
    content = upload.read()
    return content, recognise(content)


def keep(*, content: bytes, file_type: FileType, name: str, kind: str, by: Staff | None) -> StoredFile:
    """Write bytes of a known type and their row, together or not at all. For store() and pdfs.issue()."""
    storage.sweep(_names_with_rows)
    key = uuid.uuid4()
    path = storage.new_name(kind, key)
    storage.stage(path, content)
    try:
        with transaction.atomic():
            row = StoredFile.objects.create(
                id=key,
                kind=kind,
                name=clean_name(name, file_type.extension),
                content_type=file_type.content_type,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                path=path,
                by=by,
            )
            transaction.on_commit(partial(storage.settle, path))
    except BaseException:
        storage.unstage(path)
        raise
    return row


def discard(*, file: StoredFile) -> None:
    """Delete an upload, row now and bytes at commit: for the owning app, while what the file belongs to is a draft.

    Raises Refused for an issued document; ProtectedError while something still refers to the file.
    """
    path = file.path
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        file.delete()
        transaction.on_commit(partial(storage.remove, path))


def read(*, file: StoredFile) -> bytes:
    """Return the file's bytes, for a signature in a PDF or a letter in a message. FileNotFoundError if lost."""
    with os.fdopen(storage.open_bytes(file.path), "rb") as handle:
        return handle.read()


def is_intact(*, file: StoredFile) -> bool:
    """Return whether the bytes are there and still have the SHA-256 that was taken when the file was kept."""
    try:
        return hashlib.sha256(read(file=file)).hexdigest() == file.sha256
    except OSError:
        return False


def stream(*, file: StoredFile, as_attachment: bool = False) -> FileResponse:
    """Return the response that carries the file. Call it only after authorising and logging the reading.

    Never cached, never sniffed, and closed to scripts. Raises Http404 (and logs an error) where the bytes are lost.
    """
    try:
        handle = os.fdopen(storage.open_bytes(file.path), "rb")
    except OSError as error:
        logger.error("The bytes of file %s cannot be read: %s", file.pk, error)
        raise Http404 from error
    response = FileResponse(handle, as_attachment=as_attachment, filename=file.name, content_type=file.content_type)
    response["Content-Length"] = file.size
    close(response, file.content_type, as_attachment=as_attachment)
    return response


def give(*, content: bytes, name: str) -> HttpResponse:
    """Return the response that carries a PDF which was drawn now and is not kept, closed as stream() closes a file.

    `name`, without an ending, is what it is saved under: plain Latin letters, digits and hyphens.
    """
    response = HttpResponse(content, content_type=PDF.content_type)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    close(response, PDF.content_type, as_attachment=False)
    return response


def close(response: HttpResponseBase, content_type: str, *, as_attachment: bool) -> None:
    """Set the headers of a response that carries a file: never cached, never sniffed, closed to scripts."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = _policy(content_type, as_attachment)


def _policy(content_type: str, as_attachment: bool) -> str:
    if content_type == PDF.content_type and not as_attachment:
        # Browsers do not start their PDF viewer inside a sandbox; the viewer is one already.
        return f"{CLOSED}; object-src 'self'; style-src 'unsafe-inline'"
    return f"{CLOSED}; sandbox"


def clean_name(name: str, extension: str) -> str:
    """Return the name to read and save under: no folders, no control or direction marks, and the true extension."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(" " if unicodedata.category(sign) in {"Zl", "Zp", "Zs"} else sign for sign in last)
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    stem, dot, _old = plain.rpartition(".")
    stem = " ".join((stem if dot else plain).split()).strip(". ")
    return f"{stem[:150].strip() or 'file'}.{extension}"


def _names_with_rows(keys: Iterable[str]) -> dict[str, str]:
    ours = [key for key in keys if len(key) == 32]
    return {pk.hex: path for pk, path in StoredFile.objects.filter(pk__in=ours).values_list("pk", "path")}
