"""`python -m screens`: takes every picture of the tour, and ends with 1 where a page falls short.

ROLE and PAGE in the environment choose some: names, or the beginnings of names, separated by commas.
"""

import os
import sys
import time

from devtools import demo, embedded
from screens import stage


def main() -> int:
    """Prepares, takes, writes the contact sheet and prints the findings. 0 where there are none."""
    began = time.monotonic()
    try:
        with stage.copied():
            import django  # here: the settings read the environment of the copy

            django.setup()
            from screens import taking  # here: it needs the settings

            album, pages = taking.take_all(roles=_chosen("ROLE"), names=_chosen("PAGE"))
    except (stage.Unready, embedded.Unavailable) as problem:
        sys.exit(str(problem))
    for line in album.lines():
        demo.say(line)
    demo.say(
        f"{pages} pages in {time.monotonic() - began:.0f} s, {len(album.findings)} findings: {album.folder}/index.html"
    )
    return 1 if album.findings else 0


def _chosen(name: str) -> list[str]:
    return [one.strip() for one in os.environ.get(name, "").split(",") if one.strip()]


if __name__ == "__main__":
    sys.exit(main())
