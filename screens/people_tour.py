"""Many people at once on the tour: lists that are brought in, and records that look like one person's."""

from screens.acts import press, send_empty
from screens.recurring import form, pk
from screens.steps import Step

IMPORTS = [
    Step(name="imports-none", view="beneficiaries:imports"),
    Step(name="imports-errors", view="beneficiaries:imports", act=send_empty, status=422),
    Step(
        name="import-columns",
        view="beneficiaries:import_columns",
        args=pk(lambda world: world.people_import(checked=False)),
    ),
    Step(name="import", view="beneficiaries:import", args=pk(lambda world: world.people_import(checked=True))),
    Step(name="imports", view="beneficiaries:imports"),
]
# whoever settles them finds three kinds: open, told apart, merged
PAIRS = [
    Step(name="pairs", view="desk:pairs"),
    Step(name="pairs-decided", view="desk:pairs", query="?only=decided"),
    Step(name="pairs-empty", view="desk:pairs", query="?only=later"),
    Step(name="pair", view="desk:pair", args=pk(lambda world: world.pair("open"))),
    Step(name="pair-decided", view="desk:pair", args=pk(lambda world: world.pair("not_same"))),
    Step(
        name="pair-errors",
        view="desk:pair",
        args=pk(lambda world: world.pair("open")),
        act=press("[value=not_same]"),
        status=422,
    ),
    *form("merge", "desk:merge", pk(lambda world: world.pair("open"))),
    Step(name="merge-rivals", view="desk:merge", args=pk(lambda world: world.pair("open", rivals=True))),
    Step(name="merged", view="desk:merged", args=pk(lambda world: world.pair("same"))),
]
