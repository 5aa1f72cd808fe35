"""The deploy checks: a master of the database, missing keys and a demo are refused."""

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from config import checks

pytestmark = pytest.mark.django_db


def ids(found):
    return [message.id for message in found]


def test_a_superuser_is_refused():
    assert ids(checks.portal_role(None)) == ["portal.E001"]


def test_the_portals_role_is_accepted(as_app_role):
    assert checks.portal_role(None) == []


def test_an_owner_of_tables_is_refused(as_app_role):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE django_session OWNER TO portal_app")
        cursor.execute("SET ROLE portal_app")
    assert ids(checks.portal_role(None)) == ["portal.E002"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"EMBEDDED": True}, ["portal.E004"]),
        ({"FIELD_KEYS": [Fernet.generate_key().decode(), "short"]}, ["portal.E005"]),
        ({"FIELD_KEYS": []}, ["portal.E005"]),
        ({"HMAC_KEY": "short"}, ["portal.E006"]),
        ({"DEMO": True}, ["portal.E007"]),
        ({"NOTICE_TRANSPORTS": "sandbox"}, ["portal.E008"]),
    ],
)
def test_keys_and_modes(settings, changed, expected):
    settings.EMBEDDED, settings.DEMO, settings.NOTICE_TRANSPORTS = False, False, "real"
    settings.FIELD_KEYS, settings.HMAC_KEY = [Fernet.generate_key().decode()], "h" * 40
    for name, value in changed.items():
        setattr(settings, name, value)
    assert ids(checks.portal_keys(None)) == expected
