"""The page from which a list is taken out as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from desk.exports import asking, lists
from desk.exports.forms import ExportForm
from desk.exports.lists import Listing
from desk.requests import Signed
from desk.waiting import MOST, number
from ledger.errors import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: Signed) -> HttpResponse:
    """Says what the file will hold, then makes the job. Without `?list=`: the lists that the reader may take out."""
    key = request.GET.get("list", "")
    if not key and request.method != "POST":
        return render(request, "desk/export_lists.html", {"lists": lists.all_of(request.user)})
    listing = lists.of(request.user, key)
    if listing is None:
        raise Http404
    only = listing.filter_of(request.GET.get("only", ""))
    form, back = ExportForm(request.POST or None, user=request.user, listing=listing), _back(listing, only)
    if request.method == "POST" and form.is_valid():
        try:
            asked = form.asked(listing=listing, only=only, language=get_language() or "")
            job = asking.ask(by=request.user, listing=listing, asked=asked, url=request.path, back=back)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("jobs:job", job.pk)
    context = {"form": form, "back": back, **_shown(request, listing, only)}
    return render(request, "desk/export.html", context, status=422 if form.errors else 200)


def _shown(request: Signed, listing: Listing, only: str) -> dict[str, Any]:
    """What the file will hold. No list is counted beyond MOST."""
    rows = 0
    for part in listing.rows(request.user, only):
        if rows <= MOST:
            rows += part.order_by()[: MOST + 1 - rows].count()
    heads = [str(head.text) for column in listing.columns(False) for head in column.heads]
    return {
        "listing": listing,
        "filter": listing.filters.get(only, ""),
        "rows": number(rows) or "0",
        "heads": heads,
    }


def _back(listing: Listing, only: str) -> str:
    """The list's page, filtered as it was."""
    query = {**dict(listing.page_query), **({listing.filter_name: only} if only else {})}
    address = reverse(listing.view)
    return f"{address}?{urlencode(query)}" if query else address
