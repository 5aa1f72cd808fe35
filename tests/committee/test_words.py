"""Whoever decides is called by the policy's own name on every page and paper, and by no other body's."""

import datetime as dt
import re
from functools import cached_property
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from accounts.states import Role
from channels_log.domain import outbox
from channels_log.models import Notice
from channels_log.states import Kind
from committee.domain import department_decisions
from committee.rules import roles_offered
from documents.domain import stored_files
from intake.domain import receipts, referrals
from intake.models import Application
from ledger import clock
from policy.domain import versions
from tests import factories
from tests.committee import factories as department
from tests.test_access import reached, walk
from tests.urls_args import World

pytestmark = pytest.mark.django_db

OF_COMMITTEE = re.compile(r"لجنة|اللجان|جلسة|الجلسات|تصويت")
OF_DEPARTMENT = re.compile(department.DEPARTMENT)
# pages of Django admin that a department's administrator works with; its choices of a version name both bodies
ADMIN = {"admin:index", "admin:accounts_staff_add", "admin:accounts_staff_change", "admin:accounts_staff_changelist"}
MONTH_AGO = dt.timedelta(days=30)


class DepartmentWorld(World):
    """The same world with a department in the committee's place: no sitting, one case that waits, and a decision."""

    @cached_property
    def case(self) -> Application:
        """A case that awaits the department's decision, with its receipt and an unclear point."""
        with self.at(clock.now() - MONTH_AGO):
            case = department.at_department()
            receipts.issue(application_id=case.pk, by=case.created_by)
            referrals.ask(application_id=case.pk, by=case.researcher, question="هل يُحتسب الدخل الموسمي؟")
        return case

    @cached_property
    def item(self):
        """There is none: an address of the committee is asked for a row that does not exist."""
        return SimpleNamespace(pk=0, sitting=SimpleNamespace(pk=0), application=self.case)

    @cached_property
    def department(self):
        """A department decision that waits and a decision, as tests/samples/department.py asks for them."""
        with self.at(clock.now() - MONTH_AGO):
            department_decision = department.decided(self.case)
            signed = department.countersigned(department.at_department())
        return department_decision, department_decisions.record(
            department_decision_id=signed.department_decision_id, by=department.decider()
        )

    @property
    def decision(self):
        """The department's."""
        return SimpleNamespace(pk=0)

    def holder(self, role):
        """Whoever works on the case; else somebody new."""
        works = {Role.RECEPTION: self.case.created_by, Role.RESEARCHER: self.case.researcher}
        return works.get(role) or factories.make_staff(role)


def words_of(response) -> str:
    """What a page or a paper says."""
    body = b"".join(response) if response.streaming else response.content
    if response.get("Content-Type", "").startswith("application/pdf"):
        return paper(body)
    return body.decode(errors="replace") if response.get("Content-Type", "").startswith("text/html") else ""


def paper(pdf: bytes) -> str:
    """The text of a PDF; its extraction splits Arabic from digits, so spaces are evened out."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def said(world: World, roles) -> dict[tuple[str, str], str]:
    """What every address says to every role that may read it."""
    found = {}
    for role in roles:
        client = Client()
        client.force_login(world.holder(role))
        for address in walk():
            if address.name.startswith("admin:") and address.name not in ADMIN:
                continue
            url = reached(address, world)
            with transaction.atomic():
                response = client.get(url)
                if response.status_code == 200:
                    found[role.value, address.name] = words_of(response)
                transaction.set_rollback(True)
    return found


def test_a_departments_portal_names_no_committee_anywhere(at, caplog):
    caplog.set_level("CRITICAL", "django.request")
    world = DepartmentWorld(at)
    assert world.case
    assert world.department
    found = said(world, roles_offered())
    assert len(found) > 60
    named = {where: OF_COMMITTEE.search(text) for where, text in found.items()}
    assert {where: match.group() for where, match in named.items() if match} == {}
    for where in (
        ("reception", "policy:current"),
        ("reception", "intake:receipt"),
        ("decider", "department:case"),
        ("countersigner", "department:countersign"),
    ):
        assert department.DEPARTMENT in found[where], where


def test_a_committees_portal_does_not_name_the_department(at, caplog):
    caplog.set_level("CRITICAL", "django.request")
    found = said(World(at), [role for role in Role if role not in (Role.DECIDER, Role.COUNTERSIGNER)])
    # the samples of the department's own addresses are cases of a department
    named = [where for where, text in found.items() if OF_DEPARTMENT.search(text) and "department:" not in where[1]]
    assert named == []
    assert department.COMMITTEE in found["reception", "policy:current"]


@pytest.mark.parametrize(
    ("policy", "body", "other"),
    [
        (department.department_policy, department.DEPARTMENT, OF_COMMITTEE),
        (factories.make_policy, department.COMMITTEE, OF_DEPARTMENT),
    ],
)
def test_where_whoever_decides_is_named_it_is_by_its_own_name(at, policy, body, other):
    policy()
    studied = factories.in_assessment()
    with at(clock.now() - MONTH_AGO):
        case = factories.awaiting_decision()
        receipts.issue(application_id=case.pk, by=case.created_by)
    pages = {
        reverse("eligibility:recommend", args=[studied.reference]): studied.researcher,
        reverse("eligibility:refer", args=[studied.reference]): studied.researcher,
        reverse("desk:case_tab", args=[studied.reference, "committee"]): studied.researcher,
        reverse("intake:receipt", args=[case.reference]): case.created_by,
        reverse("intake:receipt_pdf", args=[case.reference]): case.created_by,
        reverse("policy:current"): case.created_by,
    }
    for url, reader in pages.items():
        client = Client()
        client.force_login(reader)
        text = words_of(client.get(url))
        assert body in text, url
        assert not other.search(text), url


@pytest.mark.parametrize("outcome", ["accept", "reject"])
def test_the_letter_names_the_department_and_no_sitting(at, outcome):
    with at("2026-03-01 10:00"):
        case = department.at_department(way="letter", outcome=outcome)
        signed = department.countersigned(case, outcome=outcome)
    with at("2026-03-16 10:00"):
        department_decisions.record(department_decision_id=signed.department_decision_id, by=department.decider())
        outbox.make_all()
    text = paper(stored_files.read(file=Notice.objects.get(kind=Kind.DECISION).letter))
    assert department.DEPARTMENT in text
    assert not OF_COMMITTEE.search(text)


def test_a_version_without_opening_words_has_the_portals_own(at):
    factories.make_policy()
    version = versions.draft_from_current(by=factories.make_staff(Role.ADMIN))
    type(version).objects.filter(pk=version.pk).update(outcome_intro_text="")
    letter = "channels_log/decision_letter.html"
    with at("2026-03-01 10:00"):
        item = factories.voted(factories.awaiting_decision())
    with at("2026-03-16 10:00"):
        decision = factories.decide(item)
    version.refresh_from_db()
    context = {"policy": version, "application": decision.application, "decision": decision, "number": decision.number}
    with override("ar"):
        text = render_to_string(letter, context)
    assert "السلام عليكم" in text
    assert department.COMMITTEE in text
