"""Rotation of keys: every token encrypted anew with the newest key of FIELD_KEYS, in batches that may be interrupted.

During live edits: a batch locks its rows, and an edit of one of them waits for milliseconds. What is encrypted
meanwhile has the newest key already, provided that every process runs with the new FIELD_KEYS.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from beneficiaries.models import KeyRotation, identity_numbers
from ledger import clock

BATCH = 500


@dataclass(frozen=True)
class Column:
    """A column of tokens."""

    model: type[models.Model]
    token: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@dataclass(frozen=True)
class Progress:
    """Progress of a table's rotation: its name, the last row that is done, tokens encrypted anew so far."""

    table: str
    last_pk: int
    rotated: int
    finished: bool


def columns() -> list[Column]:
    """Return every column of tokens (identity_numbers.TOKENS)."""
    return [Column(apps.get_model(label), token) for label, token, _fingerprint in identity_numbers.TOKENS]


def key_fingerprint() -> str:
    """Return a hash that names the newest key without revealing it: a random key cannot be guessed from it."""
    return hashlib.sha256(f"field key {settings.FIELD_KEYS[0]}".encode()).hexdigest()


def rotate(*, batch: int = BATCH, report: Callable[[Progress], object] = lambda progress: None) -> int:
    """Encrypt anew every token that the newest key does not read; return how many in this run.

    Each batch is one transaction together with its progress: killed at any moment, the next run goes on after the last
    batch. Run again when finished, it finds what was written with an older key meanwhile. Raises identity.Unreadable
    for a token that no key reads, with its table and row; nothing of its batch is written.
    """
    total = 0
    for column in columns():
        for progress, changed in _table(column, batch):
            total += changed
            report(progress)
    return total


def unreadable() -> dict[str, int]:
    """Return by table the number of tokens that the newest key alone does not read."""
    newest = Fernet(settings.FIELD_KEYS[0])
    counts = {}
    for column in columns():
        tokens = column.model._default_manager.exclude(**{column.token: ""}).values_list(column.token, flat=True)
        counts[column.table] = sum(not _reads(newest, token) for token in tokens.iterator(chunk_size=2000))
    return counts


def _table(column: Column, batch: int) -> Iterator[tuple[Progress, int]]:
    progress, _new = KeyRotation.objects.get_or_create(
        key=key_fingerprint(), table=column.table, finished_at__isnull=True
    )
    while progress.finished_at is None:
        with transaction.atomic():
            # two runs at once take turns, and the second finds the batch done
            progress = KeyRotation.objects.select_for_update().get(pk=progress.pk)
            if progress.finished_at is not None:
                return
            changed = _batch(column, progress, batch)
        yield Progress(column.table, progress.last_pk, progress.rotated, progress.finished_at is not None), changed


def _batch(column: Column, progress: KeyRotation, batch: int) -> int:
    """Encrypt the rows after `progress.last_pk`, and record the progress."""
    rows = list(
        column.model._default_manager.select_for_update(no_key=True)
        .filter(pk__gt=progress.last_pk)
        .order_by("pk")
        .values_list("pk", column.token)[:batch]
    )
    renewed = {pk: token for pk, old in rows if old and (token := _renewed(column, pk, old))}
    if renewed:
        _write(column, renewed)
    if rows:
        progress.last_pk = rows[-1][0]
        progress.rotated += len(renewed)
    else:
        progress.finished_at = clock.now()
    progress.save(update_fields=["last_pk", "rotated", "finished_at"])
    return len(renewed)


def _renewed(column: Column, pk: int, token: str) -> str | None:
    keys = [Fernet(key) for key in settings.FIELD_KEYS]
    if _reads(keys[0], token):
        return None
    try:
        return MultiFernet(keys).rotate(token.encode()).decode()
    except InvalidToken as error:
        raise identity_numbers.Unreadable(f"no key of FIELD_KEYS reads row {pk} of {column.table}") from error


def _reads(key: Fernet, token: str) -> bool:
    try:
        key.decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def _write(column: Column, renewed: dict[int, str]) -> None:
    quote: Any = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(column.table)} AS row SET {quote(column.token)} = new.token "
            "FROM unnest(%s::bigint[], %s::text[]) AS new (pk, token) WHERE row.id = new.pk",
            [list(renewed), list(renewed.values())],
        )
