"""The case file, of many cases in turn."""

from typing import Any

from bench.subjects.base import Page, Target
from bench.subjects.people import HEAD

CASES = 40


def spread(portal: Any, **which: Any) -> list[str]:
    """References of up to CASES applications that were submitted, from all over the table."""
    from intake.models import Application  # here: the leading process has no portal

    rows = Application.objects.exclude(status="draft").filter(**which)
    ends = rows.order_by("pk").values_list("pk", flat=True)
    first, last = ends.first(), ends.last()
    if first is None or last is None:
        return []
    step = max((last - first) // CASES, 1)
    found = (
        rows.filter(pk__gte=pk).order_by("pk").values_list("reference", flat=True).first()
        for pk in range(first, last + 1, step)
    )
    return list(dict.fromkeys(reference for reference in found if reference))[:CASES]


SUBJECTS = [
    Page(
        name="case file",
        visitor=HEAD,
        paths=lambda portal: [f"/cases/{reference}/" for reference in spread(portal)],
        holds=(('class="case-head"', 1), ("case-id", 0)),
        targets=(Target("floor", at_most=40),),
    ),
]
