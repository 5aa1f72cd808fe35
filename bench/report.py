"""Figures as people read them: ratios first, with the ends of their rounds; absolute times in brackets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.run import Measured, Wanted
from bench.subjects.base import BEFORE, Page, Subject, Target
from bench.windows import Spread

SHORT = "**falls short**"


@dataclass(frozen=True)
class Row:
    """One comparison: what is said of it, the ratio, what was wanted, whether it is there (None: only told)."""

    what: str
    spread: Spread
    wanted: str
    holds: bool | None

    @property
    def verdict(self) -> str:
        """In a word."""
        return "" if self.holds is None else "holds" if self.holds else SHORT


def rows(measured: Measured, subject: Subject) -> Iterator[Row]:
    """The comparisons of one subject that could be made."""
    figures = measured.figures
    for target in subject.targets:
        if subject.name in figures.seconds and target.reference in figures.seconds:
            pair = (target.reference, subject.name) if target.speed else (subject.name, target.reference)
            spread = Spread.of(figures.ratios(*pair))
            told = target.at_most is None and target.at_least is None
            sign = "× the speed of" if target.speed else "× the time of"
            yield Row(
                f"{sign} {target.reference}", spread, wanted(target), None if told else target.holds(spread.median)
            )
    queries, most = measured.queries.get(subject.name), getattr(subject, "queries_at_most", None)
    if queries and most:
        yield Row("SQL queries", Spread.of([queries]), f"≤ {most}", queries <= most)


def wanted(target: Target) -> str:
    """The target in signs."""
    later = f" (later {target.later})" if target.later else ""
    if target.at_least is not None and target.at_most is not None:
        return f"{target.at_least:g} – {target.at_most:g}{later}"
    if target.at_most is not None:
        return f"≤ {target.at_most:g}{later}"
    return f"≥ {target.at_least:g}{later}" if target.at_least is not None else ""


def short(number: float) -> str:
    """Three digits that matter."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def terminal(measured: Measured, subjects: Sequence[Subject]) -> list[str]:
    """Everything, with each round's ratio."""
    lines = []
    for subject in subjects:
        if subject.name not in measured.figures.seconds:
            continue
        lines.append(f"{subject.name}  ({measured.figures.median(subject.name) * 1000:.2f} ms)")
        for row in rows(measured, subject):
            each = " ".join(map(short, row.spread.rounds))
            asked = f", wanted {row.wanted}: {row.verdict.strip('*').upper()}" if row.wanted else ""
            lines.append(f"    {short(row.spread.median)} {row.what}{asked}   [{each}]")
    for reading in measured.readings:
        limit = f", wanted ≤ {reading.at_most:g}" if reading.at_most else ""
        lines.append(f"{reading.what}: {short(reading.value)} {reading.unit}{limit}")
    return lines


def changes(measured: Measured, subjects: Sequence[Subject]) -> list[str]:
    """After ÷ before of each subject, round by round."""
    lines = ["after ÷ before (below 1 is faster): median [lowest – highest], rounds, SQL queries"]
    for subject in subjects:
        then = f"{subject.name}@{BEFORE}"
        if then not in measured.figures.seconds:
            continue
        spread = Spread.of(measured.figures.ratios(subject.name, then))
        each = " ".join(f"{one:.2f}" for one in spread.rounds)
        times = f"({measured.figures.median(then) * 1000:.2f} → {measured.figures.median(subject.name) * 1000:.2f} ms)"
        asked = f", queries {measured.queries.get(then, 0)} → {measured.queries.get(subject.name, 0)}"
        lines.append(
            f"{subject.name}: {spread.median:.3f} [{spread.low:.3f} – {spread.high:.3f}]   {each}   {times}"
            + (asked if isinstance(subject, Page) else "")
        )
    return lines


def document(measured: Measured, wanted: Wanted, facts: Sequence[str], command: str) -> str:
    """docs/performance.md."""
    judged = [row for one in wanted.subjects for row in rows(measured, one) if row.holds is not None]
    judged_readings = [one for one in measured.readings if one.at_most is not None]
    good = sum(bool(row.holds) for row in judged) + sum(one.value <= (one.at_most or 0) for one in judged_readings)
    rounds = max((len(each) for each in measured.figures.seconds.values()), default=0)
    return "\n".join(
        [
            "# Performance",
            "",
            f"Written by `{command}`: do not edit. {good} of {len(judged) + len(judged_readings)} targets hold.",
            "",
            f"{wanted.size:,} people and applications; beside it {wanted.small:,} (`@small`). Signed in, with the audit and",
            "all rules of the database on. The server is production's (gunicorn, hashed static files, DEBUG off); one client",
            f"over one kept connection. {rounds} rounds; in each round every subject works for {wanted.seconds:g} s, in an order",
            "that changes. A figure is the ratio of two subjects in the same round: the median of the rounds, and in brackets",
            "the lowest and the highest. Ratios can be compared between machines; the times, in brackets, cannot.",
            "",
            *(f"- {fact}" for fact in facts),
            "",
            "| subject | compared | ratio | wanted | |",
            "|---|---|---|---|---|",
            *(line for one in wanted.subjects for line in _lines(measured, one)),
            "",
            *_readings(measured),
            "**floor**: a bare Django view of 20 KB, no middleware, no database, by the same gunicorn. **admin**: Django's stock",
            "admin over the same tables. **plain psycopg**: the same rows by SQL written by hand, and for the passage in the",
            "same transactions under the same triggers. **what is sent**: the seconds of the passage's forms without its pages.",
            "",
            "`make bench REF=<commit>` measures a commit beside the working tree; `python -m bench profile <subject>` shows where",
            "the time of a page goes. CONTRIBUTING.md says how a subject is added.",
            "",
        ]
    )


def _lines(measured: Measured, subject: Subject) -> Iterator[str]:
    if subject.name not in measured.figures.seconds:
        return
    title = f"{subject.name} ({measured.figures.median(subject.name) * 1000:.2f} ms)"
    found = list(rows(measured, subject))
    if not found:
        yield f"| {title} | | | | |"
    for row in found:
        ends = f" ({short(row.spread.low)} – {short(row.spread.high)})" if len(row.spread.rounds) > 1 else ""
        yield f"| {title} | {row.what} | {short(row.spread.median)}{ends} | {row.wanted} | {row.verdict} |"
        title = ""


def _readings(measured: Measured) -> Iterator[str]:
    if not measured.readings:
        return
    yield from ("| reading | | wanted | |", "|---|---|---|---|")
    for one in measured.readings:
        limit = f"≤ {one.at_most:g} {one.unit}" if one.at_most is not None else ""
        verdict = "" if one.at_most is None else "holds" if one.value <= one.at_most else SHORT
        yield f"| {one.what} | {short(one.value)} {one.unit} | {limit} | {verdict} |"
    yield ""
