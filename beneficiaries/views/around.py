"""Pages around a person: contact points, consent to the processing of data, bank accounts."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import bank_accounts, consents
from beneficiaries.domain import contact_points as reaching
from beneficiaries.forms.around import AccountForm, ConsentForm, ContactForm, WithdrawalForm
from beneficiaries.models import BankAccount, Beneficiary, ContactPoint
from beneficiaries.states import VerifiedHow
from beneficiaries.views.people import WRONG
from ledger.errors import Refused
from ui.digits import whole


@require_http_methods(["GET", "POST"])
def contacts(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Adds a contact point, prefers or verifies one, or takes one out of use."""
    person = _person(request, public_id)
    for name in POINT_ACTS:
        if request.method == "POST" and name in request.POST:
            return _act_on_point(request, person, name)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reaching.add(beneficiary_id=person.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The contact point was added."))
            return redirect("beneficiaries:contacts", person.public_id)
    points = list(person.contact_points.select_related("verified_by"))
    context = {
        "form": form,
        "person": person,
        "points": [point for point in points if point.active],
        "retired": [point for point in points if not point.active],
        "ways": VerifiedHow.choices,
    }
    return render(request, "beneficiaries/contacts.html", context, status=WRONG if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def consent(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Records that the person agreed to the text in view, or takes their consent back."""
    person = _person(request, public_id)
    standing = consents.standing(beneficiary_id=person.pk)
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, person, standing)
    form = ConsentForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            shown = whole(request.POST.get("text"))
            consents.give(beneficiary_id=person.pk, by=request.user, text_id=shown, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The consent was recorded."))
            return redirect("desk:person", person.public_id)
    return _consent_page(request, person, standing, form=form)


@require_http_methods(["GET", "POST"])
def accounts(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Adds a bank account, or takes one out of use."""
    person = _person(request, public_id)
    if request.method == "POST" and "retire" in request.POST:
        chosen = get_object_or_404(BankAccount, pk=whole(request.POST.get("retire")), beneficiary=person)
        bank_accounts.retire(account_id=chosen.pk, by=request.user)
        messages.success(request, _("The account is not used any more."))
        return redirect("beneficiaries:accounts", person.public_id)
    form = AccountForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = bank_accounts.add(
                beneficiary_id=person.pk, by=request.user, upload=form.cleaned_data["scan"], **form.values()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            _tell_added(request, account)
            return redirect("desk:person", person.public_id)
    context = {"form": form, "person": person, "accounts": list(person.bank_accounts.all())}
    return render(request, "beneficiaries/accounts.html", context, status=WRONG if form.is_bound else 200)


@never_cache
@require_POST
def reveal_iban(request: StaffRequest, public_id: uuid.UUID, pk: int) -> HttpResponse:
    """Shows the whole IBAN once; the log of readings keeps who saw it."""
    mine = BankAccount.objects.select_related("beneficiary").filter(beneficiary__public_id=public_id)
    account = get_object_or_404(mine, pk=pk)
    back = reverse("desk:person", args=[public_id])
    shown = bank_accounts.reveal(account_id=account.pk, by=request.user, url=back)
    part = request.headers.get("HX-Request")
    template = "beneficiaries/revealed_iban_part.html" if part else "beneficiaries/revealed_iban.html"
    return render(request, template, {"iban": shown, "account": account, "person": account.beneficiary, "back": back})


def _person(request: StaffRequest, public_id: uuid.UUID) -> Beneficiary:
    """The person; of a record that was merged, the one that was kept, because nothing is added to the other."""
    person = get_object_or_404(Beneficiary.objects.filter(public_id=public_id).kept())
    if request.method == "GET":
        access_log.log(by=request.user, what=AccessLog.What.PERSON, person_id=str(person.public_id), url=request.path)
    return person


def _prefer(request: StaffRequest, point: ContactPoint) -> str:
    reaching.prefer(contact_id=point.pk, by=request.user)
    return _("Notices go to this number or address first.")


def _verify(request: StaffRequest, point: ContactPoint) -> str:
    reaching.verify(contact_id=point.pk, by=request.user, how=request.POST.get("how", ""))
    return _("The contact point was verified.")


def _retire(request: StaffRequest, point: ContactPoint) -> str:
    reaching.remove(contact_id=point.pk, by=request.user)
    return _("The contact point is not used any more.")


POINT_ACTS: dict[str, Callable[[StaffRequest, ContactPoint], str]] = {
    "prefer": _prefer,
    "verify": _verify,
    "retire": _retire,
}


def _act_on_point(request: StaffRequest, person: Beneficiary, name: str) -> HttpResponse:
    point = get_object_or_404(ContactPoint, pk=whole(request.POST.get(name)), beneficiary=person)
    try:
        messages.success(request, POINT_ACTS[name](request, point))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("beneficiaries:contacts", person.public_id)


def _withdraw(request: StaffRequest, person: Beneficiary, standing: consents.Standing) -> HttpResponse:
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        try:
            consents.withdraw(beneficiary_id=person.pk, by=request.user, why=form.cleaned_data["why"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The withdrawal was recorded. No new application is opened for this person."))
            return redirect("desk:person", person.public_id)
    return _consent_page(request, person, standing, withdrawal=form)


def _consent_page(
    request: StaffRequest,
    person: Beneficiary,
    standing: consents.Standing,
    *,
    form: ConsentForm | None = None,
    withdrawal: WithdrawalForm | None = None,
) -> HttpResponse:
    """The page with whichever form was sent, or none; its errors stand in the summary."""
    sent = withdrawal or form
    wrong = sent is not None and sent.is_bound
    context = {
        "person": person,
        "standing": standing,
        "giving": form or ConsentForm(person=person),
        "withdrawal": withdrawal or WithdrawalForm(),
        "errors": [sent] if wrong else [],
        "past": person.consents.select_related("text", "given_by", "withdrawn_by", "representative"),
    }
    return render(request, "beneficiaries/consent.html", context, status=WRONG if wrong else 200)


def _tell_added(request: StaffRequest, account: BankAccount) -> None:
    messages.success(request, _("The account was added."))
    others = bank_accounts.shared_with([account]).get(account.iban_hmac, [])
    if others:
        names = _(", ").join(other.full_name for other in others)
        sentence = _("The same IBAN is kept for %(names)s too. It may be a family's account, or one person kept twice.")
        messages.warning(request, sentence % {"names": names})
