"""manage.py create_staff: the first administrator of a new portal."""

import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.domain import staff
from accounts.models import Branch
from accounts.states import Role
from ledger.errors import Refused


class Command(BaseCommand):
    """Opens an account. The password comes from the environment (STAFF_PASSWORD) or is asked for, never an argument."""

    help = "Opens an account for a member of staff. The password is asked for, or read from STAFF_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", action="append", required=True, choices=Role.values, dest="roles")
        parser.add_argument("--branch", help="a branch's code; left out for all branches")

    def handle(self, *args: Any, **options: Any) -> None:
        branch = None
        if options["branch"]:
            branch = Branch.objects.filter(code=options["branch"]).first()
            if branch is None:
                raise CommandError(f"There is no branch with the code {options['branch']}.")
        try:
            account = staff.open_account(
                email=options["email"],
                name=options["name"],
                password=self._password(),
                roles=options["roles"],
                branch=branch,
                by=None,
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Account opened: {account.email} ({', '.join(account.roles)})")

    @staticmethod
    def _password() -> str:
        if given := os.environ.get("STAFF_PASSWORD"):
            return given
        first, second = getpass("Password: "), getpass("Password, again: ")
        if first != second:
            raise CommandError("The two passwords differ.")
        return first
