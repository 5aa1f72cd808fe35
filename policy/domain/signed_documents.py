"""The document that the board signed for a version."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from documents.models import StoredFile
from ledger.errors import translated_integrity_errors
from policy.domain.refusals import SENTENCES
from policy.models import SignedDocument


def attach(*, version_id: int, file: StoredFile, by: Staff) -> SignedDocument:
    """Keep the document that the board signed beside its version; before it is in force, the newest one counts.

    Raises Refused where it is not `by`'s to do, the file is no PDF, or a version that was in force has its document.
    """
    require(by, Perm.EDIT_LISTS, _("Versions of the policy are not yours to change."))
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        return SignedDocument.objects.create(version_id=version_id, file=file, by=by)
