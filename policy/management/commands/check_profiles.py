"""`manage.py check_profiles [<slug>…]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from policy.domain.profiles import loads


class Command(BaseCommand):
    help = "Reads profiles and says what is wrong with them; touches no database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="slug", help="all profiles where none is named")
        parser.add_argument("--folder", type=Path, default=loads.FOLDER, help="where the profiles are")

    def handle(self, *args: Any, slugs: list[str], folder: Path, **options: Any) -> None:
        wrong = []
        for slug in slugs or loads.available(folder):
            try:
                loads.read(folder / f"{slug}.yaml")
            except loads.ProfileError as error:
                wrong.append(str(error))
            else:
                self.stdout.write(f"{slug}: in order")
        if wrong:
            raise CommandError("\n".join(wrong))
