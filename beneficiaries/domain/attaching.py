"""Scans of documents about a person: of one that lets a representative act, or proves whose an account is."""

from typing import Unpack

from django.core.files.base import File
from django.db import transaction

from accounts.models import Staff
from beneficiaries.domain import representatives
from beneficiaries.domain.representatives import RepresentativeFields
from beneficiaries.models import Representative
from documents.domain import stored_files
from documents.models import StoredFile
from ledger.errors import Refused


def add_representative(
    *, beneficiary_id: int, by: Staff, upload: "File[bytes] | None", **fields: Unpack[RepresentativeFields]
) -> Representative:
    """Keeps the scan, where there is one, and adds the representative: both or neither.

    Raises Refused beside "scan" for a file that is not accepted, and as representatives.add does.
    """
    with transaction.atomic():
        file = stored(upload, by=by)
        return representatives.add(beneficiary_id=beneficiary_id, by=by, file=file, **fields)


def stored(upload: "File[bytes] | None", *, by: Staff) -> StoredFile | None:
    """The scan kept, or None where there is none. Raises Refused beside "scan" for a file that is not accepted."""
    if not upload:
        return None
    try:
        return stored_files.store(upload=upload, by=by)
    except Refused as refused:
        raise Refused(refused.message, field="scan", code=refused.code) from refused
