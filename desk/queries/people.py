"""A person's page: whose it may be, and what hangs on the person."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from accounts.states import Perm
from beneficiaries.models import Beneficiary, HouseholdMember
from intake.models import Application
from intake.queries.cases import applications_for

if TYPE_CHECKING:
    from accounts.models import Staff
    from intake.models import ApplicationQuerySet


def person_or_404(public_id: UUID) -> Beneficiary:
    """Return the person with this public id, merged or not; raise Http404 where there is none."""
    person = Beneficiary.objects.select_related("branch", "merged_into").filter(public_id=public_id).first()
    if person is None:
        raise Http404
    return person


def is_open_to(user: "Staff", person: Beneficiary) -> bool:
    """Return whether `user` may see the person: any by search, others only through a case that they may open."""
    return user.may(Perm.SEARCH_PEOPLE) or applications_of(person, user).exists()


def applications_of(person: Beneficiary, user: "Staff") -> "ApplicationQuerySet":
    """Return the person's applications that `user` may see, the newest first."""
    return applications_for(user).filter(beneficiary=person).order_by("-created_at", "-pk")


def has_applications(person: Beneficiary) -> bool:
    """Return whether the person has an application, whoever may see it."""
    return Application.objects.filter(beneficiary=person).exists()


def membership_of(person: Beneficiary) -> HouseholdMember | None:
    """Return the row of another person's household that this person is."""
    return HouseholdMember.objects.filter(person=person).select_related("beneficiary").first()
