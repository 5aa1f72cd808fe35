"""The next version of the policy: approved, put in force, and read by everybody."""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conformance.domain import pages
from conformance.domain.checks.base import Words, require
from conformance.domain.scene import refused
from ledger import clock

if TYPE_CHECKING:
    from conformance.domain.scene import Scene
    from policy.models import PolicyVersion

CARRIED_BY = (
    *(f"policy.domain.versions.{name}" for name in ("draft_from_current", "approve", "put_in_force")),
    *("policy.domain.acknowledgements.acknowledge", "policy.queries.acknowledgements.readers"),
    "policy:acknowledge",
    "policy:circulation",
)


def next_version(scene: "Scene") -> "PolicyVersion":
    """The version after the one in force, approved with its signed document and put in force today."""
    from policy.domain import versions

    draft = versions.draft_from_current(by=scene.admin)
    require(draft.number > scene.version.number, _("the draft is not a later version"))
    approved = versions.approve(
        version_id=draft.pk,
        by=scene.admin,
        signed=scene.paper(),
        board_meeting=(scene.version.board_meeting or 0) + 1,
        approved_on=clock.today(),
    )
    return versions.put_in_force(version_id=approved.pk, by=scene.admin)


def circulated(scene: "Scene") -> Words:
    """Everybody is asked to read the next version, and who has read it is a list."""
    from policy.domain import acknowledgements
    from policy.queries.acknowledgements import readers

    reader = scene.reception
    version = next_version(scene)
    require(reader in readers(version=version).unread, _("nobody is asked to read a new version"))
    reader.refresh_from_db()
    require(reader.policy_to_read, _("the reminder does not stand on the pages of the staff"))
    noted = acknowledgements.acknowledge(version_id=version.pk, by=reader)
    reader.refresh_from_db()
    lists = readers(version=version)
    require(noted in lists.read and reader not in lists.unread, _("who has read it is not known"))
    require(not reader.policy_to_read, _("the reminder stays after reading"))
    with refused(_("acknowledging the version that was superseded")):
        acknowledgements.acknowledge(version_id=scene.version.pk, by=reader)
    pages.sent("policy:acknowledge", by=scene.researcher, version=version.pk)
    read = readers(version=version).read
    require(scene.researcher.pk in [one.by_id for one in read], _("reading it on its page is not noted"))
    pages.shows("policy:circulation", by=scene.admin, texts=[reader.name])
    return format_lazy(
        _("Version {number} was put in force: {unread} members of staff were asked to read it, and who did is listed."),
        number=version.number,
        unread=len(lists.unread) + 1,
    )
