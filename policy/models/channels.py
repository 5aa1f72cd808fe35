"""The channels between the association and people."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.history import tracked
from ledger.triggers import never_deleted
from policy.models.triggers import keeps_its_key
from policy.states import BY_HAND, BY_MACHINE, Way


class ChannelQuerySet(models.QuerySet["Channel"]):
    def offered(self) -> "ChannelQuerySet":
        return self.filter(active=True)

    def taking_in(self) -> "ChannelQuerySet":
        """Return channels through which people reach the association."""
        return self.offered().filter(takes_in=True)

    def carrying_decisions(self) -> "ChannelQuerySet":
        """Channels through which an applicant may ask to be told the outcome."""
        return self.offered().filter(carries_decision=True)


@tracked()
class Channel(models.Model):
    """A channel of the policy, with the technical ways in which the portal carries a message through it."""

    key = models.SlugField(_("Key"), unique=True, help_text=_("Latin letters; it does not change."))
    name = models.CharField(_("Name"), max_length=120)
    as_printed = models.CharField(_("As the policy prints it"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    active = models.BooleanField(_("In use"), default=True)
    takes_in = models.BooleanField(_("People reach us through it"), default=True)
    sends_out = models.BooleanField(_("We reach people through it"), default=False)
    carries_decision = models.BooleanField(_("May carry an outcome"), default=False)
    ways = ArrayField(
        models.CharField(max_length=10, choices=Way),
        verbose_name=_("Ways"),
        default=list,
        blank=True,
        help_text=_("How a message is carried: by machine, or by a member of staff."),
    )

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("Channel")
        verbose_name_plural = _("Channels")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ways__contained_by=Way.values),
                name="channel_ways_are_known",
                violation_error_message=_("One of the ways is not known."),
            ),
            models.CheckConstraint(
                condition=Q(sends_out=False) | Q(ways__len__gt=0),
                name="channel_that_sends_has_a_way",
                violation_error_message=_("A channel through which we reach people needs one way at least."),
            ),
            models.CheckConstraint(
                condition=Q(carries_decision=False) | Q(sends_out=True),
                name="channel_that_carries_outcomes_sends",
                violation_error_message=_("Only a channel through which we reach people may carry an outcome."),
            ),
        ]
        triggers: ClassVar = [
            never_deleted("a channel is retired and never deleted"),
            keeps_its_key("the key of a channel does not change"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def way_labels(self) -> list[str]:
        return [str(Way(way).label) for way in self.ways]

    @property
    def machine_ways(self) -> list[str]:
        return [way for way in self.ways if way in BY_MACHINE]

    @property
    def hand_ways(self) -> list[str]:
        return [way for way in self.ways if way in BY_HAND]
