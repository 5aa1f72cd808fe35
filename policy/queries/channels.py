"""Channels as pages read them."""

from dataclasses import dataclass
from typing import Any

import pghistory.models
from django.db.models import ForeignObjectRel
from django.shortcuts import get_object_or_404

from policy.models import Channel, PolicyVersion


@dataclass(frozen=True)
class Use:
    """How many records of one kind name a channel."""

    label: Any
    count: int


def channel_or_404(key: str) -> Channel:
    return get_object_or_404(Channel, key=key)


def usage(*, channel: Channel) -> list[Use]:
    """Count what names this channel in any app, by kind of record, history apart; versions that keep it last."""
    uses = []
    for relation in Channel._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or issubclass(relation.related_model, pghistory.models.Event):
            continue
        rows = relation.related_model._default_manager.filter(**{relation.field.name: channel})
        uses.append(Use(relation.related_model._meta.verbose_name_plural, rows.count()))
    versions = PolicyVersion.objects.filter(channels__contains=[{"key": channel.key}])
    return [*uses, Use(PolicyVersion._meta.verbose_name_plural, versions.count())]


def carries_alone(*, channel: Channel) -> bool:
    return not Channel.objects.carrying_decisions().exclude(pk=channel.pk).exists()
