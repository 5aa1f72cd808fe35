"""The association and what its board adopted, a module per subject."""

from policy.models.acknowledgements import Acknowledgement
from policy.models.associations import Association
from policy.models.channels import Channel, ChannelQuerySet
from policy.models.profile_loads import ProfileLoad
from policy.models.reviews import PolicyReview
from policy.models.signed_documents import SignedDocument
from policy.models.tools import Tool, ToolQuerySet, ToolVersion
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
