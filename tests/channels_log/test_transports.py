"""Transports against a real mail server and a real gateway on loopback."""

import socket
import time
import uuid

import pytest

from channels_log.domain import transports
from channels_log.domain.transports import base, http_sms, smtp
from channels_log.domain.transports.base import Message, Permanent, Transient, Unsure
from tests.channels_log.gateway import Gateway
from tests.channels_log.mail import MailServer, free_port


def message(**fields) -> Message:
    values = {
        "id": str(uuid.uuid4()),
        "recipient": "0500000317",
        "subject": "الرد على طلبكم",
        "body": "صدر الرد على طلبكم \u200e1448-00317\u200e.\n.سطر يبدأ بنقطة",
        "way": "sms",
        **fields,
    }
    return Message(**values)


@pytest.fixture
def short_patience(monkeypatch):
    for module in (base, smtp, http_sms):
        for name in ("CONNECT_SECONDS", "READ_SECONDS"):
            monkeypatch.setattr(module, name, 0.5)


# --- text messages ---


@pytest.fixture
def gateway(tmp_path, settings):
    settings.SMS_GATEWAY_TOKEN, settings.SMS_SENDER = "secret", "Mustafid"
    with Gateway(tmp_path) as running:
        settings.SMS_GATEWAY_URL = running.url("/ok")
        yield running


def test_a_text_message_reaches_the_gateway(gateway):
    sent = message()
    assert http_sms.HttpSms().send(sent) == f"g-{sent.id[:8]}"
    assert gateway.taken() == [
        {
            "id": sent.id,
            "to": "+966500000317",
            "from": "Mustafid",
            "text": sent.body,
            "key": sent.id,
            "authorization": "Bearer secret",
        }
    ]


def test_the_same_id_is_delivered_once(gateway):
    sent = message()
    assert http_sms.HttpSms().send(sent) == http_sms.HttpSms().send(sent)
    assert len(gateway.taken()) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, Permanent), (401, Permanent), (404, Permanent), (422, Permanent), (302, Permanent), (408, Transient),
     (429, Transient), (503, Transient), (500, Unsure), (502, Unsure), (504, Unsure)],
)  # fmt: skip
def test_what_a_status_means(gateway, settings, status, error):
    settings.SMS_GATEWAY_URL = gateway.url(f"/status/{status}")
    with pytest.raises(error, match=str(status)) as raised:
        http_sms.HttpSms().send(message())
    assert type(raised.value) is error
    assert gateway.taken() == []


@pytest.mark.parametrize("path", ["/hang", "/drop"])
@pytest.mark.usefixtures("short_patience")
def test_a_broken_line_leaves_it_unsure(gateway, settings, path):
    settings.SMS_GATEWAY_URL = gateway.url(path)
    started = time.monotonic()
    with pytest.raises(Unsure):
        http_sms.HttpSms().send(message())
    assert time.monotonic() - started < 5
    assert len(gateway.taken()) == 1


def test_a_gateway_that_is_down_is_worth_another_try(settings):
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{free_port()}/ok"
    with pytest.raises(Transient):
        http_sms.HttpSms().send(message())


@pytest.mark.parametrize("address", ["", "ftp://127.0.0.1/", "gateway"])
def test_no_gateway_is_for_a_person(settings, address):
    settings.SMS_GATEWAY_URL = address
    with pytest.raises(Permanent):
        http_sms.HttpSms().send(message())


def test_a_gateway_honours_ids_only_where_the_contract_says_so(settings):
    settings.SMS_GATEWAY_HONOURS_IDS = False
    assert transports.honouring() == ["sandbox"]
    settings.SMS_GATEWAY_HONOURS_IDS = True
    assert transports.honouring() == ["http_sms", "sandbox"]


# --- e-mail ---


@pytest.fixture
def through(settings):
    def use(server: MailServer) -> MailServer:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "جمعية المثال <portal@example.org>"
        return server

    return use


def test_an_e_mail_reaches_the_server(through):
    with MailServer() as server:
        through(server)
        sent = message(recipient="noura@example.org", way="email")
        assert smtp.Smtp().send(sent) == f"<{sent.id}@example.org>"
    (taken,) = server.taken
    assert taken["Message-ID"] == f"<{sent.id}@example.org>"
    assert (taken["To"], taken["Subject"]) == ("noura@example.org", sent.subject)
    assert taken["From"] == "جمعية المثال <portal@example.org>"
    assert taken.get_content().strip().splitlines() == sent.body.splitlines()


@pytest.mark.parametrize(
    ("stage", "answer", "error"),
    [
        ("RCPT", "550 no such user", Permanent),
        ("RCPT", "451 later", Transient),
        ("DATA", "554 refused", Permanent),
        ("DATA", "452 full", Transient),
    ],
)
def test_what_an_answer_of_the_server_means(through, stage, answer, error):
    with MailServer(**{stage: answer}) as server:
        through(server)
        with pytest.raises(error, match=answer):
            smtp.Smtp().send(message(recipient="noura@example.org"))


def test_a_line_that_breaks_after_the_message_leaves_it_unsure(through):
    with MailServer(DATA="drop") as server:
        through(server)
        with pytest.raises(Unsure):
            smtp.Smtp().send(message(recipient="noura@example.org"))


def test_a_server_that_is_down_is_worth_another_try(through, settings):
    with MailServer() as server:
        through(server)
    with pytest.raises(Transient):
        smtp.Smtp().send(message(recipient="noura@example.org"))
    settings.EMAIL_HOST = ""
    with pytest.raises(Permanent):
        smtp.Smtp().send(message(recipient="noura@example.org"))


@pytest.mark.usefixtures("short_patience")
def test_a_server_that_says_nothing_is_worth_another_try(through, settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        with pytest.raises(Transient, match="timed out"):
            smtp.Smtp().send(message(recipient="noura@example.org"))


@pytest.mark.parametrize("address", ["نورة@example.org", "a@b.sa\r\nBcc: x@y.sa"])
def test_an_address_that_cannot_be_written_is_for_a_person(through, address):
    with MailServer() as server:
        through(server)
        with pytest.raises(Permanent):
            smtp.Smtp().send(message(recipient=address))
    assert server.taken == []


# --- the choice ---


def test_settings_choose_the_transport(settings):
    settings.NOTICE_TRANSPORTS = "sandbox"
    assert (transports.for_way("sms").name, transports.for_way("email").name) == ("sandbox", "sandbox")
    settings.NOTICE_TRANSPORTS = "real"
    assert (transports.for_way("sms").name, transports.for_way("email").name) == ("http_sms", "smtp")
    settings.NOTICE_TRANSPORTS = {"email": "sandbox"}
    assert transports.for_way("email").name == "sandbox"
    for way in ("sms", "letter"):
        with pytest.raises(Permanent, match=way):
            transports.for_way(way)


def test_connecting_and_reading_end_long_before_a_lease(settings):
    assert 2 * (base.CONNECT_SECONDS + base.READ_SECONDS) < settings.NOTICE_LEASE
