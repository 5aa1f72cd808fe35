"""The association and what its board adopted, a module per subject."""

from policy.models.acknowledgements import Acknowledgement, PolicyReview
from policy.models.associations import Association
from policy.models.lists import Channel, ChannelQuerySet, Tool, ToolQuerySet
from policy.models.papers import SignedDocument, ToolVersion
from policy.models.profile_loads import ProfileLoad
from policy.models.versions import STEPS, JsonArrayLength, PolicyVersion, PolicyVersionQuerySet

__all__ = [
    "STEPS",
    "Acknowledgement",
    "Association",
    "Channel",
    "ChannelQuerySet",
    "JsonArrayLength",
    "PolicyReview",
    "PolicyVersion",
    "PolicyVersionQuerySet",
    "ProfileLoad",
    "SignedDocument",
    "Tool",
    "ToolQuerySet",
    "ToolVersion",
]
