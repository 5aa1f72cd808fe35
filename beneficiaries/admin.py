"""Django admin for the texts of consent: new versions are added, none is changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import consents
from beneficiaries.models import ConsentText
from ledger import clock
from ui.admin import BothCalendars


class ConsentTextForm(forms.ModelForm):  # type: ignore[type-arg]
    """The next version of the text."""

    class Meta:
        model = ConsentText
        fields = ("body", "valid_from")

    def clean_valid_from(self) -> Any:
        """Return today or a later day: a text that people agreed to is not replaced for the past."""
        day = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise forms.ValidationError(_("A new text is valid from today or later."))
        return day


@admin.register(ConsentText)
class ConsentTextAdmin(BothCalendars, admin.ModelAdmin):  # type: ignore[type-arg]
    """Texts of consent by number; the newest that is valid is the one that people are asked about."""

    form = ConsentTextForm
    list_display = ("number", "valid_from", "created_by")

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return False: people agreed to these words."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ConsentText, form: Any, change: bool) -> None:
        """Add it through the domain, which numbers it."""
        made = consents.add_text(body=obj.body, valid_from=obj.valid_from, by=request.user)  # type: ignore[arg-type]
        obj.pk, obj.number = made.pk, made.number
