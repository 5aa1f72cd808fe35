"""Files are kept by what they are, under names of ours, whole or not at all."""

import hashlib
import os
import stat
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import Http404

from accounts.states import Role
from documents.domain import storage, stored_files
from documents.domain.file_types import MAX_BYTES
from documents.models import StoredFile
from ledger import clock
from ledger.errors import Refused
from tests.documents.factories import EXE, HTML, PDF, SVG, archive, picture, upload
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_shelf(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def by():
    return make_staff(Role.RECEPTION)


def on_disk():
    """Every file under the private root, by its path there."""
    root = Path(settings.PRIVATE_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()) if root.exists() else []


def store(by, content, **fields):
    return stored_files.store(upload=upload(content, **fields), by=by)


@pytest.mark.parametrize(
    ("content", "content_type", "extension"),
    [
        (PDF, "application/pdf", "pdf"),
        (picture("PNG"), "image/png", "png"),
        (picture("JPEG"), "image/jpeg", "jpg"),
        (picture("JPEG") + b"a phone's own data", "image/jpeg", "jpg"),
    ],
)
def test_it_keeps_what_is_accepted_by_its_bytes(by, content, content_type, extension, at):
    with at("2026-03-01 09:00"):
        file = store(by, content, name="هوية.exe", claims="text/html")
        now = clock.now()
    file.refresh_from_db()
    assert (file.content_type, file.size, file.by, file.kind) == (content_type, len(content), by, "upload")
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.name, file.created_at) == (f"هوية.{extension}", now)
    assert stored_files.read(file=file) == content
    assert stored_files.is_intact(file=file)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "الملف فارغ"),
        (b"a" * (MAX_BYTES + 1), "too_large", "10 ميجابايت"),
        (EXE, "wrong_type", "غير مقبول"),
        (HTML, "wrong_type", "غير مقبول"),
        (SVG, "wrong_type", "غير مقبول"),
        (archive(), "wrong_type", "غير مقبول"),
        (b"\x00" * 64, "wrong_type", "غير مقبول"),
        (EXE + PDF, "wrong_type", "غير مقبول"),
        (PDF[:60], "broken", "تعذّر فتح ملف PDF"),
        (picture()[:-20], "broken", "تعذّر فتح الصورة"),
        (picture("JPEG", (400, 300))[:700], "broken", "تعذّر فتح الصورة"),
        (picture()[:40] + HTML, "broken", "تعذّر فتح الصورة"),
        (picture() + archive(), "broken", "تعذّر فتح الصورة"),
        (b"\xff\xd8\xff\xe0" + HTML, "broken", "تعذّر فتح الصورة"),
    ],
    ids=[
        "empty", "a-byte-too-large", "exe", "html", "svg", "zip", "zeros", "exe-then-pdf", "cut-pdf", "cut-png",
        "cut-jpeg", "png-then-script", "png-then-zip", "jpeg-head-on-html",
    ],
)  # fmt: skip
def test_it_refuses_the_rest_with_a_kind_sentence_and_keeps_nothing(by, content, code, words):
    with pytest.raises(Refused) as refusal:
        store(by, content)
    assert refusal.value.code == code
    assert words in str(refusal.value)
    assert not StoredFile.objects.exists()
    assert on_disk() == []


def test_a_half_picture_is_refused_after_the_pdf_library_was_loaded_too(by):
    from documents.domain import pdfs  # here: it is loading it that made half pictures pass

    assert pdfs
    with pytest.raises(Refused):
        store(by, picture("JPEG", (400, 300))[:700])


def test_ten_megabytes_are_accepted(by):
    content = PDF + b" " * (MAX_BYTES - len(PDF) - 6) + b"%%EOF\n"
    assert store(by, content).size == MAX_BYTES


def test_a_small_file_that_unpacks_into_a_huge_picture_is_refused(by):
    from io import BytesIO

    from PIL import Image  # here: the only test that builds so large a picture

    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG", optimize=True)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Refused) as refusal:
        store(by, out.getvalue())
    assert refusal.value.code == "broken"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\amal\\صك الملكية.PDF", "صك الملكية.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("\u200f\u200e\u0000", "file.pdf"),
        ("...", "file.pdf"),
        ("ب" * 400 + ".pdf", "ب" * 150 + ".pdf"),
    ],
)
def test_the_name_is_for_reading_only(by, given, kept):
    assert stored_files.clean_name(given, "pdf") == kept


