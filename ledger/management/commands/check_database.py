from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ledger.drift import problems


class Command(BaseCommand):
    """Fails where a function or trigger in the database is not the one in the code."""

    help = "Compares SQL functions and triggers in the database with the code."

    def handle(self, *args: Any, **options: Any) -> None:
        found = problems()
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("The database keeps what the code says.")
