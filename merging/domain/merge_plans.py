"""What belongs to a person, table by table: what goes along when a record is merged into another, and what stays.

A table that points to a person and is not named in HANDLED or STAYS goes along whole; a test asks that it be named.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pghistory.models
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from beneficiaries.models import BankAccount, Beneficiary, Consent, ContactPoint, HouseholdMember, Representative
from beneficiaries.models.names import normalise
from intake.models import Application
from intake.states import STATING
from ledger import clock
from ledger.errors import Refused

# history of merging itself and of what an import made, and the mark on the record that goes
STAYS = frozenset(
    {
        "imports.ImportRow.person",
        "beneficiaries.Beneficiary.merged_into",
        "beneficiaries.DuplicatePair.first",
        "beneficiaries.DuplicatePair.second",
        "beneficiaries.Merge.kept",
        "beneficiaries.Merge.merged",
    }
)

LIVES_WITH = _("One of the two lives in the household of the other: they are two people.")


@dataclass
class Plan:
    """What goes along and what stays, by table, read while both people are locked; `acts` carry it out in order."""

    kept: Beneficiary
    merged: Beneficiary
    by: Staff
    moved: dict[str, list[Any]] = field(default_factory=dict)
    left: dict[str, list[Any]] = field(default_factory=dict)
    # a contact point that stays, and the kept person's own that takes its place
    instead: dict[int, int] = field(default_factory=dict)
    acts: list[Callable[[], object]] = field(default_factory=list)

    def goes(self, label: str, rows: Iterable[Any]) -> list[Any]:
        """Note rows that go along, and return their keys."""
        ids = [row.pk for row in rows]
        if ids:
            self.moved[label] = [*self.moved.get(label, []), *ids]
        return ids

    def stays(self, label: str, rows: Iterable[Any]) -> None:
        """Note rows that stay with the merged record."""
        ids = [row.pk for row in rows]
        if ids:
            self.left[label] = [*self.left.get(label, []), *ids]


def relations() -> Iterator[tuple[str, ForeignKey[Any, Any]]]:
    """Yield every foreign key to a person but those of history, by name: "intake.Application.beneficiary"."""
    for relation in Beneficiary._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        model: type[Model] = relation.related_model  # type: ignore[assignment]
        if not issubclass(model, pghistory.models.Event) and not model._meta.proxy:
            own: Any = relation.field  # type: ignore[union-attr]
            yield f"{model._meta.label}.{own.name}", own


def plan(*, kept: Beneficiary, merged: Beneficiary, by: Staff) -> Plan:
    """Return what merging would move, and how. Raise Refused where one acts for the other or lives with them."""
    made = Plan(kept, merged, by)
    by_name = dict(relations())
    order = [*HANDLED, *(name for name in by_name if name not in HANDLED)]
    for name in order:
        if name in by_name and name not in STAYS:
            HANDLED.get(name, _everything)(made, by_name[name])
    return made


def rows_of(person: Beneficiary) -> dict[str, list[dict[str, Any]]]:
    """Return every row that belongs to the person, by table, and the person's own; numbers in tokens are left out."""
    found = {"beneficiaries.Beneficiary": [_plain(person)]}
    for name, own in relations():
        rows = [_plain(row) for row in own.model._default_manager.filter(**{own.name: person}).order_by("pk")]
        if rows and name not in STAYS:
            found[name] = rows
    return found


def _plain(row: Model) -> dict[str, Any]:
    fields: Iterable[Field[Any, Any]] = row._meta.concrete_fields
    kept = [one for one in fields if not one.generated and not one.attname.endswith("_token")]
    return {one.attname: getattr(row, one.attname) for one in kept}


def _everything(plan: Plan, own: Any) -> None:
    rows = own.model._default_manager.filter(**{own.name: plan.merged})
    ids = plan.goes(f"{own.model._meta.label}.{own.name}", rows)
    plan.acts.append(lambda: own.model._default_manager.filter(pk__in=ids).update(**{own.name: plan.kept}))


