"""What a check acts with: people, a service and cases of its own, made as the portal makes them and rolled back.

What is looked at is imported where it is used, here as in the checks: a feature that was taken out turns the rows red
that stand on it, and no others.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch, Staff
from accounts.states import Role
from conformance.domain import sandbox
from conformance.domain.bodies import Committee, Department
from conformance.domain.checks.base import Absent, require
from ledger.errors import Refused, constraint_of
from policy.models import PolicyVersion
from scenarios.clock import run_deferred_rules

if TYPE_CHECKING:
    from beneficiaries.models import Beneficiary
    from channels_log.domain.notices.wording import Owed
    from channels_log.models import Notice
    from committee.models import Decision
    from documents.models import StoredFile
    from intake.models import Application, Service, Statement
    from policy.models import Channel

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Scene:
    """Everything that one check makes. It is built inside the check's own savepoint and never outlives it."""

    def __init__(self, version: PolicyVersion) -> None:
        self.version = version
        self._numbers = count(1)
        self.branch = Branch.objects.create(name="فرع الفحص", city="الرياض", code="CONFORMANCE")
        self._staff: dict[Role, Staff] = {}
        # before anything else: whoever is first asked for inside refused() would be taken back with what was refused
        for role in (Role.RECEPTION, Role.RESEARCHER, Role.HEAD, Role.ADMIN):
            self.staff(role)

    def staff(self, role: Role) -> Staff:
        """Who holds this role in the scene; nobody can sign in as them."""
        if role not in self._staff:
            self._staff[role] = self.somebody(role)
        return self._staff[role]

    def somebody(self, role: Role) -> Staff:
        """Somebody else who holds this role."""
        n = next(self._numbers)
        name = f"فاحص {n}"
        return Staff.objects.create_user(
            email=f"conformance{n}@portal.invalid", name=name, roles=[role], branch=self.branch
        )

    @property
    def reception(self) -> Staff:
        """Who receives."""
        return self.staff(Role.RECEPTION)

    @property
    def researcher(self) -> Staff:
        """Who studies."""
        return self.staff(Role.RESEARCHER)

    @property
    def admin(self) -> Staff:
        """Who keeps the lists and the policy."""
        return self.staff(Role.ADMIN)

    def person(self) -> "Beneficiary":
        """A person whose number no real one can have: a passport's, with more letters than any has."""
        from beneficiaries.domain import people

        n = next(self._numbers)
        return people.register(
            by=self.reception,
            # whoever stands in the portal's tables, the check is about this person
            left_to_review=True,
            first_name="فحص",
            family_name="المطابقة",
            sex="female",
            birth_date=dt.date(1980, 1, 1),
            id_kind="passport",
            id_kind_reason="فحص المطابقة",
            id_number=f"CONFORMANCE{n:04d}",
            city="الرياض",
            mobile=f"0500099{n:03d}",
            email=f"conformance{n}@portal.invalid",
        )

    def service(self, *, mechanisms: "list[str] | None" = None, description: str = "") -> "Service":
        """A service with two documents, and data that are matched with them."""
        from intake.models import RequiredDocument, RequiredField, Service
        from intake.states import FieldKind, Takes

        n = next(self._numbers)
        fields: dict[str, Any] = {} if mechanisms is None else {"mechanisms": mechanisms}
        service = Service.objects.create(
            code=f"conformance-{n}", name=f"خدمة الفحص {n}", description=description, **fields
        )
        identity = RequiredDocument.objects.create(service=service, key="id-card", label="الهوية", position=1)
        lease = RequiredDocument.objects.create(service=service, key="lease", label="عقد الإيجار", position=2)
        asked = [
            ("name", "الاسم", FieldKind.TEXT, Takes.NAME, identity),
            ("rent", "قيمة الإيجار السنوية", FieldKind.MONEY, Takes.ANSWER, lease),
            ("people", "عدد الساكنين", FieldKind.NUMBER, Takes.ANSWER, lease),
        ]
        for place, (key, label, kind, takes, document) in enumerate(asked):
            RequiredField.objects.create(
                service=service, key=key, label=label, kind=kind, takes=takes, document=document, position=place
            )
        return service

    def paper(self, by: Staff | None = None) -> "StoredFile":
        """A file that was uploaded."""
        from documents.domain import stored_files

        return stored_files.store(upload=ContentFile(PAPER, name="conformance.pdf"), by=by or self.admin)

    def draft(self, *, channel: "Channel | None" = None, way: str = "", service: "Service | None" = None) -> Any:
        """An application whose sheet is open, its outcome asked for by this channel and way (any without them)."""
        from policy.models import Channel
        from scenarios import applications

        channel = channel or Channel.objects.carrying_decisions().first()
        if channel is None:
            raise Absent(_("no channel in use carries outcomes"))
        return applications.open_draft(
            by=self.reception,
            person=self.person(),
            service=service or self.service(),
            branch=self.branch,
            channel=channel,
            way=way,
            # a number of its own: the year's next one would be used up by a run that is rolled back
            reference=f"0000-9{next(self._numbers):08d}",
        )

    def statement(self, application: "Application") -> "Statement":
        """The newest statement of an application."""
        found = application.statements.order_by("-n").first()
        if found is None:
            raise Absent(_("the application has no statement"))
        return found

    def fill(self, application: "Application") -> "Statement":
        """Answers given and originals seen; nothing matched yet."""
        from scenarios import applications

        return applications.fill(application, by=self.reception)

    def match(self, application: "Application") -> "Statement":
        """Every line matched."""
        from scenarios import applications

        return applications.match(application, by=self.reception)

    def sign(self, application: "Application") -> Any:
        """The newest statement signed by typed name."""
        from scenarios import applications

        return applications.sign(application, by=self.reception)

    def submitted(self, **how: Any) -> Any:
        """An application filled in, matched, signed and submitted now."""
        application = self.draft(**how)
        self.fill(application)
        self.match(application)
        self.sign(application)
        return self.submit(application)

    def submit(self, application: "Application") -> Any:
        """A draft submitted."""
        from scenarios import applications

        return applications.submit(application, by=self.reception)

    def taken(self, **how: Any) -> Any:
        """An application that the researcher studies."""
        from scenarios import assessments

        return assessments.take(self.submitted(**how), by=self.researcher)

    def referred(self, **how: Any) -> Any:
        """An application that awaits its decision, examined in each way that its service asks."""
        application = self.taken(**how)
        self.review(application)
        self.interview(application)
        self.recommend(application)
        return self.refer(application)

    def review(self, application: "Application") -> Any:
        """The documents reviewed."""
        from scenarios import assessments

        return assessments.review(application, by=self.researcher)

    def interview(self, application: "Application", place: str = "office") -> Any:
        """An interview held today."""
        from scenarios import assessments

        return assessments.interview(application, by=self.researcher, place=place)

    def recommend(self, application: "Application") -> Any:
        """Acceptance recommended."""
        from scenarios import assessments

        return assessments.recommend(application, by=self.researcher)

    def refer(self, application: "Application") -> Any:
        """Referred for decision."""
        from scenarios import assessments

        return assessments.refer(application, by=self.researcher)

    @cached_property
    def body(self) -> Committee | Department:
        """Who decides under this version, with people of the scene's own."""
        return Department(self) if self.version.by_department else Committee(self)

    @contextmanager
    def later(self, application: "Application") -> Iterator[None]:
        """What happens in this block happens a minute after the window has passed. Raises NoClock."""
        run_deferred_rules()
        assert application.decision_not_before is not None
        with sandbox.moment(application.decision_not_before + dt.timedelta(minutes=1)):
            yield

    def decided(self, application: "Application", *, accept: bool = True) -> "Decision":
        """The decision on an application that awaits it, inside later()."""
        return self.body.record(self.body.agreed(application, accept=accept))

    def notice(self, application: "Application", kind: str) -> "Notice":
        """The notice of this kind that the application is owed, made as the sweep makes it; nothing is sent."""
        from channels_log.domain import outbox
        from channels_log.states import Kind

        made = outbox.make(kind=Kind(kind), owed=self._owed(application, kind))
        if made is None:
            raise Absent(format_lazy(_("no notice of “{kind}” was made"), kind=kind))
        made.refresh_from_db()
        return made

    def letter(self, application: "Application", kind: str) -> str:
        """The markup of the letter that this notice will carry."""
        from channels_log.domain.notices import KINDS
        from channels_log.states import Kind

        written = KINDS[Kind(kind)].write(self._owed(application, kind))
        policy = application.policy_version
        context = {"association": policy.association, "policy": policy, **written.context}
        return render_to_string(written.letter, context)

    def _owed(self, application: "Application", kind: str) -> "Owed":
        from channels_log.domain.notices import KINDS
        from channels_log.states import Kind

        owed = [one for one in KINDS[Kind(kind)].owed(10_000) if one.application.pk == application.pk]
        require(owed, format_lazy(_("no notice of “{kind}” is owed to the applicant"), kind=kind))
        return owed[0]


@contextmanager
def refused(what: Any, *, code: str = "") -> Iterator[None]:
    """Raise Absent unless the block is refused with this code, by the portal or by a rule of the database.

    Without a code the portal's own refusal is enough, whatever its code; an error of the database is not.
    """
    try:
        with transaction.atomic():
            yield
            run_deferred_rules()
    except DatabaseError as error:
        require(
            code and code == constraint_of(error), format_lazy(_("refused for another reason: {error}"), error=error)
        )
    except Refused as error:
        require(code in ("", error.code), format_lazy(_("refused for another reason: {error}"), error=error))
    else:
        raise Absent(format_lazy(_("it is not refused: {what}"), what=what))
