"""The accounts to which help is paid: added with their proof, shown masked, retired and never deleted."""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import refusals, validation
from beneficiaries.models import BankAccount, Beneficiary, ibans, identity_numbers
from documents.domain import stored_files
from ledger.errors import Refused, translated_integrity_errors


class AccountFields(TypedDict, total=False):
    """What is kept about a bank account. IBAN and holder are needed, and a proof: a scan, or the original seen."""

    iban: str
    holder_name: str
    seen_original: bool


def add(
    *, beneficiary_id: int, by: Staff, upload: "File[bytes] | None" = None, **fields: Unpack[AccountFields]
) -> BankAccount:
    """Add an account: the IBAN encrypted, its proof scanned (`upload`) or seen.

    Raises Refused with its field: an IBAN that is none or of another country, no holder, no proof, an account of this
    person that is there already. The same IBAN at another person is no refusal: `shared_with` tells it.
    """
    require(by, Perm.REGISTER_PEOPLE)
    value = ibans.check(fields.get("iban", ""))
    holder = validation.name(fields.get("holder_name", ""), field="holder_name", longest=200)
    seen = bool(fields.get("seen_original"))
    if not upload and not seen:
        raise Refused(refusals.DOCUMENT_UNSEEN, field="seen_original", code="document_unseen")
    with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        fingerprint = ibans.fingerprint(value)
        if BankAccount.objects.filter(beneficiary_id=beneficiary_id, iban_hmac=fingerprint, active=True).exists():
            raise Refused(refusals.ACCOUNT_TWICE, field="iban", code="account_twice")
        return BankAccount.objects.create(
            beneficiary_id=beneficiary_id,
            created_by=by,
            iban_token=identity_numbers.encrypt(value),
            iban_hmac=fingerprint,
            iban_tail=value[-4:],
            bank_code=value[4:6],
            holder_name=holder,
            proof=stored_files.store(upload=upload, by=by, field="scan") if upload else None,
            seen_original=seen,
        )


def retire(*, account_id: int, by: Staff) -> BankAccount:
    """Take an account out of use; the row stays, because help was paid to it."""
    require(by, Perm.REGISTER_PEOPLE)
    with transaction.atomic():
        account = BankAccount.objects.select_for_update().get(pk=account_id)
        if account.active:
            account.active = False
            account.save(update_fields=["active"])
    return account


def reveal(*, account_id: int, by: Staff, url: str) -> str:
    """Return the whole IBAN in groups of four, for the page that asked for it; the log of readings keeps who saw it.

    Raises Refused without the permission.
    """
    require(by, Perm.REVEAL_IDS, _("Showing IBANs is not among the permissions of this account."))
    account = BankAccount.objects.select_related("beneficiary").get(pk=account_id)
    value = account.iban
    person_id = str(account.beneficiary.public_id)
    access_log.log(by=by, what=AccessLog.What.IBAN_REVEAL, person_id=person_id, detail=account.iban_tail, url=url)
    return ibans.grouped(value)


def shared_with(accounts: Iterable[BankAccount]) -> dict[str, list[Beneficiary]]:
    """Return other people with the same IBAN in use, by its fingerprint: relatives, or one person kept twice."""
    mine = {account.iban_hmac: account.beneficiary_id for account in accounts}
    people: dict[str, list[Beneficiary]] = {}
    others = BankAccount.objects.filter(iban_hmac__in=mine, active=True).select_related("beneficiary")
    for other in others if mine else ():
        if other.beneficiary_id != mine[other.iban_hmac]:
            people.setdefault(other.iban_hmac, []).append(other.beneficiary)
    return people
