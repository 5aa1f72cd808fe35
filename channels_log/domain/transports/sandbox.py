"""Nothing leaves the machine: messages are kept for a page of the demo."""

from channels_log.domain.transports.base import Message, Transport
from channels_log.models import SandboxMessage


class Sandbox(Transport):
    """Keeps each message once, by its id."""

    name = "sandbox"
    honours_ids = True

    def send(self, message: Message) -> str:
        """Keep the message; given again, nothing changes."""
        SandboxMessage.objects.bulk_create(
            [
                SandboxMessage(
                    notice_id=message.id,
                    way=message.way,
                    recipient=message.recipient,
                    subject=message.subject,
                    body=message.body,
                )
            ],
            ignore_conflicts=True,
        )
        return "sandbox"
