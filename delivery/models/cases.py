"""The application as delivery sees it."""

from delivery.models import triggers
from intake.models import Application


class CaseInService(Application):
    """Registered and served only beside their records."""

    class Meta:
        proxy = True
        triggers = triggers.CASES
