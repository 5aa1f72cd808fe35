"""Where the time of one page goes: the portal's own WSGI handler in one process, under cProfile."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from bench import data, run
from bench.servers import Tree, embedded_servers

INNER = Path(__file__).with_name("profiled.py")


def main(options: argparse.Namespace) -> None:
    """Prints the profile of one subject, URL name or path on the database of --size."""
    with embedded_servers():
        tree = Tree()
        run.prepare(tree)
        database = data.ready(options.size, tree, name=run.Wanted(subjects=()).database(options.size))
        asked: dict[str, Any] = {name: getattr(options, name) for name in ("page", "visitor", "times", "sort")}
        sys.stdout.write(tree.run("-P", str(INNER), json.dumps(asked), database=database))