def _contacts(plan: Plan, own: Any) -> None:
    """A number or address that the kept person has too stays, and theirs takes its place; one is preferred."""
    label = "beneficiaries.ContactPoint.beneficiary"
    theirs = {(one.kind, one.value): one for one in plan.kept.contact_points.all()}
    rows = list(plan.merged.contact_points.all())
    both = [row for row in rows if (row.kind, row.value) in theirs]
    ids = plan.goes(label, (row for row in rows if row not in both))
    plan.stays(label, both)
    plan.instead = {row.pk: theirs[row.kind, row.value].pk for row in both}
    used = [plan.instead[row.pk] for row in both if row.active]
    change: dict[str, Any] = {"beneficiary": plan.kept}
    if any(one.preferred for one in theirs.values()):
        change["preferred"] = False
    plan.acts.append(lambda: ContactPoint.objects.filter(pk__in=used, active=False).update(active=True))
    plan.acts.append(lambda: ContactPoint.objects.filter(pk__in=ids).update(**change))


def _household(plan: Plan, own: Any) -> None:
    """A member of both households is kept once."""
    label = "beneficiaries.HouseholdMember.beneficiary"
    theirs = list(plan.kept.household.all())
    rows = list(plan.merged.household.all())
    if plan.kept.id_hmac in {row.id_hmac for row in rows} or plan.merged.id_hmac in {one.id_hmac for one in theirs}:
        raise Refused(LIVES_WITH, code="lives_with")
    twins = {row.pk: twin for row in rows if (twin := _same_member(row, theirs))}
    going = [row for row in rows if row.pk not in twins]
    ids = plan.goes(label, going)
    plan.stays(label, (row for row in rows if row.pk in twins))
    # first those on whom others depend; those who depend on a member that stays depend on the kept one's like member
    plan.acts.append(
        lambda: HouseholdMember.objects.filter(pk__in=ids, depends_on__isnull=True).update(beneficiary=plan.kept)
    )
    for row in going:
        if row.depends_on_id:
            twin = twins.get(row.depends_on_id)
            carrier = (twin.depends_on_id or twin.pk) if twin else row.depends_on_id
            plan.acts.append(_move_member(row.pk, plan.kept, carrier))


def _same_member(row: HouseholdMember, theirs: Iterable[HouseholdMember]) -> HouseholdMember | None:
    """Return the same member of the other household: by number where both have one, else by name, relation, birth."""
    for one in theirs:
        if row.id_hmac and one.id_hmac:
            if row.id_hmac == one.id_hmac:
                return one
            continue
        alike = (normalise(row.name), row.relation) == (normalise(one.name), one.relation)
        if alike and (row.birth_date == one.birth_date or None in (row.birth_date, one.birth_date)):
            return one
    return None


def _move_member(member_id: int, kept: Beneficiary, carrier_id: int) -> Callable[[], object]:
    return lambda: HouseholdMember.objects.filter(pk=member_id).update(beneficiary=kept, depends_on=carrier_id)


def _lives_elsewhere(plan: Plan, own: Any) -> None:
    """As a member of others' households: the kept person is meant from now on, unless they live in one already.

    A member noted with the merged record's identity number keeps it, and the record: the link leads on to the kept one.
    """
    label = "beneficiaries.HouseholdMember.person"
    rows = list(HouseholdMember.objects.filter(person=plan.merged))
    pair = {plan.kept.pk, plan.merged.pk}
    if HouseholdMember.objects.filter(person__in=pair, beneficiary__in=pair).exists():
        raise Refused(LIVES_WITH, code="lives_with")
    housed = HouseholdMember.objects.filter(person=plan.kept).exists()
    free = [row for row in rows if not row.id_hmac and not housed]
    ids = plan.goes(label, free)
    plan.stays(label, (row for row in rows if row not in free))
    plan.acts.append(lambda: HouseholdMember.objects.filter(pk__in=ids).update(person=plan.kept))


def _accounts(plan: Plan, own: Any) -> None:
    """Of one account at both, the kept person's is used on; the other is retired and goes along as history."""
    theirs = set(plan.kept.bank_accounts.filter(active=True).values_list("iban_hmac", flat=True))
    rows = list(plan.merged.bank_accounts.all())
    ids = plan.goes("beneficiaries.BankAccount.beneficiary", rows)
    twice = [row.pk for row in rows if row.active and row.iban_hmac in theirs]
    plan.acts.append(lambda: BankAccount.objects.filter(pk__in=twice).update(active=False))
    plan.acts.append(lambda: BankAccount.objects.filter(pk__in=ids).update(beneficiary=plan.kept))


