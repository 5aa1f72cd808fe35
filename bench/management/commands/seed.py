import datetime as dt
import io
import secrets
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from bench.dataset import database, papers, staff
from bench.dataset.load import Loaded, Order, Unsound, load
from bench.dataset.writer import Failed
from ledger import clock
from policy.domain.profiles import loads
from policy.states import Decider

MOST = 1_000_000
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    """Loads many invented people and applications into a database of its own, for benchmarks."""

    requires_system_checks = ()
    help = "Makes a database of invented people and applications in every state, for benchmarks."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, which, and where."""
        parser.add_argument("--beneficiaries", type=int, required=True, help=f"{MOST:,} at most")
        parser.add_argument("--applications", type=int, required=True, help="twice the beneficiaries at most")
        parser.add_argument("--seed", type=int, default=1448, help="the same seed gives the same data")
        parser.add_argument("--database", default="mustafid_bench", help="its name ends in _bench or _dev")
        parser.add_argument("--waiting", type=_share, default=0.06, help="share on which somebody has to act, 0 to 1")
        parser.add_argument("--until", type=_day, help="day at whose start everything ends (YYYY-MM-DD); default today")
        parser.add_argument("--policy", default="mafatih-alkhair", help="slug of the policy profile")
        parser.add_argument(
            "--fresh", action="store_true", help="drops a database that this command made, and loads it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes the database, or says that it is there."""
        # notices are worded in Arabic
        call_command("compile_translations", stdout=io.StringIO())
        try:
            self._check(options)
            with database.server() as own:
                database.claim(own, options["database"])
                self._make(own, options)
        except (database.Refusal, papers.Occupied, Unsound, Failed) as problem:
            raise CommandError(str(problem)) from problem

    def _check(self, options: dict[str, Any]) -> None:
        people, cases = options["beneficiaries"], options["applications"]
        if not 1 <= people <= MOST or not 0 <= cases <= 2 * people:
            raise CommandError(f"1 to {MOST:,} beneficiaries, and twice as many applications at most.")
        if options["until"] and options["until"] > clock.today():
            raise CommandError("--until lies in the future: nothing has happened there yet.")
        if options["policy"] in loads.available():
            policy = loads.read(loads.FOLDER / f"{options['policy']}.yaml").version
            if policy["decided_by"] != Decider.COMMITTEE:
                raise CommandError("A department decides by that policy; these data are of a committee's sittings.")
        database.check_name(options["database"])
        own_name = str(connection.settings_dict["NAME"])
        if not (settings.EMBEDDED or settings.DEBUG or database.NAME.fullmatch(own_name)):
            raise CommandError(
                "The settings name real servers (neither embedded ones nor DEBUG): invented people do not belong there."
            )

    def _make(self, own: Any, options: dict[str, Any]) -> None:
        name, until = options["database"], options["until"] or clock.today()
        asked = {
            "parameters": {
                **{key: options[key] for key in ("beneficiaries", "applications", "seed", "waiting", "policy")},
                "until": str(options["until"] or ""),
            },
            "code": database.code(),
        }
        page = Path(settings.LOCAL) / f"logins-{name}.txt"
        if self._is_there(own, name, asked, options["fresh"], page):
            return
        root, loading = private_root(name), f"{name}_loading"
        aside = root.with_name(f"{root.name}.loading")
        papers.check(root)
        database.create_empty(own, loading)
        order = Order(
            people=options["beneficiaries"],
            cases=options["applications"],
            seed=options["seed"],
            waiting=options["waiting"],
            policy=options["policy"],
            until=until,
        )
        password = _password()
        with database.switched(loading):
            loaded = load(order, password=password, root=aside, said=self._said(options["verbosity"]))
        database.mark(own, loading, {**asked, "loaded_until": str(until)})
        papers.clear(root)
        database.drop(own, name, force=options["fresh"])
        aside.rename(root)
        database.rename(own, loading, name)
        _keep(page, staff.logins(database=name, password=password))
        self._report(loaded, name, database.size(own, name), page, root)

    def _is_there(self, own: Any, name: str, asked: dict[str, Any], fresh: bool, page: Path) -> bool:
        """Whether exactly this is loaded already. Raises Refusal where somebody else's people, or other data, stand."""
        if not database.exists(own, name):
            return False
        made = database.mark_of(own, name)
        if made is None:
            if database.holds_people(name):
                raise database.Refusal(f"{name} holds people that this command did not put there; choose another name.")
            return False
        if fresh:
            return False
        if {key: made.get(key) for key in asked} != asked:
            raise database.Refusal(
                f"{name} was loaded with other parameters or other code: {made.get('parameters')}."
                " --fresh drops it and loads it anew."
            )
        if not page.exists():
            password = _password()
            with database.switched(name):
                staff.renew(password=password)
            _keep(page, staff.logins(database=name, password=password))
        self.stdout.write(f"{name} is already loaded, until {made.get('loaded_until')}; logins: {page}")
        return True

    def _said(self, verbosity: int) -> Any:
        def said(line: str) -> None:
            if verbosity > 1 or (verbosity == 1 and line.startswith("stage")):
                self.stdout.write(line)

        return said

    def _report(self, loaded: Loaded, name: str, size: str, page: Path, root: Path) -> None:
        work = ", ".join(f"{kind} {seconds:.0f} s" for kind, seconds in sorted(loaded.work.items()))
        self.stdout.write(f"In the tables, on two connections: {work}.")
        self.stdout.write(f"{name}: {size}, loaded and verified in {sum(loaded.stages.values()):.0f} s.")
        self.stdout.write(page.read_text(encoding="utf-8"), ending="")
        self.stdout.write(f"The portal on it: PORTAL_DATABASE={name} manage.py runserver (its files: {root})")


def private_root(name: str) -> Path:
    """Where the files of that database are kept: the settings' own place for their own, else a folder beside it."""
    own = Path(settings.PRIVATE_ROOT)
    if name == connection.settings_dict["NAME"]:
        return own
    return (Path(settings.LOCAL) if settings.EMBEDDED else own.parent) / f"private-{name}"


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise ArgumentTypeError("a share lies between 0 and 1")
    return share


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _keep(page: Path, text: str) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    page.touch(mode=0o600)
    page.chmod(0o600)
    page.write_text(text, encoding="utf-8")
