"""Referring what is unclear to the person responsible, who answers and explains (policy step 3)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from intake import rules
from intake.models import Application, Referral
from intake.states import ENDS
from ledger import clock
from ledger.errors import Refused

if TYPE_CHECKING:
    from accounts.models import Staff


def ask(*, application_id: int, by: "Staff", question: str) -> Referral:
    """Puts an unclear point of this application to whom the policy names. Raises Refused for an empty question."""
    if not question.strip():
        raise Refused(_("State what is unclear to the applicant."), field="question")
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if application.status in ENDS or rules.is_barred(by, application):
            raise Refused(_("Nothing can be referred on this application now."), code="may")
        if Referral.objects.filter(application=application, question=question.strip(), answered_at=None).exists():
            raise Refused(_("This point is referred already and waits for its answer."), field="question", code="twice")
        return Referral.objects.create(application=application, question=question.strip(), asked_by=by)


def answer(*, referral_id: int, by: "Staff", answer: str) -> Referral:
    """Records the answer and explanation. Raises Refused where it is empty or given already."""
    if not answer.strip():
        raise Refused(_("Enter the answer that was given to the applicant."), field="answer")
    with transaction.atomic():
        referral = Referral.objects.select_for_update().get(pk=referral_id)
        if referral.answered_at is not None:
            raise Refused(_("This point has been answered already."), code="answered")
        Referral.objects.filter(pk=referral.pk).update(answer=answer.strip(), answered_by=by, answered_at=clock.now())
        return Referral.objects.get(pk=referral.pk)
