"""Loading a policy from a YAML profile: its facts, checked, then written where they differ from what is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from accounts.models import Staff
from ledger import clock
from policy.domain import versions
from policy.domain.profiles import diff
from policy.domain.profiles.facts import Profile, plain
from policy.domain.profiles.merge import LISTS, Merge
from policy.domain.profiles.schema import FOLDER, available, read
from policy.domain.profiles.yaml_nodes import ProfileError
from policy.models import Association, PolicyVersion, ProfileLoad
from policy.queries import associations
from policy.states import PolicyStatus

_LOCK = 7_010_001  # the key of the advisory lock: two loads wait for each other


class Overwrites(ProfileError):
    """A load would write over what an administrator changed: nothing was written.

    `changes` has a line for each of these, with file, line and key; `others` what the load would change besides.
    """

    def __init__(self, file: str, changes: list[str], others: list[str]) -> None:
        super().__init__(file, "", "\n".join(["would write over what was changed here:", *changes]))
        self.changes = changes
        self.others = others


@dataclass
class Loaded:
    """What a load did: the version now in force, and one English line for each thing that changed (none: no change)."""

    version: PolicyVersion
    changes: list[str] = field(default_factory=list)


def load(
    *, slug: str, by: Staff | None = None, folder: Path = FOLDER, force: bool = False, keep: bool = False
) -> Loaded:
    """Bring the portal in line with `<slug>.yaml`, in one transaction, and puts its policy in force.

    Runs any number of times: what is already so is left alone. A version in force never changes, so a profile that
    differs from it becomes the next version and supersedes it; drafts are never touched. Channels and tools that an
    earlier load brought and the profile no longer names are retired; what an administrator added stays as it is. What
    an administrator changed since the last load is written over with `force` and left with `keep`; without either
    nothing is written and Overwrites is raised. Raises ProfileError, naming file, line and key, for a profile that is
    missing, malformed or of another association than the one this portal serves.
    """
    path = folder / f"{slug}.yaml"
    profile = read(path)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # before the first load there is no row that two could wait for
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = ProfileLoad.objects.first()
        merge = Merge(path.name, profile, base=last.facts if last else {}, force=force)
        association = _association(merge)
        for section in LISTS:
            merge.rows(section, getattr(profile, section))
        current = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_for_update().first()
        is_next = _is_next(merge, current, first=last is None)
        if merge.theirs and not (force or keep):
            raise Overwrites(path.name, merge.theirs, merge.changes)
        merge.write()
        version = _put_in_force(merge, association, current, by=by) if current is None or is_next else current
        if merge.changes or last is None or last.digest != profile.digest():
            ProfileLoad.objects.create(
                slug=association.slug, digest=profile.digest(), facts=merge.kept(), version=version, by=by
            )
        transaction.on_commit(associations.forget)
    return Loaded(version, merge.changes)


def _association(merge: Merge) -> Association:
    """Return the association that this portal serves, compared with the profile's; created at the first load."""
    facts = merge.profile.association
    association = Association.objects.select_for_update().first()
    if association is None:
        merge.changes.append(f"association: {facts['slug']} created: {facts['name']}")
        return Association.objects.create(**facts)
    if association.slug != facts["slug"]:
        place, problem = "association.slug", f"this portal serves {association.slug}, not {facts['slug']}"
        raise ProfileError(merge.file, place, problem, merge.line(place))
    merge.row(association, "association", "association", facts, merge.base.get("association", {}))
    return association


def _is_next(merge: Merge, current: PolicyVersion | None, *, first: bool) -> bool:
    """Return whether the profile becomes the next version: it differs, and from a version that was loaded."""
    facts = merge.profile.version
    differing = [] if current is None else _differing(current, facts)
    if current is None or not differing:
        return False
    # without a kept load, a version put in force by no person was loaded
    loaded = bool(current.loaded_from) or (first and current.in_force_by_id is None)
    if not loaded and not merge.conflict("policy", _theirs(current, differing)):
        return False
    for name in differing:
        lines = diff.differences(name, plain(getattr(current, name)), plain(facts[name]))
        merge.changes += [f"policy: {line}" for line in lines]
    return True


def _theirs(current: PolicyVersion, differing: list[str]) -> str:
    by = f"by {current.in_force_by.name} " if current.in_force_by else "here "
    since = current.in_force_from.astimezone(clock.RIYADH).date().isoformat() if current.in_force_from else ""
    return f"version {current.number} was put in force {by}on {since}; the profile differs in {', '.join(differing)}"


def _put_in_force(
    merge: Merge, association: Association, current: PolicyVersion | None, *, by: Staff | None
) -> PolicyVersion:
    facts = merge.profile.version | {"loaded_from": association.slug}
    draft = versions.draft(association=association, facts=facts, by=by)
    version = versions.put_in_force(version_id=versions.approve(version_id=draft.pk, by=by).pk, by=by)
    if current is not None:
        merge.changes.append(f"policy: version {current.number} superseded")
    merge.changes.append(f"policy: version {version.number} in force")
    return version


def _differing(row: models.Model, facts: Mapping[str, Any]) -> list[str]:
    return [name for name, value in facts.items() if plain(getattr(row, name)) != plain(value)]


__all__ = ["FOLDER", "Loaded", "Overwrites", "Profile", "ProfileError", "available", "load", "read"]
