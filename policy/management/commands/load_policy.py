"""`manage.py load_policy <slug> [--dry-run] [--force | --keep]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from policy.domain.profiles import loads


class Command(BaseCommand):
    help = "Loads an association's policy from its profile and puts it in force; says what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help=f"one of: {', '.join(loads.available())}")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
        parser.add_argument("--force", action="store_true", help="write over what an administrator changed")
        parser.add_argument("--keep", action="store_true", help="leave what an administrator changed, load the rest")

    def handle(self, *args: Any, slug: str, dry_run: bool, force: bool, keep: bool, **options: Any) -> None:
        if force and keep:
            raise CommandError("--force writes over what an administrator changed and --keep leaves it: name one")
        try:
            with transaction.atomic():
                loaded = loads.load(slug=slug, force=force, keep=keep)
                signed_missing = loaded.version.signed_missing
                transaction.set_rollback(dry_run)
        except loads.Overwrites as error:
            self._tell_overwrites(error, dry_run=dry_run)
            return
        except loads.ProfileError as error:
            raise CommandError(str(error)) from error
        self._tell(loaded.changes or ["no change"])
        if signed_missing:
            self._tell([f"version {loaded.version.number}: signed document: still to be uploaded"])
        if dry_run:
            self._tell(["dry run: nothing was written"])

    def _tell_overwrites(self, error: loads.Overwrites, *, dry_run: bool) -> None:
        advice = "--force writes over it, --keep leaves it and loads the rest"
        if not dry_run:
            raise CommandError(f"{error}\nnothing was written; {advice}") from error
        self._tell([*error.others, *str(error).splitlines()])
        self._tell([f"dry run: nothing was written, and the load would be refused; {advice}"])

    def _tell(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)
