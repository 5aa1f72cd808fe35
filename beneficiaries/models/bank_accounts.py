"""The accounts to which help is paid."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import ibans
from beneficiaries.models.conditions import FERNET, HEX64
from beneficiaries.models.people import Beneficiary
from beneficiaries.models.recorded import Recorded
from beneficiaries.models.triggers import of_a_current_person, written_once
from ledger.history import tracked
from ledger.triggers import never_deleted


@tracked(exclude=["iban_token", "iban_tail"])
class BankAccount(Recorded):
    """A bank account of the person, its IBAN encrypted. One no longer used is kept: help was paid to it."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="bank_accounts")
    iban_token = models.TextField("IBAN", editable=False)
    iban_hmac = models.CharField(max_length=64, editable=False)
    iban_tail = models.CharField(max_length=4, editable=False)
    bank_code = models.CharField(max_length=2, editable=False)
    holder_name = models.CharField(_("Account holder"), max_length=200)
    proof = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Scan"),
    )
    seen_original = models.BooleanField(_("I saw the original"), default=False)
    active = models.BooleanField(_("In use"), default=True)

    class Meta:
        verbose_name = _("Bank account")
        verbose_name_plural = _("Bank accounts")
        ordering: ClassVar = ["-active", "-id"]
        indexes: ClassVar = [models.Index(fields=["iban_hmac"], name="bank_account_by_iban")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["beneficiary", "iban_hmac"], condition=Q(active=True), name="bank_account_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(iban_token__startswith=FERNET) & Q(iban_hmac__regex=HEX64), name="bank_account_is_encrypted"
            ),
            models.CheckConstraint(
                condition=Q(iban_tail__regex=r"^[0-9A-Z]{4}$") & Q(bank_code__regex=r"^[0-9A-Z]{2}$"),
                name="bank_account_shows_little",
            ),
            models.CheckConstraint(condition=Q(holder_name__regex=r"\S"), name="bank_account_has_a_holder"),
            models.CheckConstraint(
                condition=Q(proof__isnull=False) | Q(seen_original=True), name="bank_account_proof_was_seen"
            ),
        ]
        triggers: ClassVar = [
            of_a_current_person(),
            written_once("beneficiary_id", "iban_hmac", "iban_tail", "bank_code", "created_at", "created_by_id"),
            never_deleted("a bank account is retired and never deleted"),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def iban(self) -> str:
        """The IBAN in the clear, for a payment. A page shows it only through bank_accounts.reveal."""
        return ibans.read(self.iban_token, self.iban_hmac)

    @property
    def masked(self) -> str:
        """The IBAN as pages show it: nothing is decrypted for it."""
        return ibans.shown(self.iban_tail)

    @property
    def bank(self) -> str:
        """The bank's name; empty for a code that we do not know."""
        return ibans.bank(self.bank_code)
