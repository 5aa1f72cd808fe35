"""The few addresses the frame of a page links to, so that its tests need no other app."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer with an empty page."""
    return HttpResponse("")


urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/password/", nothing, name="account_change_password"),
    path("account/logout/", nothing, name="account_logout"),
]
