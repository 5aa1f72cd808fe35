"""Sample arguments for every address that takes some: the walk over all addresses asks here.

An app that adds an address with an argument adds its sample below, by the address's full name or for its namespace.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.files.base import ContentFile

from accounts.models import Staff
from accounts.states import Role
from beneficiaries.models import Beneficiary
from channels_log.domain import outbox
from channels_log.models import Notice
from committee.models import AgendaItem, Decision
from committee.states import Seat
from documents.domain import stored_files
from imports.models import PeopleImport
from intake.domain import documents, referrals, statements
from intake.models import Application, Referral, StatementDocument
from jobs.domain import queue
from ledger import clock
from policy.domain import versions
from policy.models import PolicyVersion
from tests import factories
from tests.documents.factories import PDF
from tests.imports import factories as importing
from tests.samples import channels, conformance, department, person, tools
from tests.samples import versions as of_versions

At = Callable[[dt.datetime], Any]


@dataclass
class World:
    """A draft, a case on the agenda of an open sitting, and a decided one; each made when first asked for."""

    at: At

    @cached_property
    def item(self) -> AgendaItem:
        """The open case's place on the agenda, with a motion."""
        with self.at(clock.now() - dt.timedelta(days=40)):
            case = factories.awaiting_decision()
            referrals.ask(application_id=case.pk, by=case.researcher, question="هل يُحتسب الدخل الموسمي؟")
        item = factories.on_agenda(case)
        factories.propose(item)
        return item

    @cached_property
    def decision(self) -> Decision:
        """A decision recorded."""
        with self.at(clock.now() - dt.timedelta(days=60)):
            item = factories.voted(factories.awaiting_decision(), sitting=self.item.sitting)
        return factories.decide(item)

    @property
    def case(self) -> Application:
        """The open case."""
        return self.item.application

    @property
    def person(self) -> Beneficiary:
        """Whose case it is."""
        return self.case.beneficiary

    @cached_property
    def paper(self) -> StatementDocument:
        """A document, with its file, of a draft by the same receptionist."""
        by = self.holder(Role.RECEPTION)
        statement = factories.draft(by=by).statements.get()
        file = stored_files.store(upload=ContentFile(PDF, name="lease.pdf"), by=by)
        shown = {row.pk: documents.Shown(file=file) for row in statement.documents.filter(expires=False)[:1]}
        statements.fill(statement_id=statement.pk, edits=statement.edits, by=by, answers={}, documents=shown)
        return StatementDocument.objects.get(file=file)

    @property
    def draft(self) -> Application:
        """The draft."""
        return self.paper.statement.application

    @cached_property
    def referral(self) -> Referral:
        """An unclear point that waits for its answer."""
        return Referral.objects.get(application=self.case)

    @cached_property
    def pair(self) -> int:
        """Two records that look alike, nothing decided."""
        return factories.make_pair(self.person, factories.make_person()).pk

    @cached_property
    def notice(self) -> Notice:
        """A letter that waits to be carried by hand."""
        application = factories.submitted(by=self.holder(Role.RECEPTION), way="letter")
        outbox.make_all()
        return Notice.objects.get(application=application)

    @cached_property
    def people_import(self) -> PeopleImport:
        """A file of people whose columns are not chosen yet."""
        return importing.uploaded(importing.as_csv([importing.HEAD, *importing.people(2)]), self.holder(Role.HEAD))

    @cached_property
    def job(self) -> UUID:
        """A job that waits."""
        return queue.submit(task="tests.nothing", title="Work", by=self.case.created_by).pk

    @property
    def next_version(self) -> int:
        """A draft of the next policy version: the one in force takes no change. 0 before there is any."""
        if not PolicyVersion.objects.exists():
            return 0
        return versions.draft_from_current(by=factories.make_staff(Role.ADMIN)).pk

    def holder(self, role: Role) -> Staff:
        """Who holds the role in this world: its receptionist, its researcher, its committee; else somebody new."""
        seats = {Role.CHAIR: Seat.CHAIR, Role.MEMBER: Seat.MEMBER, Role.SECRETARY: Seat.SECRETARY}
        if role in seats:
            return self.item.sitting.committee.members.filter(seat=seats[role])[0].staff
        if role is Role.RECEPTION:
            return self.case.created_by
        if role is Role.RESEARCHER:
            return self.case.researcher
        return factories.make_staff(role)


Sample = Callable[[World], Any]

# by full name and argument, or by namespace and argument
SAMPLES: dict[tuple[str, str], Sample] = {
    ("beneficiaries", "public_id"): lambda world: world.person.public_id,
    ("channels_log", "pk"): lambda world: world.notice.pk,
    ("committee", "pk"): lambda world: world.item.pk,
    **{
        (f"committee:{name}", "pk"): lambda world: world.item.sitting.pk
        for name in ("sitting", "open", "attendance", "end", "add", "agenda")
    },
    ("committee:decision", "pk"): lambda world: world.decision.pk,
    ("delivery", "reference"): lambda world: world.case.reference,
    ("merging", "pk"): lambda world: world.pair,
    ("desk", "public_id"): lambda world: world.person.public_id,
    ("desk", "reference"): lambda world: world.case.reference,
    ("desk:case_file", "reference"): lambda world: world.draft.reference,
    ("desk:case_file", "pk"): lambda world: world.paper.file_id,
    ("desk:case_tab", "tab"): lambda world: "documents",
    ("desk:step", "name"): lambda world: "send-back",
    ("eligibility", "reference"): lambda world: world.case.reference,
    ("imports", "pk"): lambda world: world.people_import.pk,
    ("jobs", "pk"): lambda world: world.job,
    ("intake", "person_id"): lambda world: world.person.public_id,
    ("intake", "reference"): lambda world: world.draft.reference,
    **{
        (f"intake:{name}", "reference"): lambda world: world.case.reference
        for name in ("signature", "receipt", "receipt_issue", "receipt_hand_over", "receipt_pdf", "referral_answer")
    },
    ("intake:document_file", "pk"): lambda world: world.paper.pk,
    ("intake:referral_answer", "pk"): lambda world: world.referral.pk,
    ("intake:signature", "n"): lambda world: 1,
    # Django admin
    ("admin", "app_label"): lambda world: "accounts",
    ("admin", "content_type_id"): lambda world: "1",
    ("admin:auth_user_password_change", "id"): lambda world: factories.make_staff(Role.RECEPTION).pk,
    ("admin:policy_policyversion_change", "object_id"): lambda world: world.next_version,
    ("admin:view_on_site", "object_id"): lambda world: "1",
}

for _module in (department, of_versions, tools, channels, conformance, person):
    SAMPLES |= _module.SAMPLES

# addresses that answer only to a question
QUESTIONS = {"admin:autocomplete": "?app_label=committee&model_name=member&field_name=staff&term="}


def sample(name: str, argument: str, world: World) -> Any:
    """The sample for one argument of an address; AssertionError that says where to add it."""
    namespace = name.rpartition(":")[0]
    for key in ((name, argument), (namespace, argument)):
        if key in SAMPLES:
            return SAMPLES[key](world)
    if namespace == "admin" and argument == "object_id":
        return _row_of(name)
    raise AssertionError(f"{name} takes {argument!r}: add a sample for it to tests/urls_args.py")


def _row_of(name: str) -> str:
    for model in admin.site._registry:
        if name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_"):
            row = model._default_manager.order_by("pk").first()
            return str(row.pk if row else 0)
    raise AssertionError(f"{name} takes 'object_id', and no model that Django admin shows bears its name")
