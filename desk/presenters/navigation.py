"""What every page shows around itself: the association's name and the reader's sections."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.states import Perm
from desk.queries.navigation import count_of_pairs, count_to_carry
from desk.queries.queue_rows import number
from desk.queries.queues import QUEUES
from policy.queries import associations

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import Staff

# pages at addresses of their own that the tabs of a section lead to
RELATED = {"/policy/": ("conformance:table", "intake:blank_forms")}


def portal(request: "HttpRequest") -> dict[str, Any]:
    """Return `association` and `nav_items` ([{label, url, count, current}]), read only where they are shown.

    It is a context processor.
    """
    context: dict[str, Any] = {"association": SimpleLazyObject(associations.shown)}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context["nav_items"] = SimpleLazyObject(lambda: nav_items(user, request.path))
    return context


def nav_items(user: "Staff", path: str, to_carry: int | None = None) -> list[dict[str, Any]]:
    """Return the sections that this person's permissions open, their own page first.

    `to_carry`: how many notices wait to be carried, where the page has counted them; otherwise they are counted here.
    """
    items = [_item(label, address, path) for label, address in _sections(user.permissions, get_language() or "")]
    for item in items:
        if item["url"] == _address("channels_log:manual_notices"):
            item["count"] = number(count_to_carry(user) if to_carry is None else to_carry)
        elif item["url"] == _address("merging:pairs"):
            # on the page where pairs are settled each one is seen to go; elsewhere the number may be some seconds old
            item["count"] = number(count_of_pairs(fresh=item["current"]))
    return items


@lru_cache(maxsize=256)
def _sections(permissions: frozenset[Perm], language: str) -> list[tuple[str, str]]:
    """Return (label, address) of the sections that these permissions open, in the active language."""
    queues = [queue for queue in QUEUES if queue.need in permissions]
    sections: list[tuple[bool, Any, str]] = [
        (
            bool(queues) or Perm.EDIT_LISTS in permissions,
            queues[0].label if queues else _("Administration"),
            "desk:home",
        ),
        (Perm.SEARCH_PEOPLE in permissions, _("Beneficiaries"), "desk:search"),
        (Perm.SETTLE_DUPLICATES in permissions, _("Like records"), "merging:pairs"),
        (Perm.SEE_CASES_AT_COMMITTEE in permissions, _("Sittings"), "committee:sittings"),
        (Perm.SEE_CASES_AT_DECISION in permissions, _("Decisions"), "department:decisions"),
        (Perm.CARRY_NOTICES in permissions, _("Notices"), "channels_log:manual_notices"),
        (Perm.SEE_FIGURES in permissions, _("Figures"), "desk:figures"),
        (True, _("Policy"), "policy:current"),
        (Perm.EDIT_LISTS in permissions, _("Lists"), "admin:index"),
        (Perm.SEE_SANDBOX in permissions, _("Messages"), "channels_log:sandbox_messages"),
    ]
    return [(str(label), _address(view)) for allowed, label, view in sections if allowed]


@lru_cache(maxsize=64)
def _address(view: str) -> str:
    return reverse(view)


def _item(label: str, url: str, path: str) -> dict[str, Any]:
    current = path == url if url == "/" else path.startswith((url, *map(_address, RELATED.get(url, ()))))
    return {"label": label, "url": url, "count": "", "current": current}
