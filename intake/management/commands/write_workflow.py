from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.management.workflow import document


class Command(BaseCommand):
    """Write docs/workflow.md from the table of moves, or with --check fail where it is not up to date."""

    help = "Writes docs/workflow.md from the table of moves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where the page is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        written = document()
        if options["check"]:
            if not page.exists() or page.read_text(encoding="utf-8") != written:
                raise CommandError("docs/workflow.md is out of date: run manage.py write_workflow")
            return
        page.parent.mkdir(exist_ok=True)
        page.write_text(written, encoding="utf-8")
