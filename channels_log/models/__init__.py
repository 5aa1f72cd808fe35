from channels_log.models.communications import Communication, CommunicationQuerySet
from channels_log.models.notices import CaseWithNotices, Notice, NoticeQuerySet
from channels_log.models.sandbox_messages import SandboxMessage
from channels_log.models.triggers import SUBMISSION

__all__ = [
    "SUBMISSION",
    "CaseWithNotices",
    "Communication",
    "CommunicationQuerySet",
    "Notice",
    "NoticeQuerySet",
    "SandboxMessage",
]
