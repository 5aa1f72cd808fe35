"""Django admin for services and what each asks for. Applications are not edited here: pages and their rules do that."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intake.models import RequiredDocument, RequiredField, Service
from intake.states import FieldKind, Mechanism


class ServiceForm(forms.ModelForm):
    """A service; the ways of examining are ticked, not typed."""

    mechanisms = forms.MultipleChoiceField(
        label=_("Ways of examining entitlement"), choices=Mechanism.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Service
        fields = ("name", "code", "description", "mechanisms", "position", "active")


class DatumForm(forms.ModelForm):
    """A required datum: a list of choices for one of a list, and only then."""

    class Meta:
        model = RequiredField
        fields = ("label", "key", "kind", "choices", "takes", "document", "required", "active", "position")
        help_texts: ClassVar = {"choices": _("Separated by commas, where the kind is one of a list.")}

    def clean(self) -> dict[str, Any]:
        """Refuse a list without choices: nobody could answer it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == FieldKind.CHOICE and not cleaned.get("choices"):
            self.add_error("choices", _("A list needs its choices."))
        return cleaned


class DocumentInline(admin.StackedInline):
    """The documents of a service."""

    model = RequiredDocument
    fields = (("label", "key"), ("required", "expires", "active"), "position")
    extra = 1


class DatumInline(admin.StackedInline):
    """The data of a service, each with the document that proves it."""

    model = RequiredField
    form = DatumForm
    fields = (("label", "key"), ("kind", "choices"), ("takes", "document"), ("required", "active"), "position")
    extra = 1

    def get_extra(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> int:
        """Return none before the service has documents to match with."""
        return self.extra if isinstance(obj, Service) and obj.required_documents.exists() else 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the service's own documents alone."""
        if db_field.name == "document":
            service = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            known = int(service) if service and service.isdecimal() else 0
            kwargs["queryset"] = RequiredDocument.objects.filter(service_id=known)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    """Services. One that has been applied for is never deleted: it is taken out of use."""

    form = ServiceForm
    inlines = [DocumentInline, DatumInline]
    list_display = ["name", "code", "asks_for", "position", "active"]
    list_filter = ["active"]
    search_fields = ["name", "code"]
    ordering = ["position", "id"]
    actions = ["take_out_of_use", "put_in_use"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        """Return the services with the number of documents that each asks for."""
        return (
            super()
            .get_queryset(request)
            .annotate(documents_asked=Count("required_documents", filter=models.Q(required_documents__active=True)))
        )

    @admin.display(description=_("Documents asked for"))
    def asks_for(self, service: Any) -> int:
        return int(service.documents_asked)

    @admin.action(description=_("Taking the chosen services out of use"))
    def take_out_of_use(self, request: HttpRequest, queryset: QuerySet[Service]) -> None:
        """Close services for new applications; open ones go on."""
        self._switch(request, queryset, active=False)

    @admin.action(description=_("Putting the chosen services in use"))
    def put_in_use(self, request: HttpRequest, queryset: QuerySet[Service]) -> None:
        """Open services for applications again."""
        self._switch(request, queryset, active=True)

    def _switch(self, request: HttpRequest, queryset: QuerySet[Service], *, active: bool) -> None:
        # the annotated query cannot be updated
        done = Service.objects.filter(pk__in=queryset.values("pk")).update(active=active)
        sentence = ngettext("%(number)d service was changed.", "%(number)d services were changed.", done)
        self.message_user(request, sentence % {"number": done}, messages.SUCCESS)
