"""Rows of a queue as ui/queue.html draws them: who, about what, how it stands, since when, and one next action."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Perm
from desk.presenters.states import Tag
from desk.queues import Duty, Queue, notices_to_carry, open_referrals, upcoming_sittings
from intake.states import Status
from ledger import clock
from ui.templatetags.ui import greg, ltr

if TYPE_CHECKING:
    from accounts.models import Staff

# A case still to be studied this near to the end of its window is marked; the decision itself waits for that end.
SOON = dt.timedelta(days=3)
STUDIED = (Status.SUBMITTED, Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT)


def rows(queue: Queue, found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of this page of the queue."""
    return [_row(queue, one) for one in found]


def _row(queue: Queue, one: dict[str, Any]) -> dict[str, Any]:
    duty = queue.duties[one["duty"]]
    who = one["beneficiary__full_name"]
    action = _("Considering") if one.get("item") else duty.action
    return {
        "number": None,
        "who": who,
        "about": _about(queue, one),
        "tag": _tag(queue, duty, one),
        "when": _when(queue, one),
        "url": _url(duty, one),
        "action": action,
        "action_label": _("%(action)s: %(name)s") % {"action": action, "name": who},
    }


def _about(queue: Queue, one: dict[str, Any]) -> SafeString:
    parts = format_html("{} · {}", one["service__name"], ltr(one["reference"]))
    if queue.key == "head" and one["researcher__name"]:
        return format_html("{} · {}", parts, one["researcher__name"])
    return parts


def _url(duty: Duty, one: dict[str, Any]) -> str:
    if one.get("item"):
        return reverse("committee:item", args=[one["item"]])
    return reverse(duty.view, args=[one["reference"]])


def _tag(queue: Queue, duty: Duty, one: dict[str, Any]) -> Tag:
    """The duty, marked where it is late (red) or nearly so (amber); the words beside it say by how much."""
    if queue.by_due and one["target_at"] and one["target_at"] < clock.now():
        return Tag(duty.label, "alert", "red")
    near = one["decision_not_before"] and one["decision_not_before"] - clock.now() < SOON
    if queue.by_due and near and one["status"] in STUDIED:
        return Tag(duty.label, "alert", "amber")
    return Tag(duty.label, duty.icon, duty.tone)


def _when(queue: Queue, one: dict[str, Any]) -> SafeString:
    if not queue.by_due:
        return format_html(_("Since {day}"), day=greg(one["since"]))
    late = (clock.now() - one["target_at"]).days if one["target_at"] else -1
    if late >= 1:
        return format_html(
            ngettext("{days} day late", "{days} days late", late), days=format_html("<bdi>{}</bdi>", late)
        )
    if one["decision_not_before"] <= clock.now():
        return format_html(_("Since {day}"), day=greg(one["decision_not_before"]))
    return format_html(_("Due {day}"), day=greg(one["decision_not_before"]))


def filters(queue: Queue, counts: dict[str, int], only: str) -> list[dict[str, Any]]:
    """The links above the list: all of it, and each duty that has rows (or is chosen), with how many."""
    chosen = only if only in queue.duties else ""
    total = sum(counts.values())
    offered = [{"key": "", "label": _("All"), "count": total, "current": not chosen}]
    offered += [
        {"key": key, "label": duty.label, "count": counts[key], "current": key == chosen}
        for key, duty in queue.duties.items()
        if counts[key] or key == chosen
    ]
    return offered


def beside(queue: Queue, user: "Staff") -> dict[str, Any]:
    """What stands beside the list: notices to carry, points to answer, or sittings to come."""
    match queue.key:
        case "reception":
            return {"notices": notices_to_carry(user) if user.may(Perm.CARRY_NOTICES) else []}
        case "head":
            return {"referrals": open_referrals(user)}
        case "committee":
            return {"sittings": upcoming_sittings(user)}
        case _:
            return {}
