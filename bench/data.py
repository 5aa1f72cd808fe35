"""Databases to measure on, made once and kept."""

from config import embedded
from bench.servers import Tree

SEED = "1448"
WAITING = "0.998"  # of the applications wait before the head of research, so that the list is 990,000 rows deep


def name_of(size: int) -> str:
    """The database of this many applications."""
    return f"mustafid_bench_{size}"


def ready(size: int, tree: Tree) -> str:
    """The name of a loaded database of `size` applications, made where it is missing (a million takes minutes)."""
    name = name_of(size)
    if not (tree.folder / "demo/management/commands/seed.py").exists():
        tree.run("-m", "bench.few", database=name, DEMO="1", DJANGO_SETTINGS_MODULE="config.settings")
        return name
    tree.manage(
        *("seed", "--beneficiaries", str(size), "--applications", str(size)),
        *("--seed", SEED, "--database", name, "--waiting", WAITING),
        DEMO="1",
    )
    return name


def url_of(database: str) -> str:
    """Its address for psycopg."""
    return f"postgresql://{embedded.ROLE}@/{database}?host={embedded.socket_dir()}"
