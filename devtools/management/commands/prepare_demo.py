import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ui.static_files import stale


class Command(BaseCommand):
    """One process for all the steps: each of its own would load Django again."""

    help = "Translations, migrations, static files and demo data, each only where something is missing."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps in order. Refuse outside a demo: it would invent people among real ones."""
        if not settings.DEMO:
            raise CommandError("This is not a demo (DEMO is off).")
        call_command("compile_translations")
        call_command("migrate", verbosity=0, interactive=False)
        if stale(Path(settings.STATIC_ROOT)):
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        asked = {"cases": os.environ.get("DEMO_CASES"), "policy": os.environ.get("DEMO_POLICY")}
        call_command("seed_demo", *(f"--{option}={value}" for option, value in asked.items() if value))
