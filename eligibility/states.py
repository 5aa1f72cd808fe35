"""Words of the assessment (leaf module)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Finding(TextChoices):
    """What the review of a document, or of all of them, came to."""

    SATISFIES = "satisfies", pgettext_lazy("review", "Satisfies the conditions")
    DOUBTFUL = "doubtful", pgettext_lazy("review", "Doubtful")
    LACKING = "lacking", pgettext_lazy("review", "Lacking")


class Place(TextChoices):
    """How an interview was held."""

    OFFICE = "office", pgettext_lazy("interview", "At the association")
    HOME = "home", pgettext_lazy("interview", "At the beneficiary's home")
    PHONE = "phone", pgettext_lazy("interview", "By telephone")


class Outcome(TextChoices):
    """What is recommended, moved and decided."""

    ACCEPT = "accept", pgettext_lazy("outcome", "Acceptance")
    REJECT = "reject", pgettext_lazy("outcome", "Rejection")
