"""Needs: what each URL asks of whoever calls it, per method. config/access.py holds the one map of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from accounts.permissions import Perm

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Staff


class Open(Enum):
    """Needs that no permission expresses."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


PUBLIC = Open.PUBLIC
SIGNED_IN = Open.SIGNED_IN


class Answer(StrEnum):
    """What the map says to a request."""

    ALLOWED = "allowed"
    SIGN_IN = "sign_in"
    DENIED = "denied"
    NO_SUCH_METHOD = "no_such_method"


@dataclass(frozen=True, kw_only=True)
class Need:
    """What GET (and HEAD) and POST need: PUBLIC, SIGNED_IN, a Perm, any one of a tuple of Perms, or None for "405"."""

    get: Open | Perm | tuple[Perm, ...] | None = None
    post: Open | Perm | tuple[Perm, ...] | None = None

    def methods(self) -> list[str]:
        """The methods that are not refused to everybody, for the Allow header."""
        offered = (["GET", "HEAD"] if self.get is not None else []) + (["POST"] if self.post is not None else [])
        return [*offered, "OPTIONS"]


def decide(*, need: Need, method: str, user: "Staff | AnonymousUser") -> Answer:
    """What this need answers to this person. The method is judged first: a 405 tells nobody anything about the data."""
    if method == "OPTIONS":
        return _judge(PUBLIC if PUBLIC in (need.get, need.post) else SIGNED_IN, user)
    rule = {"GET": need.get, "HEAD": need.get, "POST": need.post}.get(method)
    return Answer.NO_SUCH_METHOD if rule is None else _judge(rule, user)


def _judge(rule: Open | Perm | tuple[Perm, ...], user: "Staff | AnonymousUser") -> Answer:
    if rule is PUBLIC:
        return Answer.ALLOWED
    if not user.is_authenticated:
        return Answer.SIGN_IN
    if rule is SIGNED_IN:
        return Answer.ALLOWED
    perms = rule if isinstance(rule, tuple) else (rule,)
    return Answer.ALLOWED if user.may_any(*perms) else Answer.DENIED  # type: ignore[union-attr, arg-type]


def find(needs: Mapping[str, Need], view_name: str) -> Need | None:
    """The need of a full view name: its own entry, else its namespace's wildcard ("admin:*"), else None."""
    namespace, colon, _name = view_name.rpartition(":")
    if view_name in needs or not colon:
        return needs.get(view_name)
    return needs.get(f"{namespace}:*")
