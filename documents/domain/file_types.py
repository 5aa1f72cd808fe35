"""What a file is, judged by its bytes. Neither its name nor what the browser says about it is believed."""

from dataclasses import dataclass
from io import BytesIO

import filetype
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, UnidentifiedImageError

from documents.domain.refusals import EMPTY, WRONG_TYPE
from ledger.errors import Refused

MAX_BYTES = 10 * 1024 * 1024
# An A4 page scanned at 600 dpi has 35 million; far above that a small file may unpack into gigabytes.
MAX_PIXELS = 60_000_000
PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"


@dataclass(frozen=True)
class FileType:
    content_type: str
    extension: str
    pillow: str = ""


PDF = FileType("application/pdf", "pdf")
JPEG = FileType("image/jpeg", "jpg", "JPEG")
PNG = FileType("image/png", "png", "PNG")
ACCEPTED = {kind.content_type: kind for kind in (PDF, JPEG, PNG)}

BROKEN_IMAGE = _("The picture cannot be opened: the file is damaged or incomplete. A new picture or scan is needed.")
BROKEN_PDF = _("The PDF cannot be opened: the file is damaged or incomplete. A new copy or scan is needed.")


def too_large() -> Refused:
    """Return the refusal of a file above the limit, which it names in megabytes."""
    sentence = _("The file is too large. Files of up to %(limit)s MB are accepted.")
    return Refused(sentence % {"limit": MAX_BYTES // 1024 // 1024}, code="too_large")


def recognise(content: bytes) -> FileType:
    """Return the type of these bytes, after opening them as far as that type allows.

    Raises Refused, with a sentence for the page, for an empty file, one above MAX_BYTES, a type that is not kept, or a
    picture or PDF that is damaged, or that carries something else behind its end.
    """
    if not content:
        raise Refused(EMPTY, code="empty")
    if len(content) > MAX_BYTES:
        raise too_large()
    guess = filetype.guess(content[:8192])
    kind = ACCEPTED.get(guess.mime) if guess else None
    if kind is None:
        raise Refused(WRONG_TYPE, code="wrong_type")
    if kind is PDF:
        _check_pdf(content)
    else:
        _check_image(content, kind)
    return kind


def _check_pdf(content: bytes) -> None:
    # The standard lets readers find the header a little later; files that use this are made to be two things at once.
    if not content.startswith(b"%PDF-"):
        raise Refused(WRONG_TYPE, code="wrong_type")
    if b"%%EOF" not in content[-2048:]:
        raise Refused(BROKEN_PDF, code="broken")


def _check_image(content: bytes, kind: FileType) -> None:
    # Phones append data of their own to a JPEG; to a PNG nobody honest does.
    if kind is PNG and not content.endswith(PNG_END):
        raise Refused(BROKEN_IMAGE, code="broken")
    # WeasyPrint switches this on for the whole process when it is imported; a half picture would then pass as whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(content), formats=[kind.pillow]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused(BROKEN_IMAGE, code="broken")
            image.verify()
        # verify() reads the structure only, and leaves the image unusable: the pixels need a second opening.
        with Image.open(BytesIO(content), formats=[kind.pillow]) as image:
            image.load()
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
    ) as error:
        raise Refused(BROKEN_IMAGE, code="broken") from error