def _consents(plan: Plan, own: Any) -> None:
    """A consent that was taken back in one record is not given by an earlier one in the other: it is taken back too."""
    rows = list(Consent.objects.filter(beneficiary__in=[plan.kept, plan.merged]))
    back = max((row.withdrawn_at for row in rows if row.withdrawn_at), default=None)
    live = [row for row in rows if row.withdrawn_at is None]
    void = [row for row in live if back is not None and row.given_at < back]
    standing = {row.text_id for row in live if row not in void and row.beneficiary_id == plan.kept.pk}
    mine = [row for row in rows if row.beneficiary_id == plan.merged.pk]
    twice = [row for row in mine if row in live and row not in void and row.text_id in standing]
    ids = plan.goes("beneficiaries.Consent.beneficiary", (row for row in mine if row not in twice))
    plan.stays("beneficiaries.Consent.beneficiary", twice)
    taken = {
        "withdrawn_at": clock.now(),
        "withdrawn_by": plan.by,
        "withdrawn_why": gettext("Taken back in the other record of the same person"),
    }
    plan.acts.append(lambda: Consent.objects.filter(pk__in=[row.pk for row in void]).update(**taken))
    plan.acts.append(lambda: Consent.objects.filter(pk__in=ids).update(beneficiary=plan.kept))


def _representatives(plan: Plan, own: Any) -> None:
    """Of two who are one and the same, the kept person's acts on; the other is retired and goes along as history."""
    kept, merged = plan.kept, plan.merged
    acting, rows = list(kept.representatives.all()), list(merged.representatives.all())
    theirs = {one.id_hmac: one.pk for one in acting if one.active}
    if kept.id_hmac in {row.id_hmac for row in rows} or merged.id_hmac in {one.id_hmac for one in acting}:
        raise Refused(_("One of the two acts for the other as guardian or agent: they are two people."), code="acts")
    ids = plan.goes("beneficiaries.Representative.beneficiary", rows)
    twice = {row.pk: theirs[row.id_hmac] for row in rows if row.active and row.id_hmac in theirs}
    plan.acts.append(lambda: Representative.objects.filter(pk__in=twice).update(active=False))
    plan.acts.append(lambda: Representative.objects.filter(pk__in=ids).update(beneficiary=kept))
    stating = Application.objects.filter(representative__in=twice, status__in=STATING)
    for one in stating:
        plan.acts.append(_represent(one.pk, twice[one.representative_id or 0]))


def _represent(application_id: int, representative_id: int) -> Callable[[], object]:
    return lambda: Application.objects.filter(pk=application_id).update(representative=representative_id)


def _applications(plan: Plan, own: Any) -> None:
    """With each goes where its notices go: to the kept person's own contact point where both had the same."""
    rows = list(Application.objects.filter(beneficiary=plan.merged).order_by("pk"))
    plan.goes("intake.Application.beneficiary", rows)
    for row in rows:
        contact = plan.instead.get(row.notify_contact_id or 0, row.notify_contact_id)
        plan.acts.append(_apply(row.pk, {"beneficiary": plan.kept, "notify_contact": contact}))


def _apply(application_id: int, change: dict[str, Any]) -> Callable[[], object]:
    return lambda: Application.objects.filter(pk=application_id).update(**change)


# in the order in which they are carried out: an application reaches its person's own contact point only
HANDLED: dict[str, Callable[[Plan, Any], None]] = {
    "beneficiaries.ContactPoint.beneficiary": _contacts,
    "beneficiaries.HouseholdMember.beneficiary": _household,
    "beneficiaries.HouseholdMember.person": _lives_elsewhere,
    "beneficiaries.Representative.beneficiary": _representatives,
    "beneficiaries.BankAccount.beneficiary": _accounts,
    "beneficiaries.Consent.beneficiary": _consents,
    "intake.Application.beneficiary": _applications,
    "channels_log.Communication.beneficiary": _everything,
}
