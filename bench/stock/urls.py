"""A stock admin site of one list. Whoever is signed in is its superuser."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from intake.models import Application


class Site(admin.AdminSite):
    """A site that asks for nothing but a session."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever is signed in."""
        return bool(request.user.is_active)


class ApplicationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """As the tutorial writes it: some columns and a search; pages, counts and order are Django's defaults."""

    list_display = ("reference", "beneficiary", "service", "status", "submitted_at")
    search_fields = ("reference", "beneficiary__full_name")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser's answer."""
        return True

    has_change_permission = has_view_permission


def alive(request: HttpRequest) -> HttpResponse:
    """For whoever waits until the server answers."""
    return HttpResponse("ok")


site = Site(name="stock")
site.register(Application, ApplicationAdmin)
urlpatterns = [path("alive/", alive), path("admin/", site.urls)]
