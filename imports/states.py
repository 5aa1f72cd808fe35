"""Outcomes of a row of an import."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RowOutcome(models.TextChoices):
    """What became of a row: the first three once it is checked, the others once people are registered."""

    GOOD = "good", pgettext_lazy("row", "Good")
    LIKELY = "likely", pgettext_lazy("row", "Likely duplicate")
    WRONG = "wrong", pgettext_lazy("row", "With errors")
    WRITTEN = "written", pgettext_lazy("row", "Registered")
    KNOWN = "known", pgettext_lazy("row", "Registered meanwhile by a colleague")


# rows of these are not touched again
FINAL = (RowOutcome.WRITTEN, RowOutcome.KNOWN)
