"""The switch between Arabic and English. Sign-in itself is allauth's."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.domain import staff


@require_POST
def switch_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language in the account of who is signed in, and in a cookie for the sign-in page."""
    if request.user.is_authenticated:
        staff.change_language(language=request.POST.get("language", ""), by=request.user)
    return set_language(request)
