"""Many people at once on the tour: lists that are brought in, and records that look like one person's."""

from screens.acts import press, send_empty
from screens.recurring import form, pk
from screens.steps import Step

IMPORTS = [
    Step(name="imports-none", view="imports:imports"),
    Step(name="imports-errors", view="imports:imports", act=send_empty, status=422),
    Step(
        name="import-columns",
        view="imports:columns",
        args=pk(lambda world: world.people_import(checked=False)),
    ),
    Step(name="import", view="imports:import", args=pk(lambda world: world.people_import(checked=True))),
    Step(name="imports", view="imports:imports"),
]
# whoever settles them finds three kinds: open, told apart, merged
PAIRS = [
    Step(name="pairs", view="merging:pairs"),
    Step(name="pairs-decided", view="merging:pairs", query="?only=decided"),
    Step(name="pairs-empty", view="merging:pairs", query="?only=later"),
    Step(name="pair", view="merging:pair", args=pk(lambda world: world.pair("open"))),
    Step(name="pair-decided", view="merging:pair", args=pk(lambda world: world.pair("not_same"))),
    Step(
        name="pair-errors",
        view="merging:pair",
        args=pk(lambda world: world.pair("open")),
        act=press("[value=not_same]"),
        status=422,
    ),
    *form("merge", "merging:merge", pk(lambda world: world.pair("open"))),
    Step(name="merge-rivals", view="merging:merge", args=pk(lambda world: world.pair("open", rivals=True))),
    Step(name="merged", view="merging:merged", args=pk(lambda world: world.pair("same"))),
]
