"""`manage.py rotate_keys`: every identity number and IBAN encrypted with the newest key of FIELD_KEYS."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beneficiaries.domain import key_rotations
from beneficiaries.models import identity_numbers


class Command(BaseCommand):
    """Rotates, or with --check counts only."""

    help = (
        "Encrypts every identity number and IBAN anew with the first key of FIELD_KEYS. It may be interrupted at any "
        "moment and goes on where it stopped; people may go on working."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only count what the newest key does not read")
        parser.add_argument("--batch", type=int, default=key_rotations.BATCH, help="rows in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate; exit 1 where tokens are left that the newest key does not read, 130 when interrupted."""
        if options["check"]:
            return self._check()
        if options["batch"] < 1:
            raise CommandError("--batch takes 1 or more.")
        try:
            rotated = key_rotations.rotate(batch=options["batch"], report=self._report)
        except KeyboardInterrupt:
            self.stdout.write("Interrupted. What is done is kept: run it again to go on.")
            raise SystemExit(130) from None
        except identity_numbers.Unreadable as error:
            raise CommandError(f"{error}. Is a key missing that was in use before?") from error
        self.stdout.write(f"{rotated} tokens encrypted anew.")
        return self._check()

    def _report(self, progress: key_rotations.Progress) -> None:
        state = "finished" if progress.finished else f"up to row {progress.last_pk}"
        self.stdout.write(f"{progress.table}: {state}, {progress.rotated} encrypted anew")

    def _check(self) -> None:
        counts = key_rotations.unreadable()
        for table, left in counts.items():
            self.stdout.write(f"{table}: {left} not readable with the newest key alone")
        if any(counts.values()):
            raise CommandError("Older keys are still needed. Run rotate_keys.", returncode=1)
        older = len(settings.FIELD_KEYS) - 1
        if older:
            self.stdout.write(
                f"Older keys in FIELD_KEYS: {older}. They may be taken out once every process has been restarted with "
                "the newest first and --check has been run after that. Keep them with backups made before today."
            )
