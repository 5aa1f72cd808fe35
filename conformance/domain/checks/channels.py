"""Each channel as the policy's list says what it does: takes in, sends out, carries outcomes."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conformance.domain import bodies, pages
from conformance.domain.checks.base import Check, Words, listed, require
from conformance.domain.clauses import Clause
from conformance.domain.scene import Scene
from policy.models import Channel, PolicyVersion
from policy.states import BY_MACHINE, Way

if TYPE_CHECKING:
    from channels_log.models import Notice
    from intake.models import Application

_LOG = ("channels_log.domain.communications.log", "channels_log:communication_new")
_OWING = ("channels_log.domain.outbox.make", "intake:start")


def check(clause: Clause, version: PolicyVersion) -> Check | None:
    """One check for every channel, of what the version says that it does."""
    outcomes = (*_OWING, *bodies.carried_by(by_department=version.by_department))
    carried_by = (*_LOG, *(outcomes if clause.facts["carries_decision"] else ()))
    return Check("channels.works", carried_by, partial(works, clause=clause))


def works(scene: Scene, *, clause: Clause) -> Words:
    """A contact in each direction, and an outcome in each way, through this channel."""
    channel = Channel.objects.offered().filter(key=clause.name).first()
    require(channel, _("the channel is not in use any more"))
    assert channel is not None
    takes_in, sends_out, carries = (clause.facts[name] for name in ("takes_in", "sends_out", "carries_decision"))
    require(takes_in or sends_out, _("the channel neither takes in nor sends out"))
    for direction, claimed in (("in", takes_in), ("out", sends_out)):
        if claimed:
            _logged(scene, channel, direction)
    if not carries:
        return SAID[takes_in, sends_out]
    pages.shows("intake:start", scene.person().public_id, by=scene.reception, texts=[channel.name])
    cases = [_told_of_receipt(scene, channel, way) for way in clause.facts["ways"]]
    for application in cases:
        _told_of_outcome(scene, application)
    ways = listed([Way(way).label for way in clause.facts["ways"]])
    return format_lazy(
        _("Contacts were kept; the receipt and the outcome of a case were addressed to it by: {ways}."), ways=ways
    )


SAID = {
    (True, False): _("An enquiry that came through it was kept in the register of contacts."),
    (False, True): _("A message that went out through it was kept in the register of contacts."),
    (True, True): _("Contacts in both directions were kept in the register of contacts."),
}


def _logged(scene: Scene, channel: Channel, direction: str) -> None:
    from channels_log.domain import communications
    from channels_log.models import Communication
    from channels_log.states import Direction

    pages.shows("channels_log:communication_new", by=scene.reception, texts=[channel.name])
    made = communications.log(
        by=scene.reception,
        channel=channel,
        direction=Direction(direction),
        beneficiary=scene.person(),
        summary="فحص القناة",
    )
    kept = Communication.objects.get(pk=made.pk)
    require(kept.channel_id == channel.pk and kept.by_id == scene.reception.pk, _("the contact is not kept as it was"))


def _told_of_receipt(scene: Scene, channel: Channel, way: str) -> Any:
    require(way in channel.ways, format_lazy(_("the channel has lost its way “{way}”"), way=way))
    application = scene.referred(channel=channel, way=way)
    _addressed(application, scene.notice(application, "receipt"))
    return application


def _told_of_outcome(scene: Scene, application: "Application") -> None:
    with scene.later(application):
        scene.decided(application)
        application.refresh_from_db()
        _addressed(application, scene.notice(application, "decision"))


def _addressed(application: "Application", notice: "Notice") -> None:
    by_machine = application.notify_way in [way.value for way in BY_MACHINE]
    right = (notice.channel_id, notice.way) == (application.notify_channel_id, application.notify_way)
    require(right, _("the notice goes another way than the applicant chose"))
    require(notice.state == ("owed" if by_machine else "by_hand"), _("the notice waits for nobody"))
