"""`manage.py find_duplicates`: looks for records of one person among all, now instead of in the night."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from beneficiaries.domain.duplicates import scan


class Command(BaseCommand):
    """Continue a search that was stopped, or begin one, and finish it."""

    help = "Looks for records that may be of one person, among all; pairs that are known or decided stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many new pairs were found, and the seconds it took."""
        began = time.monotonic()
        done = scan.run()
        self.stdout.write(f"{done.found} new pairs, {time.monotonic() - began:.1f} s")
