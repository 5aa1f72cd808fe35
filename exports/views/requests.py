"""The page from which a list is taken out as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from desk.queries.queue_rows import MOST, number
from exports.domain import requests
from exports.domain.listings import Listing, listing_for, listings_for
from exports.forms.requests import ExportForm
from ledger.errors import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest) -> HttpResponse:
    """Show what the file will hold, then make the job. Without `?list=`: the lists that the reader may export."""
    key = request.GET.get("list", "")
    if not key and request.method != "POST":
        return render(request, "exports/listings.html", {"listings": listings_for(request.user)})
    listing = listing_for(request.user, key)
    if listing is None:
        raise Http404
    only = listing.filter_of(request.GET.get("only", ""))
    form, back = ExportForm(request.POST or None, user=request.user, listing=listing), _back(listing, only)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.request(listing=listing, only=only, language=get_language() or "")
            job = requests.submit(by=request.user, listing=listing, request=chosen, url=request.path, back=back)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("jobs:job", job.pk)
    context = {"form": form, "back": back, **_shown(request, listing, only)}
    return render(request, "exports/requests.html", context, status=422 if form.errors else 200)


def _shown(request: StaffRequest, listing: Listing, only: str) -> dict[str, Any]:
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
    """Return the address of the list's page, filtered as it was."""
    query = {**dict(listing.page_query), **({listing.filter_name: only} if only else {})}
    address = reverse(listing.view)
    return f"{address}?{urlencode(query)}" if query else address
