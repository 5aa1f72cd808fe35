"""Figures as people read them: ratios first, absolute times in brackets."""

from collections.abc import Iterable, Mapping
from typing import Any

from bench.subjects.base import Subject, Target
from bench.windows import Figures, Spread


def table(figures: Figures, subjects: Iterable[Subject], found: Mapping[str, Any]) -> list[str]:
    """Lines for the terminal."""
    lines = []
    for subject in subjects:
        if subject.name not in figures.seconds:
            continue
        queries = found.get(subject.name, {}).get("queries")
        asked = f"  {queries} SQL queries" if queries else ""
        lines.append(f"{subject.name}  ({figures.median(subject.name) * 1000:.2f} ms){asked}")
        for target in subject.targets:
            if target.reference in figures.seconds:
                lines.append("    " + verdict(figures, subject.name, target))
    return lines


def verdict(figures: Figures, name: str, target: Target) -> str:
    """One comparison: median and ends of the ratio, each round's, what was wanted, and whether it is there."""
    spread = compare(figures, name, target)
    rounds = " ".join(f"{one:.3g}" for one in spread.rounds)
    return (
        f"{spread.median:.3g} {'× the speed of' if target.speed else '×'} {target.reference} "
        f"[{spread.low:.3g} – {spread.high:.3g}]{judged(target, spread.median)}   rounds: {rounds}"
    )


def judged(target: Target, ratio: float) -> str:
    """What was wanted and whether it is there; nothing for a comparison that is only told."""
    if target.at_most is None and target.at_least is None:
        return ""
    return f", wanted {wanted(target)}: {'holds' if target.holds(ratio) else 'FALLS SHORT'}"


def compare(figures: Figures, name: str, target: Target) -> Spread:
    """The ratio of this target, over the rounds."""
    pair = (target.reference, name) if target.speed else (name, target.reference)
    return Spread.of(figures.ratios(*pair))


def wanted(target: Target) -> str:
    """The target in signs."""
    if target.at_least is not None and target.at_most is not None:
        return f"{target.at_least:g} – {target.at_most:g}"
    return f"≤ {target.at_most:g}" if target.at_most is not None else f"≥ {target.at_least:g}"
