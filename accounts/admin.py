"""Django admin for staff and branches, and a list of the log of readings that only shows."""

from typing import Any

# Imported for what they register, so that it can be taken out again: roles replace groups, and one address is enough.
import allauth.account.admin
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.forms.staff import ResetPasswordForm, StaffAddForm, StaffChangeForm
from accounts.models import AccessLog, Branch, Staff
from accounts.rules import roles_offered
from accounts.states import Role
from ui.admin import BothCalendars, DayFilter

assert allauth.account.admin
for _model in (Group, EmailAddress):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)


class KeptForGood:
    """Nothing here is deleted: what people did stays in their name, and so do places."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never; switch `active` off instead."""
        return False


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the roles that are given out, and those that somebody has."""
        held = Staff.objects.values_list(
            models.Func("roles", function="unnest", output_field=models.CharField()), flat=True
        ).distinct()
        shown = {*roles_offered(), *held}
        return [(role.value, role.label) for role in Role if role.value in shown]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Staff]) -> models.QuerySet[Staff]:
        return queryset.filter(roles__contains=[self.value()]) if self.value() in Role.values else queryset


@admin.register(Staff)
class StaffAdmin(KeptForGood, BothCalendars, UserAdmin):  # type: ignore[type-arg]
    """Accounts: opened here, switched off here; passwords set anew on their own page."""

    form = StaffChangeForm
    add_form = StaffAddForm
    change_password_form = ResetPasswordForm
    list_display = ("name", "email", "roles_shown", "branch", "is_active")
    list_filter = (RoleFilter, "branch", "is_active")
    list_select_related = ("branch",)
    search_fields = ("name", "email")
    ordering = ("name",)
    filter_horizontal = ()
    readonly_fields = ("last_login",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "is_active")}),
        (_("Work"), {"fields": ("branch", "roles")}),
        (_("Use"), {"fields": ("language", "last_login")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("email", "name", "password1", "password2")}),
        (_("Work"), {"fields": ("branch", "roles", "language")}),
    )

    @admin.display(description=_("roles"))
    def roles_shown(self, staff: Staff) -> str:
        return " · ".join(staff.role_names) or "—"

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Staff], search_term: str
    ) -> tuple[models.QuerySet[Staff], bool]:
        """Leave NUL out of what is searched: the list's own form refuses it, the pick-list hands it on."""
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def get_form(
        self, request: HttpRequest, obj: Staff | None = None, change: bool = False, **kwargs: Any
    ) -> "type[forms.ModelForm[Staff]]":
        """Tell the form who is filling it in."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})


@admin.register(Branch)
class BranchAdmin(KeptForGood, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "city", "code", "active")
    list_filter = ("active",)
    search_fields = ("name", "city", "code")


@admin.register(AccessLog)
class AccessLogAdmin(KeptForGood, BothCalendars, admin.ModelAdmin):  # type: ignore[type-arg]
    """Who looked, when and at what kind of thing. Whose data it was stays out: administrators see no case data.

    Of what was taken in and out the whole line is shown: which list, how many rows, whole numbers or not, and why.
    """

    list_display = ("at", "staff", "what", "application_ref", "taken")
    list_display_links = None
    list_filter = (("at", DayFilter), "what")
    list_select_related = ("staff",)
    search_fields = ("staff__name", "staff__email", "application_ref")
    show_full_result_count = False
    fields = ("at", "staff", "what", "application_ref")

    @admin.display(description=_("What was taken in or out"))
    def taken(self, row: AccessLog) -> str:
        """Return the line of an export or an import; it holds no name and no number."""
        return row.detail if row.what in (AccessLog.What.EXPORT, AccessLog.What.IMPORT) else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccessLog | None = None) -> bool:
        return False
