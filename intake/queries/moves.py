"""Moves of an application that later pages refer to."""

from intake.models import Application, Move
from intake.states import Status


def last_asked(application: Application) -> Move | None:
    """Return the move that last asked the applicant to complete the file."""
    return application.moves.filter(to_status=Status.AWAITING_APPLICANT).order_by("-n").first()
