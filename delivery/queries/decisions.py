"""What was granted."""

from committee.models import Decision
from intake.models import Application


def granted(application: Application) -> Decision | None:
    """Return the decision of the application's present round."""
    return Decision.objects.filter(application=application, round=application.round).first()
