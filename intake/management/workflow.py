"""docs/workflow.md, written from the table of moves."""

from django.utils.translation import override

from intake.rules import MOVE_NEEDS
from intake.states import ALLOWED, ENDS, NEEDS_SIGNATURE, ClosedReason, Status, Step

HEAD = """# The workflow of an application

Written by `manage.py write_workflow` from `intake/states.py`; a test keeps it so. Every move is one function of
`intake/domain/moves.py`: it locks the row, checks the page's step counter, the pair and who asks, and writes the Move
and the status in one transaction. The database refuses a pair that is not in this table, whoever asks.
"""


def document() -> str:
    """Return the page in Markdown, with Arabic labels beside the names in code."""
    lines = [HEAD, "## States", "", "| state | English | العربية | |", "|---|---|---|---|"]
    for status in Status:
        mark = "an end: the same service may be asked for again" if status in ENDS else ""
        lines.append(f"| `{status.value}` | {_label(status, 'en')} | {_label(status, 'ar')} | {mark} |")
    lines += [
        "",
        "## Moves",
        "",
        "| from | to | move | permission | newest statement signed |",
        "|---|---|---|---|---|",
    ]
    for (start, end), step in ALLOWED.items():
        if step == Step.CLOSE:
            continue
        signed = "yes" if (start, end) in NEEDS_SIGNATURE else ""
        needs = MOVE_NEEDS[step].value
        lines.append(f"| `{start.value}` | `{end.value}` | `{step.value}` | `{needs}` | {signed} |")
    reasons = ", ".join(f"`{reason.value}`" for reason in ClosedReason)
    lines += [
        f"| any but `closed` | `closed` | `close` | `{MOVE_NEEDS[Step.CLOSE].value}` | |",
        "",
        f"Closing takes one of these reasons: {reasons}.",
        "An appeal opens the next round; every other move stays in its round.",
        "`accept` and `reject` may also be made by the sweep, once the window has passed and a motion was carried.",
    ]
    return "\n".join(lines) + "\n"


def _label(status: Status, language: str) -> str:
    with override(language):
        return str(status.label)
