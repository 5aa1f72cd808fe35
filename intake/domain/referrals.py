"""Referring what is unclear to the person responsible, who answers and explains (policy step 3)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from intake import rules
from intake.domain.refusals import refusal
from intake.models import Application, Referral
from ledger import clock
from ledger.errors import Refused

if TYPE_CHECKING:
    from accounts.models import Staff


def ask(*, application_id: int, by: "Staff", question: str) -> Referral:
    """Put an unclear point of this application to whom the policy names.

    Raise Refused for an empty question, one that waits for its answer already (code "twice"), and where `by` may refer
    nothing now (code "may").
    """
    if not question.strip():
        raise Refused(_("State what is unclear to the applicant."), field="question")
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if not rules.may_refer(by, application):
            raise Refused(_("Nothing can be referred on this application now."), code="may")
        if Referral.objects.filter(application=application, question=question.strip(), answered_at=None).exists():
            raise Refused(_("This point is referred already and waits for its answer."), field="question", code="twice")
        return Referral.objects.create(application=application, question=question.strip(), asked_by=by)


def answer(*, referral_id: int, by: "Staff", answer: str) -> Referral:
    """Record the answer and explanation. Raise Refused where it is empty, or another one was given already.

    A second click finds its own answer recorded, and returns it.
    """
    require(by, Perm.ANSWER_REFERRALS)
    if not answer.strip():
        raise refusal("referral_answered_whole", field="answer")
    with transaction.atomic():
        referral = Referral.objects.select_for_update(of=("self",)).select_related("application").get(pk=referral_id)
        if rules.is_recused(by, referral.application):
            raise Refused(_("This step is not yours to take on this application."), code="may")
        if (referral.answered_by_id, referral.answer) == (by.pk, answer.strip()):
            return referral
        if referral.answered_at is not None:
            raise refusal("referral_fixed")
        Referral.objects.filter(pk=referral.pk).update(answer=answer.strip(), answered_by=by, answered_at=clock.now())
        return Referral.objects.get(pk=referral.pk)
