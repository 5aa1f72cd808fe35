"""What every page shows around itself: the association's name and the reader's sections."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.permissions import Perm
from channels_log.models import Notice
from desk.queues import queues_of
from policy.models import Association

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import Staff


def portal(request: "HttpRequest") -> dict[str, Any]:
    """Context processor: `association` and `nav_items` ([{label, url, count, current}]), each read only where shown."""
    context: dict[str, Any] = {"association": SimpleLazyObject(Association.objects.first)}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context["nav_items"] = SimpleLazyObject(lambda: nav_items(user, request.path))
    return context


def nav_items(user: "Staff", path: str) -> list[dict[str, Any]]:
    """The sections that this person's permissions open, their own page first."""
    queues = queues_of(user)
    sections: list[tuple[bool, Any, str]] = [
        (bool(queues) or user.may(Perm.EDIT_LISTS), queues[0].label if queues else _("Administration"), "desk:home"),
        (user.may(Perm.SEARCH_PEOPLE), _("Beneficiaries"), "desk:search"),
        (user.may(Perm.SEE_CASES_AT_COMMITTEE), _("Sittings"), "committee:sittings"),
        (user.may(Perm.CARRY_NOTICES), _("Notices"), "channels_log:hand_tasks"),
        (user.may(Perm.SEE_FIGURES), _("Figures"), "desk:figures"),
        (True, _("Policy"), "policy:current"),
        (user.may(Perm.EDIT_LISTS), _("Lists"), "admin:index"),
        (user.may(Perm.SEE_SANDBOX), _("Messages"), "channels_log:sandbox"),
    ]
    items = [_item(label, reverse(view), path) for allowed, label, view in sections if allowed]
    for item in items:
        if item["url"] == reverse("channels_log:hand_tasks"):
            item["count"] = Notice.objects.visible_to(user).to_carry().count()
    return items


def _item(label: Any, url: str, path: str) -> dict[str, Any]:
    current = path == url if url == "/" else path.startswith(url)
    return {"label": label, "url": url, "count": 0, "current": current}
