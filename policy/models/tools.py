"""The tools that the policy gives its staff to work with, and what each says at each time."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.states import Role
from ledger.clock import PortalNow
from ledger.history import tracked
from ledger.triggers import append_only, never_deleted, stamped
from policy.models.triggers import keeps_its_key
from policy.states import ToolKind


class ToolQuerySet(models.QuerySet["Tool"]):
    def offered(self) -> "ToolQuerySet":
        return self.filter(active=True)


@tracked()
class Tool(models.Model):
    """A document that the policy gives the beneficiary-relations officer to work with."""

    key = models.SlugField(_("Key"), unique=True, help_text=_("Latin letters; it does not change."))
    name = models.CharField(_("Name"), max_length=200, unique=True)
    as_printed = models.CharField(_("As the policy prints it"), max_length=200, blank=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=ToolKind, default=ToolKind.DOCUMENT)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    active = models.BooleanField(_("In use"), default=True)

    objects = ToolQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tool")
        verbose_name_plural = _("Tools")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ToolKind.values), name="tool_kind_is_known")
        ]
        triggers: ClassVar = [
            never_deleted("a tool is retired and never deleted"),
            keeps_its_key("the key of a tool does not change"),
        ]

    def __str__(self) -> str:
        return self.name


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
        """Return the tool's name with this version's number, in words; give it with its tool."""
        return _("%(tool)s · version %(number)s") % {"tool": self.tool.name, "number": self.number}
