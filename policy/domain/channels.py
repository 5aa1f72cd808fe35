"""The channels of the policy, kept in order by the administrator."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from ledger.errors import Change, Refused, Stale, translated_integrity_errors
from policy.domain.refusals import SENTENCES
from policy.models import Channel
from policy.states import CHANNEL_FACTS, Way

FACTS = tuple(fact for fact in CHANNEL_FACTS if fact != "key")


def add(
    *,
    key: str,
    name: str,
    by: Staff,
    as_printed: str = "",
    takes_in: bool = True,
    sends_out: bool = False,
    carries_decision: bool = False,
    ways: Sequence[str] = (),
) -> Channel:
    """Add a channel at the end of the list. Raises Refused: not theirs, key or name taken, facts that contradict."""
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        rows = _all(by)
        _refuse_taken(rows, name)
        return Channel.objects.create(
            key=key,
            name=name.strip(),
            as_printed=as_printed.strip(),
            takes_in=takes_in,
            sends_out=sends_out,
            carries_decision=carries_decision,
            ways=list(ways),
            position=max([row.position for row in rows], default=0) + 1,
        )


def change(*, channel_id: int, by: Staff, seen: str | None = None, **facts: Any) -> Channel:
    """Change some of FACTS of a channel; its key stays. `seen` is the `digest` of what the page showed.

    Raises Refused: not theirs, a name that is taken, facts that contradict, or the last channel that carries outcomes;
    Stale where the channel is no longer as it was seen.
    """
    if not set(facts) <= set(FACTS):
        raise TypeError(f"a channel's facts are {', '.join(FACTS)}")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        rows = _all(by)
        channel = _one(rows, channel_id)
        overtaken = seen is not None and seen != digest(channel)
        if overtaken and (changed := _changes(channel, facts)):
            raise Stale(changed)
        if facts.get("name", channel.name) != channel.name:
            _refuse_taken([row for row in rows if row != channel], facts["name"])
        for fact, value in facts.items():
            setattr(channel, fact, value)
        channel.save(update_fields=list(facts))
        keep_one_carrier()
        return channel


def move(*, channel_id: int, by: Staff, up: bool, place: int | None = None) -> Channel:
    """Move a channel one place up or down among those in use; at the end of the list it stays.

    `place` is where the page showed it, counted from 1: where it stands elsewhere by now, a second click say, nothing
    is moved. Raises Refused where it is not theirs.
    """
    with transaction.atomic():
        rows = _all(by)
        channel = _one(rows, channel_id)
        in_use = [row for row in rows if row.active or row == channel]
        here = in_use.index(channel)
        if place in (None, here + 1):
            target = min(max(here + (-1 if up else 1), 0), len(in_use) - 1)
            neighbour = rows.index(in_use[target])
            rows.remove(channel)
            rows.insert(neighbour, channel)
            _renumber(rows)
        return channel


def retire(*, channel_id: int, by: Staff) -> Channel:
    """Take a channel out of use. Raises Refused: not theirs, or the last one that carries outcomes."""
    with transaction.atomic():
        channel = _switched(channel_id, by, active=False)
        keep_one_carrier()
        return channel


def restore(*, channel_id: int, by: Staff) -> Channel:
    """Bring a retired channel back into use. Raises Refused where it is not theirs."""
    with transaction.atomic():
        return _switched(channel_id, by, active=True)


def keep_one_carrier() -> None:
    """Raise Refused where no channel in use carries outcomes; ask it before a change of channels is committed."""
    if not Channel.objects.carrying_decisions().exists():
        raise Refused(_("One channel at least has to carry outcomes."), code="last_carrier")


def digest(channel: Channel) -> str:
    """Return a short text that changes as soon as one of the FACTS of the channel does."""
    facts = json.dumps([getattr(channel, fact) for fact in FACTS])
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def _changes(channel: Channel, facts: Mapping[str, Any]) -> list[Change]:
    """Return what a colleague's channel has otherwise than these facts."""
    return [
        Change(Channel._meta.get_field(fact).verbose_name, _worded(getattr(channel, fact)), _worded(value))  # type: ignore[union-attr]
        for fact, value in facts.items()
        if getattr(channel, fact) != value
    ]


def _worded(value: Any) -> Any:
    if isinstance(value, bool):
        return pgettext_lazy("fact", "Yes") if value else pgettext_lazy("fact", "No")
    return " · ".join(str(Way(way).label) for way in value) if isinstance(value, list) else value


def _renumber(rows: Sequence[Channel]) -> None:
    for n, row in enumerate(rows, start=1):
        if row.position != n:
            row.position = n
            row.save(update_fields=["position"])


def _all(by: Staff) -> list[Channel]:
    """Return every channel in order, locked. Raises Refused where editing lists is not theirs."""
    require(by, Perm.EDIT_LISTS, _("Editing channels is not yours to do."))
    return list(Channel.objects.select_for_update().order_by("position", "id"))


def _refuse_taken(rows: Iterable[Channel], name: str) -> None:
    if any(row.active and row.name == name.strip() for row in rows):
        raise Refused(_("A channel in use has this name already."), field="name", code="name_taken")


def _one(rows: Iterable[Channel], channel_id: int) -> Channel:
    channel = next((row for row in rows if row.pk == channel_id), None)
    if channel is None:
        raise Channel.DoesNotExist
    return channel


def _switched(channel_id: int, by: Staff, *, active: bool) -> Channel:
    channel = _one(_all(by), channel_id)
    channel.active = active
    channel.save(update_fields=["active"])
    return channel
