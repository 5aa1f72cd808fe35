from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What the database itself keeps: triggers, the one clock, digests and history."""

    name = "ledger"
