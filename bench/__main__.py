"""`python -m bench [--size N] [--rounds N] [--only WORD,WORD]` and `python -m bench profile SUBJECT|/path/`."""

import argparse
import os
import signal
import sys
from pathlib import Path

# servers, keys and databases of its own, beside those of development and the demo
ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("PORTAL_LOCAL", str(ROOT / ".local" / "bench"))


def main(arguments: list[str]) -> int:
    """Parses and runs; 1 with a sentence where it cannot."""
    from bench import profiling, run  # here: the folder above has to be known to config.embedded first
    from bench.client import Wrong
    from bench.servers import Unable

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--size", type=int, default=1_000_000, help="applications in the large database")
    parser.add_argument("--small", type=int, default=1_000, help="applications in the small database")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a window")
    parser.add_argument("--longest", type=float, default=900.0, help="seconds after which no round begins")
    parser.add_argument("--only", default="", help="words of subjects' names or topics, with commas between")
    inside = parser.add_subparsers(dest="command")
    one = inside.add_parser("profile", help="where the time of one page goes")
    one.add_argument("page", help="a subject's name, a URL's name or a path")
    one.add_argument("--visitor", default="head1@bench.example")
    one.add_argument("--times", type=int, default=200)
    one.add_argument("--sort", default="tottime", choices=["tottime", "cumulative", "calls"])
    options = parser.parse_args(arguments)
    try:
        return profiling.main(options) if options.command == "profile" else run.main(options)
    except (Unable, Wrong) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
