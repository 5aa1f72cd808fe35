"""Measures the portal beside its references, and says where the time of a page goes.

`python -m bench [--size N] [--rounds N] [--only WORD,WORD] [--ref COMMIT]`
`python -m bench [--size N] profile SUBJECT|URL-NAME|/path/`
"""

import argparse
import os
import signal
import sys
from pathlib import Path

# servers, keys and databases of its own, beside those of development and the demo
ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("PORTAL_LOCAL", str(ROOT / ".local" / "bench"))
SIZE = 1_000_000


def main(arguments: list[str]) -> int:
    """Parses and runs; 1 with a sentence where it cannot."""
    from bench import profiling  # here: the folder above has to be known to devtools.embedded first
    from bench.client import Wrong
    from bench.servers import Unable

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    options = parsed(arguments)
    try:
        if options.command == "profile":
            profiling.main(options)
        else:
            bench(options)
    except (Unable, Wrong) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=SIZE, help="applications in the large database")
    parser.add_argument("--small", type=int, default=1_000, help="applications in the small database")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a window")
    parser.add_argument("--longest", type=float, default=840.0, help="seconds after which no round begins")
    parser.add_argument("--only", default="", help="words of subjects' names or topics, with commas between")
    parser.add_argument("--ref", default="", help="a commit to measure beside the working tree")
    inside = parser.add_subparsers(dest="command")
    one = inside.add_parser("profile", help="where the time of one page goes")
    one.add_argument("page", help="a subject's name, a URL's name or a path")
    one.add_argument("--visitor", default="head1@bench.example")
    one.add_argument("--times", type=int, default=200)
    one.add_argument("--sort", default="tottime", choices=["tottime", "cumulative", "calls"])
    return parser.parse_args(arguments)


def bench(options: argparse.Namespace) -> None:
    """Measures and prints; a whole run also writes docs/performance.md."""
    from bench import facts, report, run, subjects  # here: see main()
    from bench.servers import Unable, embedded_servers

    timed, gauges = subjects.chosen(options.only)
    if not timed and not gauges:
        raise Unable(f"No subject's name or topic holds “{options.only}”.")
    numbers = {name: getattr(options, name) for name in ("size", "small", "rounds", "seconds", "longest")}
    wanted = run.Wanted(subjects=timed, gauges=gauges, **numbers)
    with embedded_servers():
        if options.ref:
            say("\n".join(report.changes(run.compared(wanted, options.ref, say), timed)))
            return
        measured = run.measured(wanted, say)
        say("\n".join(report.terminal(measured, timed)))
        if not options.only and options.size == SIZE:
            text = report.document(measured, wanted, facts.lines(measured.busy))
            (ROOT / "docs" / "performance.md").write_text(text)
            say("Written to docs/performance.md.")


def say(text: str) -> None:
    """To the terminal, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
