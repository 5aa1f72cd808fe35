"""Checks for `manage.py check --deploy`: what the database refuses holds only for a role that is not its master."""

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection

OWNED = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'USAGE')
"""


@register(Tags.security, deploy=True)
def portal_role(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report a role that is a superuser or owns tables: such a role can switch triggers off."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone()[0]:
                return [
                    Error(
                        "The portal connects as a database superuser.", hint="See deploy/roles.sql.", id="portal.E001"
                    )
                ]
            cursor.execute(OWNED)
            if cursor.fetchone()[0]:
                return [
                    Error("The portal's database role owns tables.", hint="See deploy/roles.sql.", id="portal.E002")
                ]
    except DatabaseError as problem:
        return [Error(f"The database does not answer: {problem}", id="portal.E003")]
    return []


@register(Tags.security, deploy=True)
def portal_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Keys must come from the environment and be whole: a lost or short one cannot be mended later."""
    found: list[CheckMessage] = []
    if settings.EMBEDDED:
        found.append(
            Error("Embedded servers and locally made keys are in use.", hint="Set DATABASE_URL.", id="portal.E004")
        )
    if not settings.FIELD_KEYS:
        found.append(Error("FIELD_KEYS is empty.", id="portal.E005"))
    for key in settings.FIELD_KEYS:
        try:
            Fernet(key)
        except ValueError:
            found.append(Error("FIELD_KEYS holds a key that Fernet refuses.", id="portal.E005"))
    if len(settings.HMAC_KEY) < 32:
        found.append(Error("HMAC_KEY is shorter than 32 characters.", id="portal.E006"))
    if settings.DEMO:
        found.append(Error("DEMO is on.", hint="Unset DEMO.", id="portal.E007"))
    if settings.NOTICE_TRANSPORTS == "sandbox":
        found.append(Error("Notices go to the sandbox: nobody would be told.", id="portal.E008"))
    return found
