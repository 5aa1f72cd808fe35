"""What is expected of the table, and what a run must leave as it was."""

from django.apps import apps

# Everything else is met.
MISSING = {"objective:o5", "objective:o8", "objective:o10"}
PARTLY = {"objective:o4", "objective:o7", "objective:o9", "eligibility:3", "eligibility:4"}


def expected(clause: str) -> str:
    """The status of a clause of any of the five policies, run as the owner of the schema."""
    return "missing" if clause in MISSING else "partly" if clause in PARTLY else "met"


def counted() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}
