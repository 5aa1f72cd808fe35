"""A real SMTP server on loopback that keeps what it takes, or answers as it is told."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


class MailServer:
    """`with MailServer() as server:` listens on server.port; `answers` may refuse a stage: {"RCPT": "550 no"}."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.taken: list[EmailMessage] = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=30)

    def __enter__(self) -> "MailServer":
        self.controller.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.controller.stop()

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd names it
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Takes the recipient unless told otherwise."""
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd names it
        """Takes the message unless told otherwise; "drop" takes it and breaks the line."""
        answer = self.answers.get("DATA", "250 OK")
        if answer in ("250 OK", "drop"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
        if answer == "drop":
            server.transport.abort()
        return answer if answer != "drop" else "250 OK"
