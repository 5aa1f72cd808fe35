"""Merging the two records of a pair into one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.views.staff_requests import StaffRequest
from beneficiaries.models import DuplicatePair
from ledger.errors import Refused, Stale
from merging.domain import merge_plans, merges
from merging.forms.merges import MergeForm
from merging.presenters import merges as presenting
from merging.queries import pairs as reading
from merging.views.pairs import WRONG, log_reading
from ui.digits import whole

CONFLICT = 409


@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose the record and the values that stay; then see what will happen; then merge."""
    pair = reading.pair_or_404(pk)
    try:
        if merges.earlier(pair):
            return redirect("merging:merged", pk)
    except Refused as refused:
        messages.info(request, str(refused.message))
        return redirect("merging:pairs")
    rivals = merges.rivals(kept=pair.first, merged=pair.second)
    form = MergeForm(request.POST or None, first=pair.first, second=pair.second)
    if request.method != "POST" or "back" in request.POST or rivals or not form.is_valid():
        return _choice_page(request, pair, form, rivals)
    if "confirmed" not in request.POST:
        return _confirm_page(request, pair, form)
    try:
        merges.merge(pair_id=pk, by=request.user, edits=_edits(request, pair), **form.chosen())
    except Stale as stale:
        return _choice_page(request, reading.pair_or_404(pk), form, rivals, status=CONFLICT, stale=stale)
    except Refused as refused:
        form.refuse(refused)
        return _choice_page(request, pair, form, rivals)
    return redirect("merging:merged", pk)


@require_GET
def merged(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what a merge did."""
    done = reading.merge_or_404(pk)
    context = {"merge": done, "lines": presenting.result(done), "next": reading.first_due()}
    return render(request, "merging/merged.html", context)


def _choice_page(
    request: StaffRequest,
    pair: DuplicatePair,
    form: MergeForm,
    rivals: list[merges.Rivals],
    *,
    status: int | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    log_reading(request, pair)
    visible = reading.visible_ids([row for both in rivals for row in (both.kept, both.merged)], request.user)
    wrong = form.is_bound and "back" not in request.POST
    context = {
        "pair": pair,
        "form": form,
        "rivals": [[(row, row.pk in visible) for row in (both.kept, both.merged)] for both in rivals],
        "stale": stale,
    }
    return render(request, "merging/merge.html", context, status=status or (WRONG if wrong else 200))


def _confirm_page(request: StaffRequest, pair: DuplicatePair, form: MergeForm) -> HttpResponse:
    kept, gone = form.kept_and_merged()
    try:
        plan = merge_plans.plan(kept=kept, merged=gone, by=request.user)
    except Refused as refused:
        form.refuse(refused)
        return _choice_page(request, pair, form, [])
    context = {
        "pair": pair,
        "kept": kept,
        "form": form,
        "lines": presenting.sentences(kept, gone, plan.moved, plan.left),
        "values": form.values(),
        "fields": [
            *((name, form.cleaned_data[name]) for name in form.fields),
            *((name, request.POST.get(name, "")) for name in ("edits_first", "edits_second")),
        ],
    }
    return render(request, "merging/merge_confirm.html", context)


def _edits(request: StaffRequest, pair: DuplicatePair) -> dict[int, int]:
    """Return the counts that the page was opened with."""
    sent = {pair.first_id: request.POST.get("edits_first"), pair.second_id: request.POST.get("edits_second")}
    return {pk: whole(text, otherwise=-1) for pk, text in sent.items()}
