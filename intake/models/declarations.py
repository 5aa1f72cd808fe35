"""The declaration that signs a statement."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import declarations
from intake.states import SignMethod
from ledger.clock import PortalNow
from ledger.digest import DigestV1


class Declaration(models.Model):
    """The applicant's signature over one statement (policy step 4). Never changed, never removed.

    `shown_digest` is the digest of what the page showed; the database refuses a signature over anything else.
    """

    statement = models.OneToOneField("intake.Statement", on_delete=models.PROTECT, related_name="declaration")
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    payload = models.JSONField(default=dict)
    shown_digest = models.CharField(max_length=64)
    digest = models.GeneratedField(
        expression=DigestV1(F("payload")), output_field=models.CharField(max_length=64), db_persist=True
    )
    method = models.CharField(max_length=8, choices=SignMethod.choices)
    signer_name = models.CharField(max_length=200)
    signature = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                name="declaration_signature_kept",
                condition=Q(method=SignMethod.TYPED) | Q(signature__isnull=False),
            ),
            models.CheckConstraint(name="declaration_signer_named", condition=~Q(signer_name="")),
        ]
        triggers = declarations.TRIGGERS

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.signer_name}"
