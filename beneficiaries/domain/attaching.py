"""A representative together with the scan of the document that lets them act."""

from typing import Unpack

from django.core.files.base import File
from django.db import transaction

from accounts.models import Staff
from beneficiaries.domain import representatives
from beneficiaries.domain.representatives import RepresentativeFields
from beneficiaries.models import Representative
from documents.domain import files
from ledger.errors import Refused


def add_representative(
    *, beneficiary_id: int, by: Staff, upload: "File[bytes] | None", **fields: Unpack[RepresentativeFields]
) -> Representative:
    """Keeps the scan, where there is one, and adds the representative: both or neither.

    Raises Refused beside "scan" for a file that is not accepted, and as representatives.add does.
    """
    with transaction.atomic():
        file = None
        if upload:
            try:
                file = files.store(upload=upload, by=by)
            except Refused as refused:
                raise Refused(refused.message, field="scan", code=refused.code) from refused
        return representatives.add(beneficiary_id=beneficiary_id, by=by, file=file, **fields)
