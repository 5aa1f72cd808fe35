from typing import Any

from django.core.management.base import BaseCommand, CommandError

from devtools.translations import problems


class Command(BaseCommand):
    """Part of `make check`. Changes nothing."""

    help = "Fails where a string has no translation, an unsure one, two, or one that nobody asks for."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        found = problems()
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Every string is translated.")
