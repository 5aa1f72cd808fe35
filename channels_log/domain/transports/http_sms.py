"""Text messages through any gateway that takes JSON over HTTP.

POST {"id", "to", "from", "text"} with the notice's uuid as Idempotency-Key; 2xx is taken, and "id" or "message_id" in
the answer is kept. SMS_GATEWAY_HONOURS_IDS says that the gateway delivers one key once: only then is a message given
again after a break, and otherwise a person decides.
"""

import http.client
import json
import ssl
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from channels_log.domain.transports.base import (
    CONNECT_SECONDS,
    READ_SECONDS,
    Message,
    Permanent,
    Transient,
    Transport,
    Unsure,
)

LONGEST_ANSWER = 65_536
# the gateway says itself that it has not taken the message
LATER = {408, 425, 429, 503}


class HttpSms(Transport):
    """The gateway of SMS_GATEWAY_URL."""

    name = "http_sms"

    @property
    def honours_ids(self) -> bool:  # type: ignore[override]
        """Return what the contract with the gateway says."""
        return bool(settings.SMS_GATEWAY_HONOURS_IDS)

    def send(self, message: Message) -> str:
        """Post the message and return the gateway's own reference."""
        place = urlsplit(settings.SMS_GATEWAY_URL)
        if place.scheme not in ("http", "https") or not place.hostname:
            raise Permanent("no gateway for text messages is set up (SMS_GATEWAY_URL)")
        line = _connected(place)
        try:
            status, answer = _posted(line, place, message)
        finally:
            line.close()
        _judge(status, answer)
        return _reference(answer)


def international(mobile: str) -> str:
    """Return a mobile number kept as 05XXXXXXXX as gateways take it: +9665XXXXXXXX (E.164)."""
    return f"+966{mobile[1:]}" if mobile.startswith("05") and len(mobile) == 10 else mobile


def _connected(place: SplitResult) -> http.client.HTTPConnection:
    host = place.hostname or ""
    line: http.client.HTTPConnection
    if place.scheme == "https":
        line = http.client.HTTPSConnection(
            host, place.port, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
        )
    else:
        line = http.client.HTTPConnection(host, place.port, timeout=CONNECT_SECONDS)
    try:
        line.connect()
    except OSError as error:
        line.close()
        raise Transient(f"gateway: {error or 'no connection in time'}") from error
    line.sock.settimeout(READ_SECONDS)
    return line


def _posted(line: http.client.HTTPConnection, place: SplitResult, message: Message) -> tuple[int, bytes]:
    body = {"id": message.id, "to": international(message.recipient), "from": settings.SMS_SENDER, "text": message.body}
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": message.id}
    if settings.SMS_GATEWAY_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_GATEWAY_TOKEN}"
    target = f"{place.path or '/'}{'?' + place.query if place.query else ''}"
    try:
        line.request("POST", target, json.dumps(body, ensure_ascii=False).encode(), headers)
        response = line.getresponse()
        return response.status, response.read(LONGEST_ANSWER)
    except (http.client.HTTPException, OSError) as error:
        raise Unsure(f"gateway: {type(error).__name__}: {error}") from error


def _judge(status: int, answer: bytes) -> None:
    """Raise what the gateway's answer means: later, never, or perhaps; nothing where it took the message."""
    if 200 <= status < 300:
        return
    said = f"gateway: {status} {answer[:200].decode(errors='replace')}"
    if status in LATER:
        raise Transient(said)
    if status >= 500:
        raise Unsure(said)
    raise Permanent(said)


def _reference(answer: bytes) -> str:
    try:
        data = json.loads(answer)
    except ValueError:
        return ""
    found = data.get("message_id") or data.get("id") or "" if isinstance(data, dict) else ""
    return str(found)[:200]
