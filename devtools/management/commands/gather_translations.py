from typing import Any

from django.core.management.base import BaseCommand

from devtools.translations import compile_all, gather


class Command(BaseCommand):
    """What `make po` runs."""

    help = "Brings locale/ar up to date with the code, takes in the apps' own catalogues, and compiles it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        total, missing = gather()
        compile_all()
        self.stdout.write(f"{total} strings, {missing} not translated")
