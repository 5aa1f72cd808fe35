"""The floor's one address."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = ("floor " * 4000)[:20_480]


def floor(request: HttpRequest) -> HttpResponse:
    """20 KB of text."""
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("", floor)]
