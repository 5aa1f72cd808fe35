"""What the database refuses about kept files, in sentences for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ISSUED_KEPT = _("A document that the portal issued is never deleted.")
WRONG_TYPE = _("This type of file is not accepted. PDF, JPEG and PNG files are.")
EMPTY = _("The file is empty. Please choose another copy of it.")
INCOMPLETE = _("A file is kept with its kind, its digest and the name of the person who uploaded it.")

SENTENCES: Mapping[str, Any] = {
    "issued_document_kept": ISSUED_KEPT,
    "kept_file_fixed": _("A file that was kept never changes. A new one can be added."),
    "file_type_is_accepted": WRONG_TYPE,
    "file_is_not_empty": EMPTY,
    "file_kind_is_known": INCOMPLETE,
    "file_sha256_is_whole": INCOMPLETE,
    "file_upload_has_its_by": INCOMPLETE,
}
