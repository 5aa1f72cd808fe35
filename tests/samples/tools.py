"""Samples for the addresses of tools of the policy."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from accounts.states import Role
from documents.domain import stored_files
from policy.domain import tools
from policy.models import Tool
from policy.queries.tools import current
from tests import factories
from tests.documents.factories import PDF

KEY = "bylaws"


def number(world: Any) -> int:
    """A version of the bylaws that everybody may open, published when first asked for."""
    assert world.case
    tool = Tool.objects.get(key=KEY)
    if (one := current(tool=tool)) is None:
        admin = factories.make_staff(Role.ADMIN)
        file = stored_files.store(upload=ContentFile(PDF, name="bylaws.pdf"), by=admin)
        one = tools.publish(tool_id=tool.pk, file=file, effective_on=dt.date(2026, 1, 1), by=admin)
    return one.number


SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("policy:tool", "key"): lambda world: KEY,
    ("policy:tool_new", "key"): lambda world: KEY,
    ("policy:tool_file", "key"): lambda world: KEY,
    ("policy:tool_file", "number"): number,
    ("intake:blank_form", "code"): lambda world: world.case.service.code,
    ("intake:filled_form", "reference"): lambda world: world.case.reference,
}
