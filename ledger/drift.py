"""Whether the database still keeps what the code says.

`makemigrations --check` sees neither a changed SQL function nor a trigger that was disabled or dropped.
"""

import re
from importlib import import_module
from importlib.util import find_spec

import pgtrigger.registry
from django.apps import apps
from django.db import connection

HEAD = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION\s+(\w+)\s*\(", re.IGNORECASE)
BODY = re.compile(r"\$\$(.*)\$\$", re.DOTALL)


def sources() -> dict[str, dict[str, str]]:
    """Return the SQL of every function in the code, from the FUNCTIONS of each app's sql module, by the app's label."""
    return {
        config.label: getattr(import_module(f"{config.name}.sql"), "FUNCTIONS", {})
        for config in apps.get_app_configs()
        if find_spec(f"{config.name}.sql") is not None
    }


def functions() -> dict[str, str]:
    """Return the body of every SQL function in the code, by its name in the database."""
    found = {}
    for sql in (sql for written in sources().values() for sql in written.values()):
        head, body = HEAD.search(sql), BODY.search(sql)
        if head and body:
            found[head.group(1)] = " ".join(body.group(1).split())
    return found


def problems() -> list[str]:
    """Return a sentence for each function or trigger that is missing, disabled or not as in the code."""
    return [*_function_problems(), *_trigger_problems()]


def _function_problems() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public'"
        )
        kept = {name: " ".join(body.split()) for name, body in cursor.fetchall()}
    lines = []
    for name, body in functions().items():
        if name not in kept:
            lines.append(f"function {name} is missing")
        elif kept[name] != body:
            lines.append(f"function {name} is not the one in the code")
    return lines


def _trigger_problems() -> list[str]:
    lines = []
    for model, trigger in pgtrigger.registry.registered():
        status, enabled = trigger.get_installation_status(model)
        if status != "INSTALLED":
            lines.append(f"trigger {model._meta.label}:{trigger.name} is {status.lower()}")
        elif not enabled:
            lines.append(f"trigger {model._meta.label}:{trigger.name} is disabled")
        elif (body := _changed_body(trigger.get_pgid(model), trigger.compile(model))) is not None:
            lines.append(f"trigger {model._meta.label}:{trigger.name} runs another function body: {body}")
    return lines


def _changed_body(pgid: str, compiled: object) -> str | None:
    """Return a few words of the function body in the database where it is not the compiled one, else None."""
    wanted = BODY.search(str(compiled.install_sql))  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [pgid])
        row = cursor.fetchone()
    if row and wanted and " ".join(row[0].split()) == " ".join(wanted.group(1).split()):
        return None
    return " ".join(row[0].split())[:60] if row else "none"
