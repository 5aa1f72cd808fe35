"""Registering a person, correcting what is kept about them, and showing their identity number."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Unpack, cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import consents, contact_points, households, refusals, validation
from beneficiaries.domain.duplicates import lookup, pairs
from beneficiaries.domain.person_fields import PERSON_FIELDS, PersonFields
from beneficiaries.models import Beneficiary, identity_numbers
from beneficiaries.states import GCC, NEEDS_REASON, ContactKind, IdKind, Nationality
from ledger.errors import Change, Refused, Stale, translated_integrity_errors

NUMBER_TAKEN = "beneficiaries_beneficiary_id_hmac_key"
Faults = list[Refused]


class AlreadyRegistered(Refused):
    """A person with this identity number is there already: `beneficiary` is that person."""

    def __init__(self, beneficiary: Beneficiary) -> None:
        super().__init__(refusals.REGISTERED_ALREADY, field="id_number", code="already_registered")
        self.beneficiary = beneficiary


class PossiblyKnown(Refused):
    """A registered person may be this one: `people` are the possible duplicates, not all of whom were ruled out."""

    def __init__(self, people: list[lookup.PossibleDuplicate]) -> None:
        sentence = _(
            "Somebody registered may be this person. Their file is carried on, or it is said why it is another."
        )
        super().__init__(sentence, field="not_same", code="possibly_known")
        self.people = people


def register(
    *,
    by: Staff,
    mobile: str = "",
    email: str = "",
    household_members: Sequence[households.MemberRow] = (),
    consent: str = "",
    not_same_as: Collection[UUID] = (),
    not_same_reason: str = "",
    left_to_review: bool = False,
    **fields: Unpack[PersonFields],
) -> Beneficiary:
    """Register a person with their contact points and household, in one transaction, at the branch of `by`.

    The mobile, where given, becomes the preferred contact point, else the e-mail address. `consent` says how the person
    agreed to the processing of their data; empty where they were not asked yet. `not_same_as` are public ids of people
    who were shown as possible duplicates and are others, for `not_same_reason`, which is kept. `left_to_review`
    registers a possible duplicate all the same: the nightly search finds the pair, and it is settled there.

    Raises AlreadyRegistered for an identity number that is kept already, PossiblyKnown for a possible duplicate that
    is not in `not_same_as`, Refused with its field for anything missing or wrong (policy steps 1, 2).
    """
    require(by, Perm.REGISTER_PEOPLE)
    values = _judged({"nationality": Nationality.SA, "id_kind": IdKind.NATIONAL, **fields})
    try:
        with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
            _refuse_known(values["id_hmac"])
            others = [] if left_to_review else _others({**values, "mobile": mobile}, not_same_as, not_same_reason)
            person = Beneficiary.objects.create(created_by=by, branch=by.branch, **values)
            for kind, value in ((ContactKind.MOBILE, mobile), (ContactKind.EMAIL, email)):
                if value:
                    contact_points.put(beneficiary_id=person.pk, kind=kind, value=value, by=by)
            households.replace(beneficiary_id=person.pk, rows=household_members, by=by)
            households.link(person=person)
            if consent:
                consents.give(beneficiary_id=person.pk, by=by, how=consent)
            pairs.tell_apart(person_id=person.pk, others=others, by=by, reason=not_same_reason)
    except Refused as refused:
        # a colleague registered the same number between our look and our insert
        if refused.code == NUMBER_TAKEN:
            _refuse_known(values["id_hmac"])
        raise
    return Beneficiary.objects.get(pk=person.pk)


def amend(
    *,
    beneficiary_id: int,
    edits: int,
    by: Staff,
    mobile: str | None = None,
    email: str | None = None,
    household_members: Sequence[households.MemberRow] | None = None,
    **fields: Unpack[PersonFields],
) -> Beneficiary:
    """Correct what is kept about a person; what was stated and signed stays as it was. What is None or absent stays.

    `edits` is the count the page was opened with: where a colleague saved since, nothing is written and Stale tells
    what they changed. Raises AlreadyRegistered for another person's number, Refused with its field for a wrong value.
    """
    require(by, Perm.REGISTER_PEOPLE)
    reach = {ContactKind.MOBILE: mobile, ContactKind.EMAIL: email}
    with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        person = Beneficiary.objects.select_for_update().get(pk=beneficiary_id)
        values = _judged(fields, person=person)
        if person.edits != edits:
            raise Stale(_changes_since(person, edits, values) + _changes_around(person, reach, household_members))
        touched = _set_contacts(person, reach, by)
        if household_members is not None:
            touched |= households.replace(beneficiary_id=person.pk, rows=household_members, by=by)
        _write(person, values, touched=touched)
    return Beneficiary.objects.get(pk=beneficiary_id)


def reveal_id(*, beneficiary_id: int, by: Staff, url: str) -> str:
    """Return the whole identity number, for the page that asked; the log of readings keeps who saw it, and where.

    Raises Refused without the permission (PDPL: identity data is shown to those who need it).
    """
    require(by, Perm.REVEAL_IDS, _("Showing identity numbers is not among the permissions of this account."))
    person = Beneficiary.objects.get(pk=beneficiary_id)
    number = person.id_number
    access_log.log(by=by, what=AccessLog.What.ID_REVEAL, person_id=str(person.public_id), url=url)
    return number


def check_nationality(kind: str, nationality: str) -> None:
    """Raise Refused where kind of identity and nationality cannot both be right."""
    saudi = nationality == Nationality.SA
    sentence = None
    if kind == IdKind.NATIONAL and not saudi:
        sentence = refusals.NATIONAL_ID
    elif kind == IdKind.IQAMA and saudi:
        sentence = refusals.RESIDENCE_PERMIT
    elif kind == IdKind.BORDER and saudi:
        sentence = _("A border number is given to visitors of another nationality.")
    elif kind == IdKind.GCC and nationality not in GCC:
        sentence = refusals.GCC_ID
    if sentence:
        raise Refused(sentence, field="nationality", code="id_nationality")


def judge(fields: PersonFields, *, person: Beneficiary | None = None) -> tuple[dict[str, Any], Faults]:
    """Return the columns that would register a person, or amend `person`, and everything wrong with the fields.

    Without what the database alone knows. Of a person who is there only what is given is judged. A faulty field is
    None; `id_token` and its like are there only where the whole identity is right.
    """
    given = _with_identity(person, fields) if person else cast("dict[str, Any]", fields)
    faults: Faults = []
    values = {
        name: _attempt(faults, field.rule, given.get(name), field=name)
        for name, field in PERSON_FIELDS.items()
        if field.rule and (name in given or (field.asked and person is None))
    }
    if person is None or "id_number" in given:
        values |= _identity(given, faults)
    return values, faults


def _judged(fields: PersonFields, *, person: Beneficiary | None = None) -> dict[str, Any]:
    """Return the columns to write. Raises the first fault."""
    values, faults = judge(fields, person=person)
    if faults:
        raise faults[0]
    return values


def _attempt(faults: Faults, rule: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    """Return what the rule makes of the arguments; a refusal goes to `faults`, and None comes back."""
    try:
        return rule(*arguments, **keywords)
    except Refused as refused:
        faults.append(refused)
        return None


def _identity(given: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """Return the columns of an identity if kind, number, reason and nationality go together, else none."""
    kind, nationality = given.get("id_kind", ""), given.get("nationality", "")
    wrong: Faults = []
    number = _attempt(wrong, identity_numbers.check, given.get("id_number", ""), kind)
    reason = _attempt(wrong, validation.line, given.get("id_kind_reason", ""), field="id_kind_reason", longest=200)
    if kind in NEEDS_REASON and reason == "":
        wrong.append(Refused(refusals.ID_REASON, field="id_kind_reason", code="id_reason"))
    if nationality:
        _attempt(wrong, check_nationality, kind, nationality)
    if number and kind == IdKind.GCC:
        _attempt(wrong, identity_numbers.check_gcc, number, nationality)
    faults += wrong
    if wrong:
        return {}
    return {
        "id_kind": kind,
        "id_kind_reason": reason if kind in NEEDS_REASON else "",
        "id_token": identity_numbers.encrypt(number),
        "id_hmac": identity_numbers.fingerprint(number, kind),
        "id_tail": identity_numbers.tail(number),
    }


def _with_identity(person: Beneficiary, fields: PersonFields) -> dict[str, Any]:
    """Return the fields with the parts of the identity that were left out, since they are judged together.

    An expiry that stays as it is may have passed meanwhile, and is not judged again.
    """
    given = cast("dict[str, Any]", dict(fields))
    if given.get("id_expires_on") == person.id_expires_on:
        given.pop("id_expires_on", None)
    together = ("id_number", "id_kind", "id_kind_reason", "nationality")
    if not any(name in given for name in together):
        return given
    return {**{name: getattr(person, name) for name in together}, **given}


def _others(typed: dict[str, Any], not_same_as: Collection[UUID], reason: str) -> list[int]:
    """Return the possible duplicates, all of whom were said to be others. Raises PossiblyKnown where not all were."""
    possible = lookup.possible_duplicates(candidate=lookup.candidate_of(typed))
    named = reason.strip() and {duplicate.person.public_id for duplicate in possible} <= set(not_same_as)
    if possible and not named:
        raise PossiblyKnown(possible)
    return [duplicate.person.pk for duplicate in possible]


def _refuse_known(fingerprint: str | None) -> None:
    known = Beneficiary.objects.filter(id_hmac=fingerprint).kept().first() if fingerprint else None
    if known is not None:
        raise AlreadyRegistered(known)


def _changes_since(person: Beneficiary, edits: int, values: dict[str, Any]) -> list[Change]:
    """Return what colleagues changed since the page was opened, with what is being sent now."""
    events: Any = Beneficiary._meta.apps.get_model("beneficiaries", "BeneficiaryEvent")
    before = events.objects.filter(pgh_obj_id=person.pk, edits=edits).order_by("pgh_id").first()
    changes = []
    for name, value in values.items():
        if name in ("id_token", "id_hmac", "id_tail"):
            continue
        if getattr(person, name) != (getattr(before, name) if before else value):
            changes.append(_change(person, name, value))
    if before and before.id_hmac != person.id_hmac:
        mine = identity_numbers.decrypt(values["id_token"]) if "id_token" in values else person.id_number
        changes.append(Change(_("Identity number"), person.masked_id, identity_numbers.mask(mine)))
    return changes


def _change(person: Beneficiary, name: str, yours: Any) -> Change:
    field = Beneficiary._meta.get_field(name)
    words = dict(getattr(field, "flatchoices", ()))
    theirs = getattr(person, name)
    return Change(getattr(field, "verbose_name", name), words.get(theirs, theirs), words.get(yours, yours))


def _changes_around(
    person: Beneficiary, reach: dict[ContactKind, str | None], rows: Sequence[households.MemberRow] | None
) -> list[Change]:
    """Return the differences between the contact points and household that are sent and those kept now."""
    changes = []
    for kind, yours in reach.items():
        shown = contact_points.shown(beneficiary_id=person.pk, kind=kind)
        theirs = shown.value if shown else ""
        if yours is not None and yours != theirs:
            changes.append(Change(kind.label, theirs, yours))
    if rows is not None:
        theirs, yours = households.in_words(list(person.household.all())), households.in_words(rows)
        if theirs != yours:
            changes.append(Change(_("Household"), theirs, yours))
    return changes


def _set_contacts(person: Beneficiary, reach: dict[ContactKind, str | None], by: Staff) -> bool:
    changed = False
    for kind, value in reach.items():
        if value is not None:
            changed |= contact_points.replace(beneficiary_id=person.pk, kind=kind, value=value, by=by)
    return changed


def _write(person: Beneficiary, values: dict[str, Any], *, touched: bool) -> None:
    """Write the values that differ; `touched`: something around the person changed, so the count goes up anyway."""
    if values.get("id_hmac") == person.id_hmac:
        values.pop("id_token")  # the same number: a new token would only look like a change
    else:
        _refuse_known(values.get("id_hmac"))
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if changed or touched:
        person.save(update_fields=[*changed, "edits"])
