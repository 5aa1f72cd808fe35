"""The bench of pairs: records that look like one person's, what is decided about them, and merging them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain.duplicates import pairs
from beneficiaries.domain.duplicates.lookup import likeness_of
from beneficiaries.domain.duplicates.scoring import Likeness
from beneficiaries.models import DuplicatePair, Merge
from beneficiaries.models.duplicates import LIKEST_FIRST
from beneficiaries.states import PairState, Sign
from intake.queries.cases import applications_for
from ledger.errors import Refused, Stale
from merging.domain import merge_plans, merges
from merging.forms import sides
from merging.forms.pairs import ApartForm, LaterForm, MergeForm
from merging.presenters import pairs as presenting
from ui.digits import whole
from ui.forms import PortalForm
from ui.pagination import Keyset

WRONG, CONFLICT = 422, 409
SIZE = 20
BOTH = ("first", "second")
READ = ("first__contact_points", "second__contact_points")


@require_GET
def bench(request: StaffRequest) -> HttpResponse:
    """The pairs that somebody has to look at, the likest first; those put off and those decided at a click."""
    everything: Any = DuplicatePair.objects
    shown = {"": everything.due(), "later": everything.put_off(), "decided": everything.decided()}
    only = request.GET.get("only", "")
    found = shown.get(only, shown[""]).select_related(*BOTH).prefetch_related(*READ)
    page = Keyset(found, order=LIKEST_FIRST, size=SIZE).page(request.GET)
    access_log.log(by=request.user, what=AccessLog.What.DUPLICATES, detail=f"list: {len(page)}", url=request.path)
    context = {
        "page": page,
        "rows": [(pair, presenting.tag_of(pair.state)) for pair in page],
        "only": only if only in shown else "",
        "filters": [("", _("To be looked at")), ("later", _("Put off")), ("decided", _("Decided"))],
    }
    return render(request, "merging/pairs.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def pair(request: StaffRequest, pk: int) -> HttpResponse:
    """One pair side by side; two people, not now, and taking either back are decided here."""
    found = _pair(pk)
    forms = {"not_same": ApartForm(prefix="apart"), "later": LaterForm(prefix="later")}
    if request.method == "POST":
        outcome = request.POST.get("outcome", "")
        if outcome == "reopen":
            return _reopen(request, found)
        if outcome in forms:
            form = type(forms[outcome])(request.POST, prefix=forms[outcome].prefix)
            forms[outcome] = form
            if _decided(request, found, outcome, form):
                return _onwards(found)
    return _pair_page(request, found, forms)


@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    """Which record stays and which values stand; then a page that says what will happen; then it happens."""
    found = _pair(pk)
    if found.state == PairState.SAME:
        return redirect("merging:merged", pk)
    if found.first.merged_into_id or found.second.merged_into_id:
        messages.info(request, _("One of the two records was merged meanwhile. Nothing was changed."))
        return redirect("merging:pairs")
    rivals = merges.rivals(kept=found.first, merged=found.second)
    form = MergeForm(request.POST or None, first=found.first, second=found.second)
    if request.method != "POST" or "back" in request.POST or rivals or not form.is_valid():
        return _merge_page(request, found, form, rivals)
    if "confirmed" not in request.POST:
        return _confirm_page(request, found, form)
    try:
        merges.merge(pair_id=pk, by=request.user, edits=_edits(request, found), **form.chosen())
    except Stale as stale:
        return _merge_page(request, _pair(pk), form, rivals, status=CONFLICT, stale=stale)
    except Refused as refused:
        form.refuse(refused)
        return _merge_page(request, found, form, rivals)
    return redirect("merging:merged", pk)


@require_GET
def merged(request: StaffRequest, pk: int) -> HttpResponse:
    """What a merge did."""
    found = get_object_or_404(DuplicatePair, pk=pk, state=PairState.SAME)
    done = get_object_or_404(Merge.objects.of(found).select_related("kept", "merged", "by"))
    context = {
        "merge": done,
        "lines": presenting.result(done),
        "next": DuplicatePair.objects.due().order_by(*LIKEST_FIRST).first(),
    }
    return render(request, "merging/merged.html", context)


def _pair(pk: int) -> DuplicatePair:
    each = ("contact_points", "household", "representatives", "bank_accounts")
    one = ("branch", "created_by", "preferred_channel")
    return get_object_or_404(
        DuplicatePair.objects.select_related(
            *BOTH, "decided_by", *(f"{side}__{name}" for side in BOTH for name in one)
        ).prefetch_related(*(f"{side}__{name}" for side in BOTH for name in each)),
        pk=pk,
    )


def _pair_page(request: StaffRequest, found: DuplicatePair, forms: dict[str, PortalForm]) -> HttpResponse:
    _log(request, found)
    likeness = likeness_of(first_id=found.first_id, second_id=found.second_id)
    bound = [form for form in forms.values() if form.is_bound]
    context = {
        "pair": found,
        "score": likeness.score if likeness else found.score,
        "lines": presenting.lines(found, request.user),
        "words": presenting.words(likeness or Likeness(found.score, [Sign(sign) for sign in found.signs])),
        "tag": presenting.tag_of(found.state),
        "open": found.state in pairs.OPEN,
        "may_reopen": found.state in pairs.SET_ASIDE,
        "apart": forms["not_same"],
        "later": forms["later"],
        "errors": bound,
        **_neighbours(found),
    }
    return render(request, "merging/pair.html", context, status=WRONG if bound else 200)


def _neighbours(found: DuplicatePair) -> dict[str, DuplicatePair | None]:
    """The pairs before and after this one among those to be looked at."""
    due = DuplicatePair.objects.due()
    return {"next": due.after(found).first(), "previous": due.before(found).first()}


def _decided(request: StaffRequest, found: DuplicatePair, outcome: str, form: PortalForm) -> bool:
    if not form.is_valid():
        return False
    decide: Any = pairs.not_same if outcome == "not_same" else pairs.put_off
    try:
        decide(pair_id=found.pk, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    said = _("Kept: they are two people.") if outcome == "not_same" else _("The pair is put off.")
    messages.success(request, said)
    return True


def _reopen(request: StaffRequest, found: DuplicatePair) -> HttpResponse:
    try:
        pairs.reopen(pair_id=found.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The pair is open again."))
    return redirect("merging:pair", found.pk)


def _onwards(found: DuplicatePair) -> HttpResponse:
    """To the pair that follows; where there is none, to the list."""
    near = _neighbours(found)
    following = near["next"] or near["previous"]
    return redirect("merging:pair", following.pk) if following else redirect("merging:pairs")


def _merge_page(
    request: StaffRequest,
    found: DuplicatePair,
    form: MergeForm,
    rivals: list[merges.Rivals],
    *,
    status: int | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    _log(request, found)
    mine = {one.pk for pair in rivals for one in (pair.kept, pair.merged)}
    seen = set(applications_for(request.user).filter(pk__in=mine).values_list("pk", flat=True)) if mine else set()
    wrong = form.is_bound and "back" not in request.POST
    context = {
        "pair": found,
        "form": form,
        "rivals": [[(one, one.pk in seen) for one in (pair.kept, pair.merged)] for pair in rivals],
        "stale": stale,
    }
    return render(request, "merging/merge.html", context, status=status or (WRONG if wrong else 200))


def _confirm_page(request: StaffRequest, found: DuplicatePair, form: MergeForm) -> HttpResponse:
    chosen = form.chosen()
    kept, gone = found.first, found.second
    if chosen["kept_id"] != kept.pk:
        kept, gone = gone, kept
    try:
        plan = merge_plans.plan(kept=kept, merged=gone, by=request.user)
    except Refused as refused:
        form.refuse(refused)
        return _merge_page(request, found, form, [])
    values = [
        (form.fields[name].label, sides.value(form.people[form.cleaned_data[name]], name))
        for name in merges.differing(kept, gone)
    ]
    context = {
        "pair": found,
        "kept": kept,
        "form": form,
        "lines": presenting.does(kept, plan.moved, plan.left, gone),
        "values": values,
        "fields": [
            *((name, form.cleaned_data[name]) for name in form.fields),
            *((name, request.POST.get(name, "")) for name in ("edits_first", "edits_second")),
        ],
    }
    return render(request, "merging/merge_confirm.html", context)


def _edits(request: StaffRequest, found: DuplicatePair) -> dict[int, int]:
    """The counts that the page was opened with."""
    sent = {found.first_id: request.POST.get("edits_first"), found.second_id: request.POST.get("edits_second")}
    return {pk: whole(text, otherwise=-1) for pk, text in sent.items()}


def _log(request: StaffRequest, found: DuplicatePair) -> None:
    for person in (found.first, found.second):
        access_log.log(
            by=request.user,
            what=AccessLog.What.DUPLICATES,
            person_id=str(person.public_id),
            detail=f"pair {found.pk}",
            url=request.path,
        )
