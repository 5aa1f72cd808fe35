"""`manage.py load_policy <slug>`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from policy.domain import profiles


class Command(BaseCommand):
    help = "Loads an association's policy from its profile and puts it in force; says what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help=f"one of: {', '.join(profiles.available())}")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        try:
            loaded = profiles.load(slug=slug)
        except profiles.ProfileError as error:
            raise CommandError(str(error)) from error
        for change in loaded.changes or ["no change"]:
            self.stdout.write(change)
