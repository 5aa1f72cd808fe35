"""Opening a page of the portal as a member of staff, without a session: what the access map says holds here too."""

from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.utils.html import escape
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.rules import Answer, decide, find
from conformance.domain.checks.base import Absent, require

if TYPE_CHECKING:
    from accounts.models import Staff


def visit(name: str, *args: Any, by: "Staff", posted: dict[str, Any] | None = None) -> HttpResponseBase:
    """Return the page's answer to `by`: its own, 403 where the access map denies it, 404 where it is hidden.

    It is asked with GET, or with POST where something is `posted`. Raises NoReverseMatch where there is no such page.
    """
    path = reverse(name, args=args)
    request, match = _asked(path, posted), resolve(path)
    request.user, request.session, request.resolver_match = by, {}, match  # type: ignore[assignment]
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    # by name: config is above every app, and no app may import it
    need = find(import_string("config.access.MAP"), match.view_name)
    if need is None or decide(need=need, method=request.method or "", user=by) is not Answer.ALLOWED:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
    except Http404:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    except PermissionDenied:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)


def _asked(path: str, posted: dict[str, Any] | None) -> WSGIRequest:
    """Return a request as the web server would hand it over, without cookies."""
    host = next((host for host in settings.ALLOWED_HOSTS if "*" not in host and host[:1] != "."), "localhost")
    body = urlencode(posted or {}).encode()
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET" if posted is None else "POST",
            "PATH_INFO": path,
            "HTTP_HOST": host,
            "SERVER_NAME": host,
            "SERVER_PORT": "80",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
        }
    )


def shows(name: str, *args: Any, by: "Staff", texts: "list[str] | None" = None) -> None:
    """Raise Absent where the page does not open to `by`, or does not show one of the texts."""
    answer = visit(name, *args, by=by)
    require(
        answer.status_code == HTTPStatus.OK,
        format_lazy(_("the page {page} answers {status}"), page=name, status=answer.status_code),
    )
    content = b"".join(answer).decode(errors="replace")  # type: ignore[arg-type]
    for text in texts or []:
        if str(escape(text)) not in content:
            raise Absent(format_lazy(_("the page {page} does not show “{text}”"), page=name, text=text))


def sent(name: str, *args: Any, by: "Staff", **posted: Any) -> None:
    """Send a form to the page. Raises Absent where it is not taken, which a page says by leading on."""
    status = visit(name, *args, by=by, posted=posted).status_code
    require(status == HTTPStatus.FOUND, format_lazy(_("the page {page} answers {status}"), page=name, status=status))


def hidden(name: str, *args: Any, by: "Staff") -> None:
    """Raise Absent where the page opens to `by`."""
    answer = visit(name, *args, by=by)
    require(
        answer.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND),
        format_lazy(_("the page {page} opens to whoever it is closed to"), page=name),
    )
