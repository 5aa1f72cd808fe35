from typing import Any

from django.core.management.base import BaseCommand

from devtools.translations import compile_all


class Command(BaseCommand):
    """Needs no gettext tools."""

    help = "Compiles the catalogues of translations that have changed."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{compile_all()} catalogues compiled")
