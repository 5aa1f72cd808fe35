"""Django admin for what the board adopts: the association, versions, channels, tools."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm

from ledger.errors import Refused
from policy.domain import versions
from policy.forms.associations import AssociationForm
from policy.forms.channels import ChannelAdminForm
from policy.forms.versions import PolicyVersionForm
from policy.models import Association, Channel, PolicyVersion, Tool
from policy.queries import associations
from policy.resources import ChannelResource, ToolResource
from policy.states import PolicyStatus
from spreadsheets.formats import FORMATS
from ui.admin import BothCalendars


class Kept:
    """Rows that other records name: switched off, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Association)
class AssociationAdmin(Kept, admin.ModelAdmin):  # type: ignore[type-arg]
    """The one association; a profile creates it."""

    form = AssociationForm
    list_display = ("name", "place", "phone")
    readonly_fields = ("slug",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: there is one, and a profile brings it."""
        return False

    def save_model(self, request: HttpRequest, obj: Association, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        associations.forget()


@admin.register(PolicyVersion)
class PolicyVersionAdmin(Kept, BothCalendars, admin.ModelAdmin):  # type: ignore[type-arg]
    """Versions: a draft is edited here; its approval and the rest of its life have their own pages."""

    form = PolicyVersionForm
    list_display = ("number", "title", "status", "decision_days", "approved_on", "in_force_from")
    list_display_links = ("number", "title")
    actions = ("copy_current",)
    readonly_fields = ("number", "status", "association", "in_force_from", "in_force_by", "created_at", "created_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never from nothing: a draft is a copy of the version in force, or comes from a profile."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: PolicyVersion | None = None) -> bool:
        """Only a draft: what the board approved does not change."""
        return super().has_change_permission(request, obj) and not (obj and obj.status != PolicyStatus.DRAFT)

    @admin.action(description=_("Draft the next version from the one in force"))
    def copy_current(
        self, request: HttpRequest, queryset: models.QuerySet[PolicyVersion]
    ) -> HttpResponseRedirect | None:
        try:
            draft = versions.draft_from_current(by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            self.message_user(request, refused.message, messages.ERROR)
            return None
        return HttpResponseRedirect(reverse("admin:policy_policyversion_change", args=[draft.pk]))


class ListAdmin(Kept, ImportExportModelAdmin):  # type: ignore[type-arg, misc]
    """A list in the policy's order, loaded and saved as a table."""

    formats = FORMATS
    # the form that also picks fields needs scripts and styles inside the page, which its policy refuses
    export_form_class = ExportForm
    ordering = ("position", "id")
    show_change_form_export = False

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        # profiles find a row by its key
        return ("key",) if obj else ()

    def add_data_read_fail_error_to_form(self, form: forms.Form, error: Exception) -> None:
        """Say what our formats say about a file, in place of the name of the exception."""
        if isinstance(error, ValidationError):
            form.add_error("import_file", error)
        else:
            super().add_data_read_fail_error_to_form(form, error)


@admin.register(Channel)
class ChannelAdmin(ListAdmin):
    form = ChannelAdminForm
    resource_classes = (ChannelResource,)
    list_display = ("name", "position", "active", "takes_in", "sends_out", "carries_decision", "ways_shown")
    list_filter = ("active",)
    search_fields = ("name", "key")

    @admin.display(description=_("Ways"))
    def ways_shown(self, channel: Channel) -> str:
        return "، ".join(channel.way_labels)


@admin.register(Tool)
class ToolAdmin(ListAdmin):
    resource_classes = (ToolResource,)
    list_display = ("name", "position", "active")
    list_filter = ("active",)
    search_fields = ("name", "key")
