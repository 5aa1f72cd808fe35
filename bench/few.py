"""A stand-in for `manage.py seed`: a few cases made by the tests' factories. Run with its name."""

import sys

import django


def main() -> None:
    import psycopg

    from config import embedded

    with psycopg.connect(host=str(embedded.socket_dir()), user="mustafid", dbname="postgres", autocommit=True) as c:
        if c.execute("SELECT 1 FROM pg_database WHERE datname=%s", [sys.argv[1]]).fetchone():
            return
        c.execute(f"CREATE DATABASE {sys.argv[1]}")
    django.setup()
    from django.core.management import call_command

    from accounts.roles import Role
    from tests import factories as f

    call_command("migrate", verbosity=0, interactive=False)
    f.make_policy()
    branch = f.make_branch()
    f.make_service()
    f.make_service("food", name="سلة غذائية")
    f.make_staff(Role.HEAD, email="head1@bench.example")
    reception = f.make_staff(Role.RECEPTION, email="reception1@bench.example", branch=branch)
    researcher = f.make_staff(Role.RESEARCHER, email="researcher1@bench.example", branch=branch)
    f.make_staff(Role.MEMBER, email="member1@bench.example")
    for _ in range(70):
        f.submitted(by=reception)
    for _ in range(8):
        f.in_assessment(by=reception, researcher=researcher)
    for _ in range(8):
        f.draft(by=reception)


main()
