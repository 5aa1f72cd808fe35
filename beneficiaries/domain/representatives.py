"""Guardians and agents: who may ask and sign in the beneficiary's place, and on which document."""

import datetime as dt
from typing import TypedDict, Unpack

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import refusals, validation
from beneficiaries.models import Beneficiary, Representative, identity_numbers
from beneficiaries.states import PROOFS, IdKind, RepresentativeKind
from documents.domain import stored_files
from ledger.errors import Refused, translated_integrity_errors


class RepresentativeFields(TypedDict, total=False):
    """What is kept about a representative. All are needed but the file and, for a guardian, the expiry."""

    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str
    document_kind: str
    document_number: str
    document_expires_on: dt.date | None
    seen_original: bool


def add(
    *, beneficiary_id: int, by: Staff, upload: "File[bytes] | None" = None, **fields: Unpack[RepresentativeFields]
) -> Representative:
    """Add a guardian or an agent. The document was scanned (`upload`) or the original was seen.

    Raises Refused with its field: a document that does not allow it, has expired, or was neither scanned nor seen;
    an identity number or phone that is none; the beneficiary's own number; one who is there already.
    """
    require(by, Perm.REGISTER_PEOPLE)
    kind = fields.get("kind", "")
    if kind not in RepresentativeKind.values:
        raise Refused(_("Whether this is a guardian or an agent is missing."), field="kind", code="kind_missing")
    id_kind = fields.get("id_kind", "") or IdKind.NATIONAL
    number = identity_numbers.check(fields.get("id_number", ""), id_kind)
    values = {
        "kind": kind,
        "name": validation.name(fields.get("name", ""), field="name", longest=200),
        "id_kind": id_kind,
        "id_token": identity_numbers.encrypt(number),
        "id_hmac": identity_numbers.fingerprint(number, id_kind),
        "phone": validation.mobile(fields.get("phone", ""), field="phone"),
        **_checked_document(RepresentativeKind(kind), fields),
    }
    seen = bool(fields.get("seen_original"))
    if not upload and not seen:
        raise Refused(refusals.DOCUMENT_UNSEEN, field="seen_original", code="document_unseen")
    with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        _refuse_self_or_twice(beneficiary_id, identity_numbers.fingerprint(number, id_kind))
        file = stored_files.store(upload=upload, by=by, field="scan") if upload else None
        return Representative.objects.create(
            beneficiary_id=beneficiary_id, created_by=by, file=file, seen_original=seen, **values
        )


def retire(*, representative_id: int, by: Staff) -> Representative:
    """End a representation; the row stays, because applications and declarations name it."""
    require(by, Perm.REGISTER_PEOPLE)
    with transaction.atomic():
        representative = Representative.objects.select_for_update().get(pk=representative_id)
        if representative.active:
            representative.active = False
            representative.save(update_fields=["active"])
    return representative


def _checked_document(kind: RepresentativeKind, fields: RepresentativeFields) -> dict[str, object]:
    document, expires_on = fields.get("document_kind", ""), fields.get("document_expires_on")
    if document not in PROOFS[kind]:
        sentence = (
            _("A guardian acts on a family record or a court deed of guardianship.")
            if kind == RepresentativeKind.GUARDIAN
            else _("An agent acts on a power of attorney.")
        )
        raise Refused(sentence, field="document_kind", code="document_kind")
    number = validation.line(fields.get("document_number", ""), field="document_number", longest=60)
    if not number:
        raise Refused(_("The number of the document is missing."), field="document_number", code="document_number")
    if kind == RepresentativeKind.AGENT and expires_on is None:
        sentence = _("The expiry of the power of attorney is missing.")
        raise Refused(sentence, field="document_expires_on", code="expiry_missing")
    validation.not_expired(expires_on, field="document_expires_on")
    return {"document_kind": document, "document_number": number, "document_expires_on": expires_on}


def _refuse_self_or_twice(beneficiary_id: int, fingerprint: str) -> None:
    if Beneficiary.objects.filter(pk=beneficiary_id, id_hmac=fingerprint).exists():
        raise Refused(refusals.REPRESENTS_SELF, field="id_number", code="represents_self")
    if Representative.objects.filter(beneficiary_id=beneficiary_id, id_hmac=fingerprint, active=True).exists():
        raise Refused(refusals.REPRESENTATIVE_TWICE, field="id_number", code="representative_twice")
