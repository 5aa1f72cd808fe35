"""How far the rotation of keys has come."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.conditions import HEX64
from beneficiaries.models.triggers import key_rotation_goes_forward, written_once
from ledger.clock import PortalNow
from ledger.triggers import never_deleted


class KeyRotation(models.Model):
    """One table's way to the newest key: how far it has come, so that it goes on there after an interruption."""

    key = models.CharField(_("Fingerprint of the key"), max_length=64)
    table = models.CharField(_("Table"), max_length=60)
    last_pk = models.BigIntegerField(_("Done up to"), default=0)
    rotated = models.PositiveBigIntegerField(_("Encrypted anew"), default=0)
    started_at = models.DateTimeField(_("Started at"), db_default=PortalNow())
    finished_at = models.DateTimeField(_("Finished at"), null=True)

    class Meta:
        verbose_name = _("Key rotation")
        verbose_name_plural = _("Key rotations")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "table"], condition=Q(finished_at__isnull=True), name="key_rotation_is_one"
            ),
            models.CheckConstraint(condition=Q(key__regex=HEX64), name="key_rotation_names_no_key"),
        ]
        triggers: ClassVar = [
            written_once("key", "table", "started_at"),
            key_rotation_goes_forward(),
            never_deleted("a rotation of keys is kept"),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.last_pk}"
