"""Ways out of the portal. The setting NOTICE_TRANSPORTS chooses: "sandbox", "real", or a name for each way."""

from django.conf import settings

from channels_log.domain.transports import http_sms, sandbox, smtp
from channels_log.domain.transports.base import Permanent, Transport
from policy.states import Way

ALL: dict[str, type[Transport]] = {
    transport.name: transport for transport in (smtp.Smtp, http_sms.HttpSms, sandbox.Sandbox)
}
REAL = {Way.SMS: http_sms.HttpSms.name, Way.EMAIL: smtp.Smtp.name}


def for_way(way: str) -> Transport:
    """Return the transport that carries messages of this way. Raise Permanent where none is set up."""
    chosen = settings.NOTICE_TRANSPORTS
    if isinstance(chosen, dict):
        name = chosen.get(way, "")
    else:
        name = sandbox.Sandbox.name if chosen == "sandbox" else REAL.get(Way(way), "")
    if name not in ALL:
        raise Permanent(f"no transport carries {way}")
    return ALL[name]()


def honouring() -> list[str]:
    """Return the names of transports that deliver one id once, however often it is given."""
    return [name for name, transport in ALL.items() if transport().honours_ids]
