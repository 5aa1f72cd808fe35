"""Sessions: kept in the database, read from the cache. A cache that is away costs a query, not the working day."""

import logging
from typing import Any

from django.contrib.sessions.backends import cached_db, db
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class SessionStore(cached_db.SessionStore):
    """Django's cached database sessions, which ask the database where the cache does not answer."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; empty where there is none or it has ended."""
        try:
            return super().load()
        except RedisError as problem:
            log.warning("sessions are read from the database: %s", problem)
            return db.SessionStore.load(self)
