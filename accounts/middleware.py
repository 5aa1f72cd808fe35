"""Every request passes the access map; and speaks the reader's language."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string

from accounts.rules import Answer, decide, find


class AccessMiddleware:
    """Asks the access map before any view runs. A URL without an entry is closed to everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # By name: config stands above every app, so that no app may import it.
        self.needs = import_string("config.access.MAP")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the request through; otherwise the answer, or PermissionDenied for the 403 page."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        need = find(self.needs, name)
        if need is None:
            return self._unmapped(name)
        answer = decide(need=need, method=request.method or "", user=request.user)
        if answer is Answer.ALLOWED:
            return None
        if answer is Answer.NO_SUCH_METHOD:
            return HttpResponseNotAllowed(need.methods())
        if answer is Answer.SIGN_IN:
            return self._to_sign_in(request)
        raise PermissionDenied

    @staticmethod
    def _unmapped(name: str) -> HttpResponseBase:
        if settings.ACCESS_MAP_STRICT:
            raise ImproperlyConfigured(f"The URL {name!r} is not in config/access.py.")
        raise Http404

    @staticmethod
    def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
        # After a POST there is nothing to come back to: a GET of the same address may be a 405.
        back = (
            request.get_full_path() if request.method in ("GET", "HEAD") else resolve_url(settings.LOGIN_REDIRECT_URL)
        )
        response = redirect_to_login(back, settings.LOGIN_URL)
        if request.headers.get("HX-Request"):
            # A redirect would put the whole sign-in page inside a fragment of the old one.
            return HttpResponse(status=200, headers={"HX-Redirect": response["Location"]})
        return response


class UnkeptMiddleware:
    """Pages of whoever is signed in are kept by no cache.

    On the counter's shared computer “back” would otherwise show a case again after its reader has signed out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class LanguageMiddleware:
    """Arabic unless the reader chose otherwise: their own setting, else the switch's cookie.

    The browser's Accept-Language is not asked: office computers that were installed in English must still open the
    portal in Arabic.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = self._chosen(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    @staticmethod
    def _chosen(request: HttpRequest) -> str:
        wished = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.user.is_authenticated:
            wished = request.user.language
        return wished if wished in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
