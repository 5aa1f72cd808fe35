"""Words of the policy: the life of a version, who decides by it, and the ways in which a channel reaches people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Decider(models.TextChoices):
    """Who decides on applications: members who vote in sittings, or a department in which two people sign."""

    COMMITTEE = "committee", pgettext_lazy("decider", "A committee")
    DEPARTMENT = "department", pgettext_lazy("decider", "A department")


class ReferralKind(models.TextChoices):
    PERSON = "person", pgettext_lazy("referral", "A person")
    DEPARTMENT = "department", pgettext_lazy("referral", "A department")


class DeclarationForm(models.TextChoices):
    """How an applicant answers for what they stated."""

    SEPARATE = "separate", _("A separate declaration is signed")
    WITH_DATA = "with_data", _("The data themselves are signed")


class ToolKind(models.TextChoices):
    DOCUMENT = "document", pgettext_lazy("tool", "Document")
    FORM = "form", pgettext_lazy("tool", "Form")


# What a version keeps of each channel and tool.
CHANNEL_FACTS = ("key", "name", "as_printed", "takes_in", "sends_out", "carries_decision", "ways")
TOOL_FACTS = ("key", "name", "as_printed", "kind")
# Columns of their lists as tables, and the fields that administrators edit.
CHANNEL_COLUMNS = (*CHANNEL_FACTS[:3], "position", "active", *CHANNEL_FACTS[3:])
TOOL_COLUMNS = (*TOOL_FACTS, "position", "active")

# The window of a policy that states none, until its board sets one.
DEFAULT_DAYS = 14
# Keys by which a profile may name the mechanisms of intake, an app above this one.
MECHANISMS = ("document_review", "interview")
