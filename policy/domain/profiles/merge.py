"""Three ways compared: what a profile says, what the last load left, and what is there now.

A value that is neither what the last load left nor what the profile says was changed by an administrator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from policy.domain.profiles import diff
from policy.domain.profiles.facts import Profile, plain
from policy.domain.profiles.yaml_nodes import ProfileError
from policy.models import Channel, Tool

LISTS: dict[str, type[Channel] | type[Tool]] = {"channels": Channel, "tools": Tool}
_NOTHING = object()


@dataclass
class Merge:
    """One load. `changes` is what it writes, `theirs` what an administrator changed: one English line for each.

    `base` has the facts that the last load left. With `force` what is theirs is written over, and so a change as well;
    without, it is left.
    """

    file: str
    profile: Profile
    base: Mapping[str, Any]
    force: bool
    changes: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    _saves: dict[int, tuple[models.Model, set[str]]] = field(default_factory=dict)
    _rows: dict[str, dict[str, Channel | Tool]] = field(default_factory=dict)

    def row(self, row: models.Model, place: str, label: str, said: Mapping[str, Any], base: Mapping[str, Any]) -> None:
        """Compare one row field by field. `place` is its key in the profile, `label` its name in the lines."""
        for name, wanted in said.items():
            live = plain(getattr(row, name))
            if live == plain(wanted):
                continue
            before = base.get(name, _NOTHING)
            if live != before:
                if before is _NOTHING:
                    story = f"is {diff.value(live)}, which no load brought"
                else:
                    story = f"an administrator changed it from {diff.value(before)} to {diff.value(live)}"
                if not self.conflict(f"{place}.{name}", f"{story}; the profile says {diff.value(wanted)}"):
                    continue
            self._set(row, name, wanted)
            self.changes += [f"{label}: {line}" for line in diff.differences(name, live, plain(wanted))]

    def rows(self, section: str, said: Sequence[Mapping[str, Any]]) -> None:
        """Compare a list: what the profile no longer names is retired, and what no load brought is left alone."""
        model, base = LISTS[section], self.base.get(section, {})
        label = str(model._meta.model_name)
        there: dict[str, Channel | Tool] = {
            row.key: row for row in model._default_manager.select_for_update().order_by("position", "id")
        }
        positions = self._positions(section, list(there), [facts["key"] for facts in said], base)
        for n, facts in enumerate(said, start=1):
            key, place = facts["key"], f"{section}[{n}]"
            if key in there:
                self.row(there[key], place, f"{label}: {key}", facts, base.get(key, {}))
                self._bring_back(there[key], place, f"{label}: {key}", base.get(key, {}))
            else:
                there[key] = model(**facts)
                self._set(there[key], "active", True)
                self.changes.append(f"{label}: {key} created: {facts['name']}")
        named = [facts["key"] for facts in said]
        for key, row in there.items():
            # one that an earlier load retired and an administrator restored is no longer the profile's
            if key not in named and row.active and base.get(key, {}).get("active"):
                self._set(row, "active", False)
                self.changes.append(f"{label}: {key} retired")
        for key, position in positions.items():
            if there[key].position != position:
                self._set(there[key], "position", position)
        self._rows[section] = there

    def conflict(self, place: str, sentence: str) -> bool:
        """Note what an administrator changed; returns whether it is to be written over."""
        self.theirs.append(f"{self.file}:{self.line(place)}: {place}: {sentence}")
        return self.force

    def line(self, place: str) -> int:
        """Return the line of a key, or of what is around it where the profile leaves the key out."""
        lines = self.profile.lines
        return lines.get(place) or lines.get(place.rpartition(".")[0], 1)

    def kept(self) -> dict[str, Any]:
        """Return the facts of this load; rows of an earlier one that it does not name are in them as retired."""
        facts = self.profile.kept()
        for section in LISTS:
            gone = {key: row for key, row in self.base.get(section, {}).items() if key not in facts[section]}
            facts[section] |= {key: row | {"active": False} for key, row in gone.items()}
        return facts

    def write(self) -> None:
        """Save what was compared, in a transaction of the caller's. Raises ProfileError for a name that is taken."""
        for section, there in self._rows.items():
            held = dict(LISTS[section]._default_manager.values_list("pk", "name"))
            self._refuse_taken_names(section, there, held)
            wanted = {row.name for row in there.values() if held.get(row.pk) != row.name}
            for pk, name in held.items():
                # no two tools have one name at any moment, and two of them may exchange theirs
                if name in wanted:
                    LISTS[section]._default_manager.filter(pk=pk).update(name=f"({pk}) {name}"[:120])
        for row, names in self._saves.values():
            row.save(update_fields=names if row.pk else None)

    def _set(self, row: models.Model, name: str, value: Any) -> None:
        setattr(row, name, value)
        self._saves.setdefault(id(row), (row, set()))[1].add(name)

    def _bring_back(self, row: Channel | Tool, place: str, label: str, base: Mapping[str, Any]) -> None:
        if row.active:
            return
        # a row that an earlier load retired comes back; one that an administrator retired is theirs
        if base.get("active") is False or self.conflict(place, "an administrator retired it; the profile names it"):
            self._set(row, "active", True)
            self.changes.append(f"{label} brought back")

    def _positions(
        self, section: str, live: Sequence[str], said: Sequence[str], base: Mapping[str, Any]
    ) -> dict[str, int]:
        """Return new positions by key, empty where the order is right. `live` and `said` are in order."""
        present, wanted = [key for key in live if key in said], [key for key in said if key in live]
        order = _merged(said, live)
        if present == wanted and len(order) == len(live):
            return {}
        if present != wanted:
            before = [key for key in sorted(base, key=lambda key: int(base[key]["position"])) if key in present]
            sentence = f"an administrator put them in the order {', '.join(present)}; the profile has {', '.join(said)}"
            ours = bool(before) and [key for key in present if key in before] == before
            if ours or self.conflict(section, sentence):
                self.changes.append(f"{section}: order: {', '.join(present)} → {', '.join(wanted)}")
            elif len(order) == len(live):
                return {}
            else:
                order = [*live, *(key for key in said if key not in live)]
        return {key: n for n, key in enumerate(order, start=1)}

    def _refuse_taken_names(self, section: str, there: Mapping[str, Channel | Tool], held: Mapping[int, str]) -> None:
        for n, facts in enumerate(getattr(self.profile, section), start=1):
            key, name, place = facts["key"], facts["name"], f"{section}[{n}].name"
            taken = [other for other, row in there.items() if other != key and row.name == name]
            if taken and there[key].name == name != held.get(there[key].pk):
                problem = f"{name} is the name of {taken[0]} here already"
                raise ProfileError(self.file, place, problem, self.line(place))


def _merged(said: Sequence[str], live: Sequence[str]) -> list[str]:
    """Return the keys of a profile in its order, and each other key behind the one that it stands behind now."""
    order = list(said)
    for n, key in enumerate(live):
        if key not in said:
            order.insert(order.index(live[n - 1]) + 1 if n else 0, key)
    return order
