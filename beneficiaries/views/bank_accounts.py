"""The bank accounts to which help for a person is paid."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import bank_accounts
from beneficiaries.forms.bank_accounts import BankAccountForm
from beneficiaries.models import BankAccount
from beneficiaries.queries.people import exact_or_404, open_for, own_or_404
from beneficiaries.views.people import WRONG
from ledger.errors import Refused


@require_http_methods(["GET", "POST"])
def manage(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Add a bank account, or take one out of use."""
    person = open_for(request, public_id)
    if request.method == "POST" and "retire" in request.POST:
        chosen = own_or_404(person.bank_accounts, request.POST["retire"])
        bank_accounts.retire(account_id=chosen.pk, by=request.user)
        messages.success(request, _("The account is not used any more."))
        return redirect("beneficiaries:bank_accounts", person.public_id)
    form = BankAccountForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["scan"]
            account = bank_accounts.add(beneficiary_id=person.pk, by=request.user, upload=upload, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            _tell_added(request, account)
            return redirect("desk:person", person.public_id)
    context = {"form": form, "person": person, "accounts": list(person.bank_accounts.all())}
    return render(request, "beneficiaries/bank_accounts.html", context, status=WRONG if form.is_bound else 200)


@never_cache
@require_POST
def reveal(request: StaffRequest, public_id: uuid.UUID, pk: int) -> HttpResponse:
    """Show the whole IBAN once; the log of readings keeps who saw it."""
    person = exact_or_404(public_id)
    account = own_or_404(person.bank_accounts, str(pk))
    back = reverse("desk:person", args=[public_id])
    iban = bank_accounts.reveal(account_id=account.pk, by=request.user, url=back)
    part = request.headers.get("HX-Request")
    template = "beneficiaries/_revealed_iban.html" if part else "beneficiaries/bank_accounts_revealed.html"
    return render(request, template, {"iban": iban, "account": account, "person": person, "back": back})


def _tell_added(request: StaffRequest, account: BankAccount) -> None:
    messages.success(request, _("The account was added."))
    others = bank_accounts.shared_with([account]).get(account.iban_hmac, [])
    if others:
        names = _(", ").join(other.full_name for other in others)
        sentence = _("The same IBAN is kept for %(names)s too. It may be a family's account, or one person kept twice.")
        messages.warning(request, sentence % {"names": names})
