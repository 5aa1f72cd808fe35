"""Referrals of an application."""

from django.db.models import QuerySet
from django.http import Http404

from intake.models import Application, Referral


def referrals_of(application: Application) -> QuerySet[Referral]:
    """Return the points referred, with who asked and who answered, the oldest first."""
    return application.referrals.select_related("asked_by", "answered_by")


def referral_or_404(application: Application, pk: int) -> Referral:
    """Return a referral of this application, or raise Http404."""
    referral = application.referrals.filter(pk=pk).first()
    if referral is None:
        raise Http404
    return referral
