"""Landing pages, search, a person's page, figures."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import people
from beneficiaries.models import Beneficiary
from beneficiaries.queries.search import Kind
from desk.presenters import people as persons
from desk.presenters import queue_rows as presenting
from desk.presenters import search_results as founds
from desk.presenters.navigation import nav_items
from desk.queries import figures as counting
from desk.queries import queue_rows, queues
from desk.queries import search as finding
from desk.queries.search import LONGEST
from desk.queries.sidebars import beside
from intake.queries import cases
from policy.presenters import reminders

if TYPE_CHECKING:
    from accounts.models import Staff


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Each role's own list; tabs for whoever has several roles; figures or lists for those who carry no cases."""
    user, mine = request.user, queues.queues_of(request.user)
    if not mine:
        if user.may(Perm.SEE_FIGURES) and not user.may(Perm.EDIT_LISTS):
            return redirect("desk:figures")
        if user.may(Perm.SEE_CONFORMANCE) and not user.may(Perm.EDIT_LISTS):
            return redirect("conformance:table")
        allowed = user.may(Perm.EDIT_LISTS)
        shown = {"allowed": allowed, "reminders": reminders.reminders() if allowed else []}
        return render(request, "desk/administration.html", shown)
    queue = next((one for one in mine if one.key == request.GET.get("queue")), mine[0])
    only = request.GET.get("only", "")
    page, counts = queue_rows.Waiting(queue, user, only).page(request.GET), queue_rows.counts(queue, user)
    context = {
        "queue": queue,
        "tabs": mine if len(mine) > 1 else [],
        "filters": presenting.filters(queue, counts, only),
        "page": page,
        "only": only if only in queue.duties else "",
        "rows": presenting.rows(queue, page),
        "beside": beside(queue, user),
        "nav_items": nav_items(user, request.path, to_carry=counts.get("notices", 0)),
    }
    return render(request, f"desk/home_{queue.key}.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """The search box. It always posts: numbers never come into an address, a name moves on to `?q=`.

    While somebody types, the same is asked by HTMX, and the answer is the list alone.
    """
    if request.method == "GET":
        return _search_by_address(request)
    typed = request.POST.get("q", "")
    reference = finding.reference_of(typed[:LONGEST])
    typing = bool(request.headers.get("HX-Request"))
    if reference:
        return _by_reference(request, reference, typing=typing)
    answer = finding.look(text=typed, by=request.user, url=request.path, typing=typing)
    if not typing and answer.kind == Kind.NAME and not finding.is_private(answer.typed):
        return redirect(f"{reverse('desk:search')}?{urlencode({'q': answer.typed})}")
    return _results(request, answer, typing=typing)


def _search_by_address(request: StaffRequest) -> HttpResponse:
    typed = request.GET.get("q", "")
    if not typed:
        return render(request, "desk/search.html", {"answer": None, "may_export_people": _exports_people(request)})
    if finding.is_private(typed):
        sentence = _("A number is searched with the button, so that it does not stay in the browser's address.")
        messages.warning(request, sentence)
        return redirect("desk:search")
    return _results(request, finding.look(text=typed, by=request.user, url=request.path))


def _results(request: StaffRequest, answer: finding.Answer, *, typing: bool = False) -> HttpResponse:
    context = {
        "answer": answer,
        "rows": founds.rows(answer),
        "taken": founds.taken(answer),
        "may_export_people": not typing and _exports_people(request),
        "may_register": request.user.may(Perm.REGISTER_PEOPLE) and not answer.refusal and not answer.cases,
    }
    if typing:
        return render(request, "desk/search_part.html", context)
    context["errors"] = [("q", answer.refusal)] if answer.refusal else []
    return render(request, "desk/search.html", context, status=422 if answer.refusal else 200)


def _exports_people(request: StaffRequest) -> bool:
    return request.user.may(Perm.EXPORT_LISTS) and request.user.may(Perm.IMPORT_PEOPLE)


def _by_reference(request: StaffRequest, reference: str, *, typing: bool) -> HttpResponse:
    """To the one file with this reference, or the list of those whose reference begins so."""
    if not typing and cases.applications_for(request.user).filter(reference=reference).exists():
        return redirect("desk:case", reference)
    return _results(request, finding.applications(reference=reference, by=request.user), typing=typing)


@require_GET
def person(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What is kept about a person, and those of their applications that the reader may see."""
    found = get_object_or_404(Beneficiary.objects.select_related("branch", "merged_into"), public_id=public_id)
    if found.merged_into is not None:
        messages.info(request, _("This record was merged into the one shown here."))
        return redirect("desk:person", found.merged_into.public_id)
    access_log.log(by=request.user, what=AccessLog.What.PERSON, person_id=str(public_id), url=request.path)
    return render(request, "desk/person.html", persons.page(found, request.user))


@never_cache
@require_POST
def reveal_id(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Shows the whole identity number once; the log of readings keeps who saw it."""
    found = get_object_or_404(Beneficiary, public_id=public_id)
    back = _safe_back(request, public_id)
    if not _may_reveal(request.user, found):
        messages.error(request, _("This identity number is not open to you."))
        return redirect("desk:home")
    number = people.reveal_id(beneficiary_id=found.pk, by=request.user, url=back)
    template = "desk/revealed_part.html" if request.headers.get("HX-Request") else "desk/revealed.html"
    return render(request, template, {"number": number, "person": found, "back": back})


def _may_reveal(user: "Staff", found: Beneficiary) -> bool:
    """Whoever may search people may see any of them; others only the person of a case that they may open."""
    return user.may(Perm.SEARCH_PEOPLE) or cases.applications_for(user).filter(beneficiary=found).exists()


def _safe_back(request: StaffRequest, public_id: UUID) -> str:
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return back
    return reverse("desk:person", args=[public_id])


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """Counts by state, the last 30 days, and how long a decision takes. No names."""
    context: dict[str, Any] = {"figures": counting.figures(request.user), "branch": request.user.branch}
    return render(request, "desk/figures.html", context)
