"""Pages with a form to fill in."""

from collections.abc import Callable
from typing import Any

from bench.subjects.base import Page, Target
from bench.subjects.case import spread
from bench.subjects.people import RECEPTION, RESEARCHER, drafts

TARGETS = (Target("floor", at_most=20),)


def of_drafts(page: str) -> Callable[[Any], list[str]]:
    """This page of drafts that the receptionist may fill in."""
    return lambda portal: [f"/intake/{reference}/{page}/" for reference in drafts(portal)]


def studied(portal: Any) -> list[str]:
    """The interview's page of cases that this researcher studies."""
    mine = spread(portal, status="in_assessment", researcher=portal.staff(RESEARCHER))
    return [f"/assessment/{reference}/interview/" for reference in mine]


SUBJECTS = [
    Page(
        name="form: new person",
        visitor=RECEPTION,
        paths=lambda portal: [portal.address("desk:person_new") + "?q=%D9%86%D9%88%D8%B1%D8%A9"],
        holds=(('name="family_name"', 1),),
        targets=TARGETS,
    ),
    Page(
        name="form: documents",
        visitor=RECEPTION,
        paths=of_drafts("documents"),
        holds=(('name="edits"', 1),),
        targets=TARGETS,
    ),
    Page(
        name="form: match sheet",
        visitor=RECEPTION,
        paths=of_drafts("match"),
        holds=(('name="edits"', 1),),
        targets=TARGETS,
    ),
    Page(
        name="form: interview",
        visitor=RESEARCHER,
        paths=studied,
        holds=(('name="summary"', 1),),
        targets=TARGETS,
    ),
]
