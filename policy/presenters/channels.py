"""The channels as their page shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from policy.models import Channel
from ui.list_rows import Tag


@dataclass(frozen=True)
class Line:
    """One channel: its place among those in use (0: retired), what it can do, and whether it can move."""

    channel: Channel
    place: int
    tags: list[Tag]
    may_rise: bool = False
    may_sink: bool = False


def in_use() -> list[Line]:
    rows = list(Channel.objects.offered())
    return [
        Line(row, place, tags(row), may_rise=place > 1, may_sink=place < len(rows))
        for place, row in enumerate(rows, start=1)
    ]


def retired() -> list[Line]:
    return [Line(row, 0, tags(row)) for row in Channel.objects.filter(active=False)]


def tags(channel: Channel) -> list[Tag]:
    shown = []
    if channel.takes_in:
        shown.append(Tag(_("Takes in"), "return", "blue"))
    if channel.sends_out:
        shown.append(Tag(_("Sends out"), "send", "blue"))
    if channel.carries_decision:
        shown.append(Tag(_("Carries outcomes"), "gavel", "green"))
    hand = _("By machine and by hand") if channel.machine_ways else pgettext("carried", "By hand")
    if channel.hand_ways:
        shown.append(Tag(hand, "hand"))
    elif channel.machine_ways:
        shown.append(Tag(_("By machine"), "refresh"))
    return shown
