"""Django admin for the committee and its members. Seats end with a day and are never deleted: votes refer to them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from committee import rules
from committee.models import Committee, Member
from committee.states import Seat
from ui.admin import BothCalendars


class MemberForm(forms.ModelForm):  # type: ignore[type-arg]
    """A seat, with the rules of seats said in words before the database says them."""

    class Meta:
        model = Member
        fields = ("committee", "staff", "seat", "since", "until")

    def clean(self) -> dict[str, Any]:
        """Refuses an end before the beginning, a second chair, and two seats of one person."""
        data = super().clean() or self.cleaned_data
        since, until, committee = data.get("since"), data.get("until"), data.get("committee")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The seat cannot end before it begins.")))
        if committee is None or until is not None:
            return data
        others = Member.objects.filter(committee=committee, until__isnull=True).exclude(pk=self.instance.pk)
        if data.get("seat") == Seat.CHAIR and others.filter(seat=Seat.CHAIR).exists():
            self.add_error("seat", ValidationError(_("The committee has a chair. Their seat has to end first.")))
        if others.filter(staff=data.get("staff")).exists():
            self.add_error("staff", ValidationError(_("This person has a seat on the committee already.")))
        return data


class Kept:
    """Nothing of a committee is deleted: sittings, attendance and votes refer to it. Without committees, none shown."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether this portal keeps committees at all."""
        return super().has_module_permission(request) and rules.keeps_committees()  # type: ignore[misc,no-any-return]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never; a seat ends with a day, and a committee becomes inactive."""
        return False


@admin.register(Committee)
class CommitteeAdmin(Kept, admin.ModelAdmin):  # type: ignore[type-arg]
    """Committees: the name that the policy gives them, and their quorum."""

    list_display = ("name", "quorum", "active")
    list_filter = ("active",)
    search_fields = ("name",)


@admin.register(Member)
class MemberAdmin(Kept, BothCalendars, admin.ModelAdmin):  # type: ignore[type-arg]
    """Seats: who sits on which committee, as what, and since when."""

    form = MemberForm
    list_display = ("staff", "committee", "seat", "since", "until")
    list_filter = ("committee", "seat")
    list_select_related = ("staff", "committee")
    search_fields = ("staff__name", "staff__email")
