"""Cases that a department decides, made through the domain functions."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from accounts.models import Staff
from accounts.states import Role
from committee.domain import department_decisions
from committee.models import Countersignature, DepartmentDecision
from eligibility.states import Outcome
from intake.models import Application
from policy.domain.profiles import loads
from policy.models import PolicyVersion
from tests import factories

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


def ruled(
    application: Application, *, by: Staff | None = None, outcome: str = Outcome.ACCEPT, **fields: Any
) -> DepartmentDecision:
    """A ruling, not countersigned."""
    accepts = outcome == Outcome.ACCEPT
    values: dict[str, Any] = {
        "help_kind": "سداد إيجار سكن" if accepts else "",
        "amount": 9000 if accepts else None,
        "reasons": "وفق توصية الباحثة.",
        **fields,
    }
    return department_decisions.decide(
        application_id=application.pk, by=by or decider(), outcome=Outcome(outcome), **values
    )


def countersigned(application: Application, *, by: Staff | None = None, **fields: Any) -> Countersignature:
    """A ruling with its countersignature."""
    department_decision = ruled(application, **fields)
    return department_decisions.countersign(department_decision_id=department_decision.pk, by=by or countersigner())
