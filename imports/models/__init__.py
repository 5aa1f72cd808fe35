"""The tables of imports."""

from imports.models.people_imports import ImportRow, PeopleImport

__all__ = ["ImportRow", "PeopleImport"]
