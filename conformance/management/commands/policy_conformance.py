"""`manage.py policy_conformance [SLUG] [--format table|json] [--clause KEY] [--record] [--strict]`."""

import json
import shutil
import textwrap
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from conformance.domain import runs, sandbox
from conformance.states import Status
from ledger.errors import Refused
from policy.domain.profiles import loads
from policy.models import Association, PolicyVersion
from policy.states import PolicyStatus

MARKS = {Status.MET: "met    ", Status.PARTLY: "partly ", Status.MISSING: "MISSING"}


class Command(BaseCommand):
    """Says of every clause of the policy whether the portal carries it out, having tried.

    Each check acts in a transaction that is rolled back, so that nothing stays and nothing is sent. Run it as the owner
    of the database schema: the portal's own role may not move the clock, and what follows the window is then "partly".
    """

    help = "Lists every clause of the policy with what carries it out and whether its check passes now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="a profile; without it the policy in force")
        parser.add_argument("--format", choices=("table", "json"), default="table")
        parser.add_argument("--clause", metavar="KEY", help="this clause only, as channel:phone or step:3")
        parser.add_argument("--record", action="store_true", help="keep the result, so that the portal's page shows it")
        parser.add_argument("--strict", action="store_true", help="exit with 1 where a clause is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, only = options["slug"], options["clause"]
        if options["record"] and only:
            raise CommandError("--record keeps the whole table: leave --clause out")
        with translation.override("en"), ExitStack() as stack:
            version = self._version(slug, stack, record=options["record"])
            found = runs.rows(version=version, only=only)
            if not found:
                raise CommandError(f"the policy has no clause {only}")
            plain = [row.plain() for row in found]
        if options["record"]:
            runs.keep(version=version, found=found, by=None)
        if options["format"] == "json":
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2))
        else:
            self._print(plain)
        if options["strict"] and any(row["status"] == Status.MISSING for row in plain):
            raise SystemExit(1)

    def _version(self, slug: str | None, stack: ExitStack, *, record: bool) -> PolicyVersion:
        """Return the version in force; without one, the profile's own, loaded for this run and taken back."""
        there = Association.objects.first()
        version = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_related("association").first()
        if there is not None and slug not in (None, there.slug):
            raise CommandError(f"this portal serves {there.slug}, not {slug}")
        if version is not None:
            return version
        if slug is None:
            raise CommandError("no policy is in force: load a profile, or name one to check it without loading")
        if record:
            raise CommandError("--record needs a policy that is in force")
        stack.enter_context(sandbox.rolled_back())
        try:
            return loads.load(slug=slug).version
        except (loads.ProfileError, Refused) as error:
            raise CommandError(str(error)) from error

    def _print(self, plain: list[dict[str, Any]]) -> None:
        width = max(shutil.get_terminal_size((120, 40)).columns, 60)
        for row in plain:
            self.stdout.write(f"{MARKS[Status(row['status'])]}  {row['clause']}  {row['text']}")
            for line in textwrap.wrap(row["evidence"], width - 9):
                self.stdout.write(f"         {line}")
            if row["carried_by"]:
                self.stdout.write(textwrap.indent("\n".join(textwrap.wrap(row["carried_by"], width - 9)), " " * 9))
        totals = ", ".join(f"{number} {status}" for status, number in runs.counts(plain).items())
        self.stdout.write(f"{len(plain)} clauses: {totals}")
