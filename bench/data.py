"""Databases to measure on, made once and kept."""

from bench.servers import Tree, Unable

SEED = "1448"
WAITING = "0.998"  # of the applications wait before the head of research, so that the list is 990,000 rows deep


def ready(size: int, tree: Tree, *, name: str) -> str:
    """The name of a loaded database of `size` applications, made by the tree's own command where it is missing.

    One that was made by other code or with other parameters is made anew: it is the bench's own.
    """
    count = ("--beneficiaries", str(size), "--applications", str(size))
    order = (*count, "--seed", SEED, "--database", name, "--waiting", WAITING)
    try:
        tree.embedded("seed", *order)
    except Unable as problem:
        if "--fresh" not in str(problem):
            raise
        tree.embedded("seed", *order, "--fresh")
    return name
