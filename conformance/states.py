"""Words of conformance (leaf module)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Whether the portal carries a clause out."""

    MET = "met", pgettext_lazy("conformance", "Met")
    PARTLY = "partly", pgettext_lazy("conformance", "Partly met")
    MISSING = "missing", pgettext_lazy("conformance", "Missing")


class Kind(TextChoices):
    OBJECTIVE = "objective", pgettext_lazy("clause", "Objective")
    CHANNEL = "channel", pgettext_lazy("clause", "Channel")
    TOOL = "tool", pgettext_lazy("clause", "Tool")
    STEP = "step", pgettext_lazy("clause", "Step")
    ELIGIBILITY = "eligibility", pgettext_lazy("clause", "Eligibility")
    MECHANISM = "mechanism", pgettext_lazy("clause", "Mechanism")
    REVIEW = "review", pgettext_lazy("clause", "Review")
