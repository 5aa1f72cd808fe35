"""The registry. A subject more: an entry in its topic's module; a topic more: a module, named here.

A topic's module has SUBJECTS, which are timed, or GAUGES, which are read once after the rounds, or both.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from bench.subjects import case, duplicates, exporting, forms, importing, intake, memory, queues, references, search
from bench.subjects.base import Gauge, Subject

TOPICS: dict[str, ModuleType] = {
    "queue": queues,
    "case": case,
    "form": forms,
    "intake": intake,
    "export": exporting,
    "memory": memory,
    "duplicates": duplicates,
    "import": importing,
    "reference": references,
    "search": search,
}


def named(name: str) -> Subject | Gauge:
    """The subject or gauge of this name."""
    return next(one for kind in ("SUBJECTS", "GAUGES") for _, one in _listed(kind) if one.name == name)


def chosen(only: str = "") -> tuple[list[Subject], list[Gauge]]:
    """Those whose topic or name holds one of the words of `only`, and the subjects that they are compared with."""
    words = [word.strip() for word in only.split(",")]
    subjects, gauges = (
        [one for topic, one in _listed(kind) if any(word in topic or word in one.name for word in words)]
        for kind in ("SUBJECTS", "GAUGES")
    )
    missing = {target.reference.split("@")[0] for one in subjects for target in one.targets}
    missing -= {one.name for one in subjects}
    return subjects + [one for _, one in _listed("SUBJECTS") if one.name in missing], gauges


def _listed(kind: str) -> Sequence[tuple[str, Any]]:
    return [(topic, one) for topic, module in TOPICS.items() for one in getattr(module, kind, [])]
