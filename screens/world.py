"""What the addresses of the tour are made of: cases, people, sittings and notices, found in the copy."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.files.base import ContentFile

import imports.tasks
from accounts.models import Staff
from accounts.states import Role
from beneficiaries.models import DuplicatePair, HouseholdMember
from beneficiaries.states import PairState
from channels_log.models import Notice
from channels_log.states import Kind
from committee.models import AgendaItem, Decision, Sitting
from imports.domain import headings, people_imports
from intake.models import Application, Service, StatementDocument
from jobs.domain import queue, result_files, runs
from merging.domain import merges
from policy.domain import versions
from policy.models import Channel, PolicyVersion, Tool
from policy.states import PolicyStatus

FILE = """رقم الهوية,الاسم الكامل,الجنس,تاريخ الميلاد,الجوال
1000000016,نورة صالح حمد السدراوي,أنثى,1405/08/29,0500000001
1000000024,فهد سعد,ذكر,1990-13-40,0500000002
1000000033,ريم خالد الهضباني,أنثى,20/05/1985,12
"""


class Missing(Exception):
    """The data hold nothing of the kind that a step of the tour shows."""


class World:
    """`cases` are ids by the names that screens/scenes.py gives."""

    def __init__(self, cases: dict[str, int]) -> None:
        self.cases = cases
        self._next_version = 0

    def case(self, name: str) -> Application:
        """One of the cases."""
        return Application.objects.select_related("beneficiary").get(pk=self.cases[name])

    def person(self, name: str) -> UUID:
        """The beneficiary of one of the cases."""
        return self.case(name).beneficiary.public_id

    @property
    def unasked(self) -> UUID:
        """Somebody with a file of their own in another's household, who was not asked for their consent yet."""
        found = HouseholdMember.objects.filter(person__isnull=False, person__consents__isnull=True).order_by("pk")
        person = _nth(found, 0, "member of a household with a file of their own").person
        return person.public_id  # type: ignore[no-any-return]

    def item(self, place: int) -> int:
        """An item of the open sitting that has a motion: the first has votes, the others none."""
        found = AgendaItem.objects.filter(sitting=self.open_sitting, motions__isnull=False, postponed_at__isnull=True)
        return _nth(found.order_by("position").distinct(), place, "item with a motion on an open sitting's agenda").pk

    def item_of(self, name: str) -> int:
        """The newest item of one of the cases."""
        return AgendaItem.objects.filter(application=self.cases[name]).latest("pk").pk

    @property
    def open_sitting(self) -> int:
        """The sitting that is open now."""
        found = Sitting.objects.filter(opened_at__isnull=False, ended_at__isnull=True).order_by("-pk")
        return _nth(found, 0, "open sitting").pk

    @property
    def called_sitting(self) -> int:
        """A sitting that is called and not open yet."""
        return _nth(Sitting.objects.filter(opened_at__isnull=True).order_by("-held_at"), 0, "sitting to come").pk

    @property
    def ended_sitting(self) -> int:
        """The fullest of the sittings that have ended."""
        return max(Sitting.objects.filter(ended_at__isnull=False), key=lambda one: one.items.count()).pk

    def decision(self, name: str) -> int:
        """The decision on one of the cases."""
        return Decision.objects.filter(application=self.cases[name]).latest("pk").pk

    def notice(self, name: str, kind: Kind = Kind.DECISION) -> UUID:
        """The notice of this kind about one of the cases."""
        return Notice.objects.get(application=self.cases[name], kind=kind).pk

    def paper(self, name: str) -> StatementDocument:
        """A document of one of the cases that was scanned."""
        found = StatementDocument.objects.filter(statement__application=self.cases[name], file__isnull=False)
        return _nth(found.order_by("position"), 0, "scanned document")

    def people_import(self, *, checked: bool) -> UUID:
        """An import of the head's: a file whose columns are not chosen, or one that is checked, with two errors."""
        by = Staff.objects.filter(roles__contains=[Role.HEAD]).order_by("pk")[0]
        people_import = people_imports.start(upload=ContentFile(FILE.encode(), name="قائمة الأسر.csv"), by=by)
        if checked:
            targets = headings.guess(people_imports.summary_of(people_import).columns)
            job = people_imports.start_check(
                import_id=people_import.pk, by=by, targets=targets, constants={}, branch=None
            )
            imports.tasks.check_rows(str(job.pk))
        return people_import.pk

    def job(self, who: str) -> UUID:
        """A job that ended, asked for by who signs in with this local part."""
        by = Staff.objects.get(email__startswith=f"{who}@")
        job = queue.submit(task="screens.nothing", title="Import of people", by=by, total=1000)
        with runs.carried(job.pk) as run:
            if run is not None:
                run.path(result_files.RESULT).write_bytes(b"1")
                run.result(name="list.csv", content_type="text/csv")
                run.advance(done=1000)
        return job.pk

    def pair(self, state: str, *, rivals: bool = False) -> int:
        """A pair of like records that stands so; with `rivals`, both have an application for one service."""
        found = DuplicatePair.objects.filter(state=state).order_by("-score", "pk")
        if state in (PairState.OPEN, PairState.LATER):
            has = [bool(merges.rivals(kept=pair.first, merged=pair.second)) for pair in found]
            found = found.filter(pk__in=[pair.pk for pair, held in zip(found, has, strict=True) if held == rivals])
        return _nth(found, 0, f"pair of like records that is {state}").pk

    @property
    def next_version(self) -> int:
        """A draft of the next policy version."""
        by = Staff.objects.filter(roles__contains=[Role.ADMIN]).order_by("pk")[0]
        self._next_version = self._next_version or versions.draft_from_current(by=by).pk
        return self._next_version

    @property
    def version_in_force(self) -> int:
        """The number of the policy version in force."""
        return PolicyVersion.objects.get(status=PolicyStatus.IN_FORCE).number

    def number_of(self, version_id: int) -> int:
        """The number of a policy version."""
        return PolicyVersion.objects.get(pk=version_id).number

    def key(self, label: str) -> str:
        """The key of the first channel or tool in use, as "policy_channel" or "policy_tool"."""
        model = {"policy_channel": Channel, "policy_tool": Tool}[label]
        return _nth(model._default_manager.filter(active=True).order_by("position"), 0, label).key

    def service(self) -> str:
        """The code of the first service that is open."""
        return _nth(Service.objects.filter(active=True).order_by("position"), 0, "open service").code

    def row(self, label: str) -> Any:
        """The first row of a model that Django admin shows, as "app_model"."""
        for model in admin.site._registry:
            if f"{model._meta.app_label}_{model._meta.model_name}" == label:
                return _nth(model._default_manager.order_by("pk"), 0, label).pk
        raise Missing(label)


def _nth(found: Any, place: int, what: str) -> Any:
    rows = list(found[place : place + 1])
    if not rows:
        raise Missing(f"The demonstration has no {what} (number {place + 1}).")
    return rows[0]
