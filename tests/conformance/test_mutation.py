"""A feature that is taken out turns its clause red: the check acts through it, and does not only look whether it is."""

import pytest
from django.db import connection

from accounts import states as roles
from accounts.states import ROLE_PERMISSIONS, Perm, Role
from config.access import MAP
from conformance.domain.clauses import clauses
from conformance.domain.registry import check_of
from conformance.domain.runs import rows
from policy.domain import acknowledgements
from policy.models import PolicyVersion
from tests.factories import make_policy


def status(version: PolicyVersion, clause: str) -> str:
    """How the clause stands now."""
    (row,) = rows(version=version, only=clause)
    return row.status


@pytest.fixture
def policy(db) -> PolicyVersion:
    return make_policy("ilm-alhajj")


def test_without_referring_nobody_explains_what_is_unclear(policy, monkeypatch):
    assert status(policy, "step:3") == "met"
    monkeypatch.delattr("intake.domain.referrals.ask")
    assert status(policy, "step:3") == "missing"


def test_without_the_databases_rule_the_window_is_not_kept(policy):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'committee_decision'::regclass AND tgname LIKE '%%decides%%'"
        )
        ((name,),) = cursor.fetchall()
        cursor.execute(f"DROP TRIGGER {name} ON committee_decision")
    assert status(policy, "step:5") == "missing"
    assert status(policy, "step:4") == "met"


def test_without_the_permission_to_log_contacts_channels_take_nothing_in(policy, monkeypatch):
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.RECEPTION, ROLE_PERMISSIONS[Role.RECEPTION] - {Perm.LOG_CONTACTS})
    roles._bundle.cache_clear()
    try:
        assert {status(policy, f"channel:{key}") for key in ("interview", "phone")} == {"missing"}
    finally:
        monkeypatch.undo()
        roles._bundle.cache_clear()


def test_without_its_paper_the_request_form_is_not_printed(policy, monkeypatch):
    monkeypatch.setattr("intake.domain.request_forms.TEMPLATE", "intake/no_such_form.html")
    assert status(policy, "tool:request_form") == "missing"


def test_a_version_that_nobody_can_acknowledge_is_not_circulated(policy, monkeypatch):
    def nothing(**asked):
        return None

    monkeypatch.setattr(acknowledgements, "acknowledge", nothing)
    assert status(policy, "objective:o9") == "missing"
    assert status(policy, "review") == "missing"


def _behind(slug: str, only: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Each thing that carries a clause out, once for each check: (clause, dotted path or name of a page)."""
    version = make_policy(slug)
    found: dict[tuple[str, str], str] = {}
    for one in clauses(version):
        check = check_of(one, version)
        if check is None or (only and one.key not in only):
            continue
        for name in check.carried_by:
            found.setdefault((check.name, name), one.key)
    return [(clause, name) for (_check, name), clause in found.items()]


@pytest.mark.parametrize(
    ("slug", "only"), [("ilm-alhajj", ()), ("mafatih-alkhair", ("eligibility",)), ("nama-almakkiyah", ("step:7",))]
)
def test_whatever_is_named_beside_a_clause_is_what_carries_it_out(db, monkeypatch, slug, only):
    version = make_policy(slug)
    kept = tuple(one.key for one in clauses(version) if not only or one.key in only or one.kind in (*only, "mechanism"))
    still = []
    for clause, name in _behind(slug, kept):
        with monkeypatch.context() as patch:
            if ":" in name:
                patch.delitem(MAP, name)
            else:
                patch.delattr(name)
            if status(version, clause) != "missing":
                still.append((clause, name))
    assert still == []
