"""Words of the policy: the life of a version and the ways in which a channel reaches somebody."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyStatus(models.TextChoices):
    """A version is drafted, approved by the board, carried out, and at last superseded by a newer one."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved by the board")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")


# What the database lets pass; anything else is refused by the trigger that is rendered from this table.
ALLOWED: dict[PolicyStatus, tuple[PolicyStatus, ...]] = {
    PolicyStatus.DRAFT: (PolicyStatus.APPROVED,),
    PolicyStatus.APPROVED: (PolicyStatus.DRAFT, PolicyStatus.IN_FORCE),
    PolicyStatus.IN_FORCE: (PolicyStatus.SUPERSEDED,),
    PolicyStatus.SUPERSEDED: (),
}

# Wording and rules of a version in one of these never change: applications are measured by them.
FIXED = (PolicyStatus.IN_FORCE, PolicyStatus.SUPERSEDED)


class Way(models.TextChoices):
    """How a channel carries a message: the first two by machine, the others by a person's hand."""

    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone call by a member of staff")
    LETTER = "letter", _("Printed letter")
    DELEGATE = "delegate", _("A delegate, by hand")


BY_MACHINE = (Way.SMS, Way.EMAIL)
BY_HAND = (Way.PHONE, Way.LETTER, Way.DELEGATE)
