"""manage.py write_triggers: docs/triggers.sql, where every rule of the database can be read."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.management.triggers_page import document


class Command(BaseCommand):
    """Write docs/triggers.sql from the code, or with --check fail where it is not up to date."""

    help = "Writes docs/triggers.sql from the triggers and SQL functions of the code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where the page is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / "docs" / "triggers.sql"
        written = document()
        if not options["check"]:
            page.write_text(written, encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != written:
            raise CommandError("docs/triggers.sql is out of date: run manage.py write_triggers")
