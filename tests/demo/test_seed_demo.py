"""The demonstration by the policies of two associations: one with a committee, one in which a department decides."""

import io
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.models import Staff
from accounts.states import Role
from committee.models import Committee, Decision, DepartmentDecision, Sitting
from demo import department_decisions, staff
from demo.clock import travelling
from demo.management.commands.seed_demo import seed
from intake.models import Application
from policy.domain.profiles import loads
from policy.models import Association, PolicyVersion
from tests.factories import make_policy, make_staff

pytestmark = pytest.mark.django_db


def played(slug, *, cases=12):
    with travelling():
        seed(cases=cases, policy=slug, chance=Random(4), password="a good pass phrase")  # noqa: S311 - invented data
    return PolicyVersion.objects.in_force()


def test_where_a_department_decides_there_is_no_committee():
    version = played("nama-almakkiyah")
    assert version.deciding_body == "إدارة البحث الاجتماعي"
    assert not Sitting.objects.exists()
    assert not Committee.objects.exists()
    decided = Decision.objects.select_related("department_decision__countersignature", "application")
    assert len(decided) >= 3
    for decision in decided:
        assert decision.department_decision.by.email.startswith("huda@")
        assert decision.department_decision.countersignature.by.email.startswith("adel@")
        assert decision.decided_at >= decision.application.decision_not_before
    held = {role for person in Staff.objects.all() for role in person.roles}
    assert held.isdisjoint({Role.CHAIR, Role.MEMBER, Role.SECRETARY})
    table = staff.logins("a good pass phrase", version)
    assert "head, decider" in table
    assert "manager, countersigner" in table
    unread = Staff.objects.exclude(acknowledgements__version=version).order_by("pk")
    assert [person.email.split("@")[0] for person in unread] == list(staff.STILL_TO_READ)
    # whoever opens the demonstration finds work: nothing here was decided in its last days
    assert len(department_decisions.unanswered()) == min(
        2, len(department_decisions.unanswered()) + len(department_decisions.waiting())
    )


def test_where_a_committee_decides_nothing_is_ruled_by_a_department():
    version = played("aqib")
    assert Committee.objects.get().name == version.deciding_body == "لجنة البحث"
    assert Sitting.objects.exists()
    assert Decision.objects.filter(department_decision=None).count() >= 3
    assert not DepartmentDecision.objects.exists()
    held = {role for person in Staff.objects.all() for role in person.roles}
    assert held.isdisjoint({Role.DECIDER, Role.COUNTERSIGNER})
    assert Association.objects.get().name == "جمعية عقب الشبابية"


def asked(*options):
    out = io.StringIO()
    call_command("seed_demo", *options, stdout=out)
    return out.getvalue()


@override_settings(DEMO=True)
def test_a_policy_that_is_not_there_is_refused_before_anything_is_made(tmp_path):
    with override_settings(LOCAL=tmp_path), pytest.raises(CommandError) as caught:
        asked("--policy=nama")
    assert "There is no policy nama" in str(caught.value)
    assert all(slug in str(caught.value) for slug in loads.available())
    assert not Staff.objects.exists()
    assert not Association.objects.exists()


@override_settings(DEMO=True)
def test_the_command_prints_who_decides_and_does_nothing_twice(tmp_path):
    with override_settings(LOCAL=tmp_path):
        assert "2 cases made." in asked("--policy=nama-almakkiyah", "--cases=2")
        page = (tmp_path / "logins.txt").read_text(encoding="utf-8")
        assert [line.split("@")[0].split()[-1] for line in page.splitlines()[1:]] == [
            *("amal", "reem", "huda", "adel", "yousef", "lama")
        ]
        assert asked("--policy=nama-almakkiyah", "--cases=2") == asked() == ""
        (tmp_path / "logins.txt").unlink()
        asked()
        assert "manager, countersigner" in (tmp_path / "logins.txt").read_text(encoding="utf-8")
    assert Application.objects.count() == 2


@override_settings(DEMO=True)
def test_data_of_another_association_are_left_alone(tmp_path):
    make_policy("aqib")
    make_staff(Role.ADMIN)
    with override_settings(LOCAL=tmp_path):
        with pytest.raises(CommandError, match=r"These data are of aqib\. make clean, or another PORTAL_LOCAL"):
            asked("--policy=nama-almakkiyah")
        assert asked("--policy=aqib") == ""
    assert not Application.objects.exists()
