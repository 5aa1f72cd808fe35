"""Figures as people read them: ratios first, with the ends of their rounds; absolute times in brackets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.paired_timing import Spread
from bench.run import Measured, Wanted
from bench.subjects.base import BEFORE, Page, Subject, Target

SHORT = "**falls short**"
TEXT = """# Performance

Written by `make bench`: do not edit. {good} of {all} targets hold.

{size} people and applications, and beside them a portal of {small} (`@small`). Everybody is signed in; the audit and
all rules of the database are on. The server is production's: gunicorn, hashed static files, DEBUG off. One client asks
over one kept connection. {rounds} rounds: in each, every subject works for {seconds} s, in an order that changes. A
figure is the ratio of two subjects in the same round: the median of the rounds, then the lowest and the highest.
Ratios can be compared between machines; the times, in brackets behind a subject's name, cannot.

{facts}

| subject | compared | ratio | wanted | |
|---|---|---|---|---|
{table}

| reading | | wanted | |
|---|---|---|---|
{readings}

- **floor**: a bare Django view of 20 KB, without middleware or database, by the same gunicorn.
- **admin**: Django's stock admin over the same tables, 100 rows a page, as its tutorial sets it up.
- **plain psycopg**: the queue's rows, or the rows of a passage at the counter, by SQL written by hand; the passage in
  the same transactions and under the same triggers.
- **intake: submission** is the passage page by page: draft, documents, match sheet, declaration, submission. **Without
  pages** counts only the forms that are sent, and no page that is shown.
- Memory is the proportional set size, read after all this, after receipts and letters were printed, and with no other
  server of the run alive to share pages with.

`make bench REF=<commit>` measures a commit beside the working tree. `python -m bench profile <subject>` shows where the
time of a page goes, and [performance-explained.md](performance-explained.md) why figures fall short. How a subject is
added stands in CONTRIBUTING.md.
"""


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
        limit = f", wanted {reading.wanted}" if reading.wanted else ""
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


def document(measured: Measured, wanted: Wanted, facts: Sequence[str]) -> str:
    """docs/performance.md."""
    verdicts = [row.holds for one in wanted.subjects for row in rows(measured, one) if row.holds is not None]
    verdicts += [one.holds for one in measured.readings if one.holds is not None]
    return TEXT.format(
        good=sum(verdicts),
        all=len(verdicts),
        size=f"{wanted.size:,}",
        small=f"{wanted.small:,}",
        seconds=f"{wanted.seconds:g}",
        rounds=max((len(each) for each in measured.figures.seconds.values()), default=0),
        facts="\n".join(f"- {fact}" for fact in facts),
        table="\n".join(line for one in wanted.subjects for line in _lines(measured, one)),
        readings="\n".join(_readings(measured)),
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
    for one in measured.readings:
        verdict = {None: "", True: "holds", False: SHORT}[one.holds]
        yield f"| {one.what} | {short(one.value)} {one.unit} | {one.wanted} | {verdict} |"