def test_bytes_lie_under_a_name_of_ours_and_nobody_else_reads_them(by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = store(by, PDF, name="../../evil.pdf")
    assert on_disk() == [f"upload/{file.pk.hex[:2]}/{file.pk.hex}"]
    place = Path(settings.PRIVATE_ROOT) / file.path
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert stored_files.read(file=file) == PDF


def age(path, seconds=7200):
    old = time.time() - seconds
    os.utime(path, (old, old), follow_symlinks=False)


def test_a_rolled_back_transaction_leaves_no_row_and_its_bytes_are_swept(by):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = store(by, PDF)
        1 / 0  # noqa: B018 -- whatever goes wrong after the file was kept
    assert not StoredFile.objects.exists()
    assert on_disk() == [f"staging/{lost.pk.hex}"]
    age(Path(settings.PRIVATE_ROOT) / "staging" / lost.pk.hex)
    kept = store(by, picture())
    assert on_disk() == [f"staging/{kept.pk.hex}"]


def test_a_failed_row_leaves_no_bytes(by, monkeypatch):
    monkeypatch.setattr(StoredFile.objects, "create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store(by, PDF)
    assert on_disk() == []


def test_a_crash_between_commit_and_the_move_loses_nothing(by):
    file = store(by, PDF)
    assert on_disk() == [f"staging/{file.pk.hex}"]
    assert stored_files.read(file=file) == PDF
    age(Path(settings.PRIVATE_ROOT) / "staging" / file.pk.hex)
    store(by, picture())
    assert file.path in on_disk()
    assert stored_files.read(file=file) == PDF


def test_young_bytes_in_staging_are_left_to_the_transaction_that_writes_them(by):
    storage.stage("upload/aa/" + "a" * 32, b"x")
    (Path(settings.PRIVATE_ROOT) / "staging" / "stranger").write_bytes(b"x")
    store(by, PDF)
    assert {"staging/" + "a" * 32, "staging/stranger"} <= set(on_disk())


def test_a_disk_that_refuses_leaves_neither_row_nor_bytes(by, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store(by, PDF)
    assert (StoredFile.objects.count(), on_disk()) == (0, [])


def test_a_link_planted_in_its_place_is_not_followed(by, tmp_path, django_capture_on_commit_callbacks):
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    with django_capture_on_commit_callbacks(execute=True):
        file = store(by, PDF)
    place = Path(settings.PRIVATE_ROOT) / file.path
    place.unlink()
    place.symlink_to(secret)
    with pytest.raises(OSError):
        stored_files.read(file=file)
    with pytest.raises(Http404):
        stored_files.stream(file=file)
    place.unlink()
    place.parent.rmdir()
    place.parent.symlink_to(tmp_path)
    (tmp_path / place.name).write_bytes(b"secret")
    with pytest.raises(OSError, match="outside"):
        stored_files.read(file=file)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "upload/aa/../../x", "upload/aa/" + "g" * 32])
def test_only_names_of_ours_lead_to_the_disk(name):
    for act in (storage.open_bytes, storage.settle, storage.remove, lambda name: storage.stage(name, b"x")):
        with pytest.raises(ValueError, match="not a name of ours"):
            act(name)


def test_it_knows_when_bytes_were_changed_or_lost(by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = store(by, PDF)
    place = Path(settings.PRIVATE_ROOT) / file.path
    place.write_bytes(PDF.replace(b"72", b"73"))
    assert not stored_files.is_intact(file=file)
    place.unlink()
    assert not stored_files.is_intact(file=file)
    with pytest.raises(Http404):
        stored_files.stream(file=file)


def test_an_upload_is_discarded_row_and_bytes(by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = store(by, PDF)
    with django_capture_on_commit_callbacks(execute=True):
        stored_files.discard(file=file)
    assert (StoredFile.objects.count(), on_disk()) == (0, [])


def test_an_issued_document_is_never_discarded(by):
    from documents.domain.file_types import PDF as PDF_TYPE  # here: the sample bears the same name

    file = stored_files.keep(content=PDF, file_type=PDF_TYPE, name="x.pdf", kind="issued", by=None)
    with pytest.raises(Refused):
        stored_files.discard(file=file)
    assert StoredFile.objects.exists()


@pytest.mark.parametrize("as_attachment", [False, True])
def test_the_response_is_closed_to_caches_sniffers_and_scripts(by, as_attachment):
    file = store(by, picture(), name='صورة "الهوية"; x=1.png')
    answer = stored_files.stream(file=file, as_attachment=as_attachment)
    assert b"".join(answer) == picture()
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Length"] == str(len(picture()))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sandbox" in answer["Content-Security-Policy"]
    kind, _, name = answer["Content-Disposition"].partition("; ")
    assert kind == ("attachment" if as_attachment else "inline")
    assert name.startswith("filename*=utf-8''%D8%B5%D9%88%D8%B1%D8%A9%20%22")
    assert name.isascii()
    assert "\n" not in name


def test_a_pdf_may_be_read_in_the_page_and_is_boxed_in_when_saved(by):
    file = store(by, PDF)
    assert "sandbox" not in stored_files.stream(file=file)["Content-Security-Policy"]
    assert "default-src 'none'" in stored_files.stream(file=file)["Content-Security-Policy"]
    assert "sandbox" in stored_files.stream(file=file, as_attachment=True)["Content-Security-Policy"]


ROW = "INSERT INTO documents_storedfile (id, kind, name, content_type, size, sha256, path, by_id) VALUES"


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ("(gen_random_uuid(), 'secret', 'x', 'image/png', 1, repeat('a', 64), 'p', NULL)", "file_kind_is_known"),
        ("(gen_random_uuid(), 'issued', 'x', 'text/html', 1, repeat('a', 64), 'p', NULL)", "file_type_is_accepted"),
        ("(gen_random_uuid(), 'issued', 'x', 'image/png', 0, repeat('a', 64), 'p', NULL)", "file_is_not_empty"),
        ("(gen_random_uuid(), 'issued', 'x', 'image/png', 1, 'abc', 'p', NULL)", "file_sha256_is_whole"),
        ("(gen_random_uuid(), 'upload', 'x', 'image/png', 1, repeat('a', 64), 'p', NULL)", "file_upload_has_its_by"),
    ],
)
def test_the_database_refuses_a_row_that_says_nonsense(values, answer, refused):
    with refused(answer), connection.cursor() as cursor:
        cursor.execute(f"{ROW} {values}")


@pytest.mark.parametrize(
    ("attack", "answer"),
    [
        ("UPDATE documents_storedfile SET sha256 = repeat('b', 64)", "kept_file_fixed"),
        ("UPDATE documents_storedfile SET kind = 'upload'", "kept_file_fixed"),
        ("DELETE FROM documents_storedfile", "issued_document_kept"),
        ("TRUNCATE documents_storedfile CASCADE", "permission denied"),
    ],
)
def test_the_portals_role_cannot_rewrite_what_was_issued(attack, answer, refused):
    from documents.domain.file_types import PDF as PDF_TYPE  # here: the sample bears the same name

    stored_files.keep(content=PDF, file_type=PDF_TYPE, name="x.pdf", kind="issued", by=None)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_app")
        with refused(answer):
            cursor.execute(attack)
        cursor.execute("RESET ROLE")
    assert StoredFile.objects.get().kind == "issued"


def test_even_the_owner_cannot_truncate_it(refused):
    with refused("append_only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE documents_storedfile CASCADE")


def test_an_uploads_row_never_changes_either(by, refused):
    store(by, PDF)
    with refused("kept_file_fixed"):
        StoredFile.objects.update(name="other.pdf")


def test_the_moment_is_the_databases(at):
    with at("2026-03-01 10:15"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_storedfile (id, kind, name, content_type, size, sha256, path, created_at)"
            " VALUES (gen_random_uuid(), 'issued', 'x', 'image/png', 1, repeat('a', 64), 'p', '2020-01-01')"
        )
        assert StoredFile.objects.get().created_at == clock.now()
