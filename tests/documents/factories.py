"""Real bytes of every kind, good and bad."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

EXE = (
    b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
    + b"\x00" * 200
    + b"This program cannot be run in DOS mode."
)
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n170\n%%EOF\n"
)


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture that opens."""
    out = BytesIO()
    Image.new("RGB", size, "#155a43").save(out, form)
    return out.getvalue()


def archive() -> bytes:
    """A ZIP archive, which is read from its end, so that it may stand behind a picture."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("run.js", "alert(1)")
    return out.getvalue()


def upload(content: bytes, name: str = "scan.pdf", claims: str = "application/pdf") -> SimpleUploadedFile:
    """What a browser sends: the bytes, and two claims that nobody need believe."""
    return SimpleUploadedFile(name, content, claims)
