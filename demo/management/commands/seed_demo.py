import datetime as dt
import secrets
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test.utils import override_settings

from accounts.models import Staff
from demo import department_decisions, duplicates, sittings, staff, timeline
from demo import services as catalogue
from demo.cases import case
from demo.clock import travelling
from intake.models import Application
from ledger import clock
from policy.domain.profiles import loads
from policy.models import Association, PolicyVersion
from scenarios.clock import moment

DAYS = 100
POLICY = "mafatih-alkhair"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    """Seeds invented staff, people and cases, once; later runs only make sure that the logins are known."""

    help = "Seeds the demonstration: about 200 invented cases in every state. Refuses outside a demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=200)
        parser.add_argument("--policy", help=f"slug of the policy profile; {POLICY} where there are no data yet")
        parser.add_argument("--seed", type=int, default=1448)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo (DEMO is off): invented people would stand among real ones.")
        page = Path(settings.LOCAL) / "logins.txt"
        self._check(options["policy"])
        if Staff.objects.exists():
            if not page.exists():
                self._renew(page)
            return
        self.stdout.write(f"Making about {options['cases']} invented cases; this takes a minute or two ...")
        password, policy = _password(), options["policy"] or POLICY
        # nothing leaves the machine while the past is made, and quiet hours are the stories' own
        with override_settings(NOTICE_TRANSPORTS="sandbox", NOTICE_QUIET=False), travelling():
            seed(cases=options["cases"], policy=policy, chance=Random(options["seed"]), password=password)
        _keep(page, staff.logins(password, PolicyVersion.objects.in_force()))
        self.stdout.write(f"{Application.objects.count()} cases made.")

    def _check(self, policy: str | None) -> None:
        """Whether this policy can be shown here. Raises CommandError before anything is made."""
        if policy is None:
            return
        if policy not in loads.available():
            raise CommandError(f"There is no policy {policy}; there are: {', '.join(loads.available())}.")
        there = Association.objects.first()
        if there is not None and there.slug != policy:
            raise CommandError(f"These data are of {there.slug}. make clean, or another PORTAL_LOCAL, for {policy}.")

    def _renew(self, page: Path) -> None:
        """The page of logins was lost: everybody of the cast gets a new password."""
        password = _password()
        for person in Staff.objects.filter(email__endswith=f"@{staff.DOMAIN}"):
            person.set_password(password)
            person.save(update_fields=["password"])
        _keep(page, staff.logins(password, PolicyVersion.objects.in_force()))


def seed(*, cases: int, policy: str, chance: Random, password: str) -> None:
    """Plays a hundred days up to now. Needs `travelling` around it."""
    ends = clock.now()
    begins = ends - dt.timedelta(days=DAYS)
    with moment(begins):
        version = loads.load(slug=policy).version
        crew = staff.create(password=password, since=begins.date(), policy=version)
        services = catalogue.create()
    stage = timeline.Stage(cast=crew, services=services, random=chance, begins=begins, ends=ends)
    for story in list(timeline.arrivals(stage, cases=cases, case=case)):
        stage.tell(story)
    deciding = department_decisions if version.by_department else sittings
    stage.tell(deciding.weeks(stage))
    stage.tell(timeline.sweeping(stage))
    stage.tell(timeline.carrying(stage))
    stage.play()
    stage.now = ends - dt.timedelta(minutes=30)
    with moment(stage.now):
        deciding.leave_open(stage)
        duplicates.leave_open(stage)


def _password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _keep(page: Path, text: str) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    page.touch(mode=0o600)
    page.write_text(text, encoding="utf-8")
