"""The registry. A subject more: an entry in its topic's module; a topic more: a module, named here."""

from bench.subjects import case, forms, intake, queues, references
from bench.subjects.base import Subject

TOPICS = {"queue": queues, "case": case, "form": forms, "intake": intake, "references": references}


def everything() -> list[Subject]:
    """Every subject and reference."""
    return [subject for module in TOPICS.values() for subject in module.SUBJECTS]


def chosen(only: str = "") -> list[Subject]:
    """The subjects whose topic or name holds one of the words of `only`, and what they are compared with."""
    words = [word.strip() for word in only.split(",")]
    wanted = [
        subject
        for topic, module in TOPICS.items()
        for subject in module.SUBJECTS
        if topic != "references" and any(word in topic or word in subject.name for word in words)
    ]
    named = {target.reference.split("@")[0] for subject in wanted for target in subject.targets}
    return wanted + [one for one in everything() if one.name in named and one not in wanted]
