"""The tabs of the policy's section."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from accounts.states import Perm

if TYPE_CHECKING:
    from accounts.models import Staff


@dataclass(frozen=True)
class Tab:
    """One page: its key, its word, its address, and who sees it (any one of these permissions; none: everybody)."""

    key: str
    label: Any
    view: str
    needs: tuple[Perm, ...] = ()


KEEPERS = (Perm.EDIT_LISTS, Perm.SEE_CONFORMANCE)
TABS = (
    Tab("current", pgettext_lazy("tab", "In force"), "policy:current"),
    Tab("versions", pgettext_lazy("tab", "Versions"), "policy:versions", KEEPERS),
    Tab("circulation", pgettext_lazy("tab", "Reading"), "policy:circulation", KEEPERS),
    Tab("tools", pgettext_lazy("tab", "Tools"), "policy:tools"),
    Tab("channels", pgettext_lazy("tab", "Channels"), "policy:channels"),
    Tab("conformance", pgettext_lazy("tab", "Conformance"), "conformance:table", (Perm.SEE_CONFORMANCE,)),
)


def tabs(user: "Staff", here: str) -> list[dict[str, Any]]:
    """Return the pages that `user` may open, as {label, url, current}; `here` is the key of the one that is shown."""
    return [
        {"label": tab.label, "url": reverse(tab.view), "current": tab.key == here}
        for tab in TABS
        if not tab.needs or user.may_any(*tab.needs)
    ]
