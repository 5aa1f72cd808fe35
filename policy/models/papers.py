"""Files of the policy: what the board signed, and what each tool says at each time."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.states import Role
from ledger.clock import PortalNow
from ledger.triggers import append_only, stamped
from policy.models.lists import Tool
from policy.models.triggers import ATTACHES, before_insert
from policy.models.versions import PolicyVersion


class SignedDocument(models.Model):
    """The document that the board signed for a version. A row beside it: a version in force takes no change."""

    version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="signed", verbose_name=_("Policy version")
    )
    file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("Signed document")
    )
    by = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+", verbose_name=_("By"))
    at = models.DateTimeField(_("When"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("Signed document")
        verbose_name_plural = _("Signed documents")
        ordering: ClassVar = ["-id"]
        triggers: ClassVar = [*append_only(), before_insert("attached", ATTACHES, stands="text")]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.file_id}"


class ToolVersion(models.Model):
    """A tool's file from a day on, and who may open it."""

    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="versions", verbose_name=_("Tool"))
    number = models.PositiveSmallIntegerField(_("Version number"))
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+", verbose_name=_("File"))
    effective_on = models.DateField(_("Effective from"))
    may_open = ArrayField(
        models.CharField(max_length=20, choices=Role),
        verbose_name=_("Who may open it"),
        default=list,
        blank=True,
        help_text=_("Roles; none chosen: everybody who signs in."),
    )
    note = models.TextField(_("Note"), blank=True)
    by = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+", verbose_name=_("By"))
    at = models.DateTimeField(_("When"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("Version of a tool")
        verbose_name_plural = _("Versions of tools")
        ordering: ClassVar = ["tool", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tool", "number"], name="tool_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="tool_version_number_is_positive"),
            models.CheckConstraint(
                condition=Q(may_open__contained_by=[role.value for role in Role]), name="tool_roles_are_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tool", "-effective_on", "-number"], name="tool_version_current"),
        ]
        triggers: ClassVar = [*append_only(), stamped()]

    def __str__(self) -> str:
        return f"{self.tool_id} · {self.number}"

    @property
    def titled(self) -> str:
        """The tool's name with this version's number, in words; give it with its tool."""
        return _("%(tool)s · version %(number)s") % {"tool": self.tool.name, "number": self.number}
