"""Databases to measure on, made once and kept."""

from bench.servers import Tree

SEED = "1448"
WAITING = "0.998"  # of the applications wait before the head of research, so that the list is 990,000 rows deep


def ready(size: int, tree: Tree, *, name: str) -> str:
    """The name of a loaded database of `size` applications, made by the tree's own command where it is missing."""
    count = ("--beneficiaries", str(size), "--applications", str(size))
    tree.embedded("seed", *count, "--seed", SEED, "--database", name, "--waiting", WAITING)
    return name
