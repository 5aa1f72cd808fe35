"""Who may, in accounts; and the needs that the access map (config/access.py) states for each URL and method."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.states import Perm, Role, permissions_of
from ledger.errors import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


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
        """Return the methods that are not refused to everybody, for the Allow header."""
        offered = (["GET", "HEAD"] if self.get is not None else []) + (["POST"] if self.post is not None else [])
        return [*offered, "OPTIONS"]


def decide(*, need: Need, method: str, user: "Staff | AnonymousUser") -> Answer:
    """Return what this need answers to this person. The method is judged first: a 405 says nothing about the data."""
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
    """Return the need of a full view name: its own entry, else its namespace's wildcard ("admin:*"), else None."""
    namespace, colon, _name = view_name.rpartition(":")
    if view_name in needs or not colon:
        return needs.get(view_name)
    return needs.get(f"{namespace}:*")


def require(by: Staff, perm: Perm, sentence: Any = None) -> None:
    """Raise Refused (code "may") with this sentence unless the person holds the permission."""
    if not by.may(perm):
        raise Refused(sentence or _("This is not yours to do."), code="may")


def keeps_own_keys(*, by: Staff, staff_id: int | None, roles: Iterable[str], active: bool) -> bool:
    """Return whether `by` may still edit lists after saving this account so; always, for another's account.

    An administrator can so be removed only by another one, who is there to undo it: the portal never loses the last.
    """
    return by.pk != staff_id or (active and Perm.EDIT_LISTS in permissions_of(roles))


def roles_offered() -> list[Role]:
    """Return the roles that are given out now, as an app above this floor says: settings.ROLES_OFFERED names it."""
    found: list[Role] = import_string(settings.ROLES_OFFERED)()
    return found
