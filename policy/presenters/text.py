"""What a version says, as its pages show it."""

from collections.abc import Iterable, Mapping
from typing import Any

from policy.models import Channel, PolicyVersion, Tool
from policy.models.triggers import CHANNEL_FACTS, TOOL_FACTS
from policy.states import Way

Facts = Mapping[str, Any]


def text(version: PolicyVersion, *, channels: Iterable[Facts], tools: Iterable[Facts]) -> dict[str, Any]:
    """Steps as (term, sentence), objectives as (objective, those that serve it), channels and tools in order."""
    return {
        "steps": list(zip(version.steps, version.step_sentences, strict=False)),
        "objectives": objectives(version.objectives),
        "channels": [{**row, "way_labels": way_labels(row["ways"])} for row in channels],
        "tools": list(tools),
    }


def lists_in_use() -> dict[str, list[dict[str, Any]]]:
    """The channels and tools that are in use now, in order."""
    return {
        "channels": list(Channel.objects.offered().values(*CHANNEL_FACTS)),
        "tools": list(Tool.objects.offered().values(*TOOL_FACTS)),
    }


def objectives(rows: Iterable[Facts]) -> list[tuple[Facts, list[Facts]]]:
    """Each objective that stands for itself, with those that are means to it, in the policy's order."""
    stated = list(rows)
    keys = {row.get("key") for row in stated}
    tops = [row for row in stated if row.get("means_to") not in keys]
    return [(top, [row for row in stated if row.get("means_to") == top.get("key")]) for top in tops]


def way_labels(ways: Iterable[str]) -> list[str]:
    """The ways, in words; one that is not known any more as it stands."""
    return [str(Way(way).label) if way in Way.values else way for way in ways]
