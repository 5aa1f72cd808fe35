"""The tables of imports."""

from imports.models.people_imports import PeopleImport
from imports.models.rows import ImportRow

__all__ = ["ImportRow", "PeopleImport"]
