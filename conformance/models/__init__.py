"""Models of conformance."""

from conformance.models.runs import Run

__all__ = ["Run"]
