"""Cases that a department decides, made through the domain functions; and several acts at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import Any

from django.db import connection

from accounts.models import Staff
from accounts.states import Role
from committee.domain import department_decisions
from committee.models import Countersignature, DepartmentDecision
from eligibility.domain.proposals import Proposal
from eligibility.states import Outcome
from intake.models import Application
from ledger.errors import Refused
from policy.domain.profiles import loads
from policy.models import PolicyVersion
from tests import factories

THREADS = 8
SLUG = "mafatih-alkhair"
COMMITTEE, DEPARTMENT = "لجنة البحث", "إدارة البحث الاجتماعي"


def department_policy(folder: Path = loads.FOLDER) -> PolicyVersion:
    """The profile of the tests with a department in the committee's place, in force."""
    text = (folder / f"{SLUG}.yaml").read_text().replace(COMMITTEE, DEPARTMENT)
    text = text.replace("decided_by: committee", "decided_by: department")
    with TemporaryDirectory() as made:
        (Path(made) / f"{SLUG}.yaml").write_text(text)
        return loads.load(slug=SLUG, folder=Path(made)).version


def at_department(**fields: Any) -> Application:
    """A case that awaits the decision of a department; the policy is loaded where none is in force."""
    if not PolicyVersion.objects.filter(status="in_force", decided_by="department").exists():
        department_policy()
    return factories.awaiting_decision(**fields)


def decider(**fields: Any) -> Staff:
    """Somebody authorised to decide."""
    return factories.make_staff(Role.DECIDER, **fields)


def countersigner(**fields: Any) -> Staff:
    """Somebody authorised to countersign."""
    return factories.make_staff(Role.COUNTERSIGNER, **fields)


def decided(
    application: Application,
    *,
    by: Staff | None = None,
    outcome: str = Outcome.ACCEPT,
    after: int | None = None,
    **terms: Any,
) -> DepartmentDecision:
    """A department decision, not countersigned."""
    return department_decisions.decide(
        application_id=application.pk, by=by or decider(), proposal=proposal(outcome, **terms), after=after
    )


def countersigned(application: Application, *, by: Staff | None = None, **fields: Any) -> Countersignature:
    """A department decision with its countersignature."""
    made = decided(application, **fields)
    return department_decisions.countersign(department_decision_id=made.pk, by=by or countersigner())


def proposal(outcome: str = Outcome.ACCEPT, **terms: Any) -> Proposal:
    """An acceptance with its help and amount, or a rejection without them."""
    accepts = outcome == Outcome.ACCEPT
    values: dict[str, Any] = {
        "help_kind": "سداد إيجار سكن" if accepts else "",
        "amount": 9000 if accepts else None,
        "reasons": "وفق توصية الباحثة.",
        **terms,
    }
    return Proposal(outcome=Outcome(outcome), **values)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; return what each returned, or the code of its refusal."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
