"""The search box: it opens a file, or shows the people and applications that were found."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from beneficiaries.queries.search import Kind
from desk.presenters import search_results
from desk.queries import search as searching
from desk.queries.case_files import is_open_to
from desk.queries.search import LONGEST


@never_cache
@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Search. The box always posts, so that a number never comes into an address; a name moves on to `?q=`.

    While somebody types, HTMX asks the same, and the answer is the list alone.
    """
    if request.method == "GET":
        return _by_address(request)
    typed = request.POST.get("q", "")
    reference = searching.reference_of(typed[:LONGEST])
    typing = bool(request.headers.get("HX-Request"))
    if reference:
        return _by_reference(request, reference, typing=typing)
    answer = searching.look(text=typed, by=request.user, url=request.path, typing=typing)
    if not typing and answer.kind == Kind.NAME and not searching.is_private(answer.typed):
        return redirect(f"{reverse('desk:search')}?{urlencode({'q': answer.typed})}")
    return _results(request, answer, typing=typing)


def _by_address(request: StaffRequest) -> HttpResponse:
    typed = request.GET.get("q", "")
    if not typed:
        return render(request, "desk/search.html", {"answer": None})
    if searching.is_private(typed):
        sentence = _("A number is searched with the button, so that it does not stay in the browser's address.")
        messages.warning(request, sentence)
        return redirect("desk:search")
    return _results(request, searching.look(text=typed, by=request.user, url=request.path))


def _by_reference(request: StaffRequest, reference: str, *, typing: bool) -> HttpResponse:
    """Go to the one file with this reference, or list those whose reference begins so."""
    if not typing and is_open_to(request.user, reference):
        return redirect("desk:case", reference)
    return _results(request, searching.applications(reference=reference, by=request.user), typing=typing)


def _results(request: StaffRequest, answer: searching.Answer, *, typing: bool = False) -> HttpResponse:
    context = {
        "answer": answer,
        "rows": search_results.rows(answer),
        "replacements": search_results.replacements(answer),
        "may_register": request.user.may(Perm.REGISTER_PEOPLE) and not answer.refusal and not answer.cases,
    }
    if typing:
        return render(request, "desk/_search_results.html", context)
    context["errors"] = [("q", answer.refusal)] if answer.refusal else []
    return render(request, "desk/search.html", context, status=422 if answer.refusal else 200)
