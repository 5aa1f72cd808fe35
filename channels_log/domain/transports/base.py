"""What a transport is, and the three ways in which it may fail."""

from dataclasses import dataclass

# Both together stay well below the lease of a claim (settings.NOTICE_LEASE), so that no other worker sends meanwhile.
CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0


@dataclass(frozen=True)
class Message:
    """What goes out. `id` is the notice's uuid: a gateway that is given it twice delivers once, if it honours ids."""

    id: str
    recipient: str
    subject: str
    body: str
    way: str


class TransportError(Exception):
    """A message did not verifiably leave."""


class Permanent(TransportError):
    """Refused for good: sending it again would change nothing."""


class Transient(TransportError):
    """Certainly not sent, and worth another try."""


class Unsure(TransportError):
    """The connection broke after the message was handed over: it may have left."""


class Transport:
    """One way out. `honours_ids` says whether giving the same id again can never deliver twice."""

    name = ""
    honours_ids = False

    def send(self, message: Message) -> str:
        """Hand the message over and return the gateway's reference, or nothing. Raise TransportError."""
        raise NotImplementedError
