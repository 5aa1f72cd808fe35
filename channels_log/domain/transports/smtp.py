"""E-mail over SMTP. The Message-ID is the notice's id, but servers deliver the same one twice all the same."""

import smtplib
import socket
import ssl
from email import policy
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

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
from ledger import clock

GONE = (smtplib.SMTPServerDisconnected, OSError)


class Smtp(Transport):
    """The server of EMAIL_URL."""

    name = "smtp"
    honours_ids = False

    def send(self, message: Message) -> str:
        """Give the e-mail to the server; the reference is its Message-ID."""
        if not settings.EMAIL_HOST:
            raise Permanent("no mail server is set up (EMAIL_URL)")
        letter = compose(message)
        line = _connected()
        try:
            _deliver(line, letter)
        finally:
            line.close()
        return str(letter["Message-ID"])


def compose(message: Message) -> EmailMessage:
    """Return the e-mail in plain text. Raise Permanent where the address or subject cannot stand in a header."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    letter = EmailMessage()
    if not message.recipient.isascii():
        raise Permanent("the address cannot be written: it has letters that mail servers do not take")
    try:
        letter["From"], letter["To"] = settings.DEFAULT_FROM_EMAIL, message.recipient
        letter["Subject"] = message.subject
    except ValueError as error:
        raise Permanent(f"the address cannot be written: {error}") from error
    letter["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2] or 'localhost'}>"
    letter["Date"] = formatdate(clock.now().timestamp(), localtime=False)
    # no automatic answers to a notice (RFC 3834)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body, charset="utf-8", cte="base64")
    return letter


def _connected() -> smtplib.SMTP:
    """Return a connection, greeted, encrypted and signed in as the settings say. If this fails, nothing was sent."""
    host, port = settings.EMAIL_HOST, int(settings.EMAIL_PORT or 25)
    context = ssl.create_default_context()
    line: smtplib.SMTP | None = None
    try:
        if settings.EMAIL_USE_SSL:
            line = smtplib.SMTP_SSL(host, port, timeout=CONNECT_SECONDS, context=context)
        else:
            line = smtplib.SMTP(host, port, timeout=CONNECT_SECONDS)
        if line.sock:
            line.sock.settimeout(READ_SECONDS)
        line.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            line.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            line.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (smtplib.SMTPException, OSError) as error:
        # a wrong password is the office's to mend: the notice waits for it
        if line is not None:
            line.close()
        raise Transient(f"mail server: {_said(error)}") from error
    return line


def _deliver(line: smtplib.SMTP, letter: EmailMessage) -> None:
    recipient = parseaddr(str(letter["To"]))[1]
    try:
        _accepted(*line.mail(parseaddr(str(letter["From"]))[1]))
        _accepted(*line.rcpt(recipient))
    except GONE as error:
        raise Transient(f"mail server: {_said(error)}") from error
    try:
        _accepted(*line.data(letter.as_bytes(policy=policy.SMTP)))
    except smtplib.SMTPDataError as error:
        _accepted(error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b"")
    except GONE as error:
        raise Unsure(f"mail server: {_said(error)}") from error


def _accepted(code: int, answer: bytes) -> None:
    """Raise what the server's answer means: 4xx another time, 5xx never (RFC 5321, 4.2.1)."""
    if 200 <= code < 300:
        return
    said = f"mail server: {code} {answer.decode(errors='replace')}"
    raise Permanent(said) if code >= 500 else Transient(said)


def _said(error: Exception) -> str:
    if isinstance(error, socket.timeout | TimeoutError):
        return "no answer in time"
    return f"{type(error).__name__}: {error}"
