"""Versions after the one that a profile brings, made as an administrator makes them."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Staff
from accounts.states import Role
from documents.domain import stored_files
from documents.models import StoredFile
from policy.domain import versions
from policy.models import PolicyVersion
from tests.documents.factories import PDF
from tests.factories import make_staff

MET = dt.date(2025, 11, 2)


def paper(by: Staff | None = None, content: bytes = PDF) -> StoredFile:
    """A document that the board signed."""
    return stored_files.store(upload=ContentFile(content, name="policy.pdf"), by=by or make_staff(Role.ADMIN))


def next_draft(*, by: Staff | None = None, **changes: Any) -> PolicyVersion:
    """A draft of the next version, with these fields changed."""
    draft = versions.draft_from_current(by=by or make_staff(Role.ADMIN))
    PolicyVersion.objects.filter(pk=draft.pk).update(**changes)
    return PolicyVersion.objects.get(pk=draft.pk)


def approved(draft: PolicyVersion, **facts: Any) -> PolicyVersion:
    """The draft, approved by the board in its fifth meeting with a signed document."""
    by = draft.created_by
    values = {"board_meeting": 5, "approved_on": MET, **facts}
    return versions.approve(version_id=draft.pk, by=by, signed=paper(by), **values)


def next_version(*, by: Staff | None = None, **changes: Any) -> PolicyVersion:
    """The next version, with these fields changed, approved and in force from now on."""
    version = approved(next_draft(by=by, **changes))
    return versions.put_in_force(version_id=version.pk, by=version.created_by)
