"""Imports as their pages ask for them: each is open to whoever began it, as its jobs are."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Staff
from imports.models import PeopleImport

REMEMBERED = 30


def visible_to(user: Staff) -> QuerySet[PeopleImport]:
    """Return the imports that this member of staff began, with their jobs."""
    return PeopleImport.objects.filter(created_by=user).select_related("check_job", "write_job", "branch")


def import_or_404(user: Staff, pk: UUID) -> PeopleImport:
    """Return the import, where this member of staff began it. Raises Http404 for any other."""
    return get_object_or_404(visible_to(user), pk=pk)


def remembered_targets(user: Staff) -> dict[str, str]:
    """Return the targets of plain headings as chosen in this person's last 30 imports, the newest choice first."""
    newest = PeopleImport.objects.filter(created_by=user).order_by("-created_at").values_list("mapping", flat=True)
    targets: dict[str, str] = {}
    for mapping in newest[:REMEMBERED]:
        targets = {**mapping.get("headings", {}), **targets}
    return targets
