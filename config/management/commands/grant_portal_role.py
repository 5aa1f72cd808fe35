from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.roles import grant


class Command(BaseCommand):
    """Run by the schema's owner, after migrate."""

    help = "Gives the portal's database role its rights: rows only, no tables, no triggers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        grant(role=role)
        self.stdout.write(f"{role} may read and write rows.")
