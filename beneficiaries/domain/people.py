"""Registering a person, correcting what is kept about them, and showing their identity number."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any, TypedDict, Unpack, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.states import Perm
from beneficiaries.domain import consents, contact_points, households, refusals, validation
from beneficiaries.models import Beneficiary, identity_numbers
from beneficiaries.queries.search import Found, find_by_id, find_by_phone, search
from beneficiaries.states import GCC, NEEDS_REASON, ContactKind, IdKind, Language, Nationality, Sex
from ledger.errors import Change, Refused, Stale, translated_integrity_errors
from policy.models import Channel

__all__ = [
    "AlreadyRegistered",
    "Found",
    "PersonFields",
    "amend",
    "check_nationality",
    "find_by_id",
    "find_by_phone",
    "judge",
    "register",
    "reveal_id",
    "search",
]

NAME_PARTS = {"first_name": True, "father_name": False, "grandfather_name": False, "family_name": True}


class PersonFields(TypedDict, total=False):
    """What is kept about a person. Names, sex, birth date and number are needed to register; the rest may be empty."""

    first_name: str
    father_name: str
    grandfather_name: str
    family_name: str
    sex: str
    birth_date: dt.date
    nationality: str
    id_kind: str
    id_kind_reason: str
    id_number: str
    id_expires_on: dt.date | None
    city: str
    district: str
    national_address: str
    building_number: str
    street: str
    postal_code: str
    additional_number: str
    unit_number: str
    family_record: str
    preferred_channel: Channel | None
    language: str


class AlreadyRegistered(Refused):
    """A person with this identity number is there already: `beneficiary` is that person."""

    def __init__(self, beneficiary: Beneficiary) -> None:
        super().__init__(refusals.REGISTERED_ALREADY, field="id_number", code="already_registered")
        self.beneficiary = beneficiary


def register(
    *,
    by: Staff,
    mobile: str = "",
    email: str = "",
    household_members: Sequence[households.MemberRow] = (),
    consent: str = "",
    **fields: Unpack[PersonFields],
) -> Beneficiary:
    """Registers a person with their contact points and household, in one transaction, at the branch of `by`.

    The mobile, where given, becomes the preferred contact point, else the e-mail address. Raises AlreadyRegistered for
    an identity number that is kept already, Refused with its field for anything missing or wrong (policy steps 1, 2).
    `consent` says how the person agreed to the processing of their data; empty where they were not asked yet.
    """
    values = _checked({"nationality": Nationality.SA, "id_kind": IdKind.NATIONAL, **fields}, whole=True)
    validation.not_expired(fields.get("id_expires_on"), field="id_expires_on")
    try:
        with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
            _refuse_known(values["id_hmac"])
            person = Beneficiary.objects.create(created_by=by, branch=by.branch, **values)
            for kind, value in ((ContactKind.MOBILE, mobile), (ContactKind.EMAIL, email)):
                if value:
                    contact_points.put(beneficiary_id=person.pk, kind=kind, value=value, by=by)
            households.replace(beneficiary_id=person.pk, rows=household_members, by=by)
            households.link(person=person)
            if consent:
                consents.give(beneficiary_id=person.pk, by=by, how=consent)
    except Refused as refused:
        # somebody else registered the same number between our look and our insert
        if refused.code == "beneficiaries_beneficiary_id_hmac_key":
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
    """Corrects what is kept about a person; what was stated and signed stays as it was. What is None or absent stays.

    `edits` is the count the page was opened with: where a colleague saved since, nothing is written and Stale tells
    what they changed. Raises AlreadyRegistered for another person's number, Refused with its field for a wrong value.
    """
    reach = {ContactKind.MOBILE: mobile, ContactKind.EMAIL: email}
    with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        person = Beneficiary.objects.select_for_update().get(pk=beneficiary_id)
        values = _checked(_with_identity(person, fields), whole=False)
        if person.edits != edits:
            raise Stale(_changes_since(person, edits, values) + _changes_around(person, reach, household_members))
        touched = _set_contacts(person, reach, by)
        if household_members is not None:
            touched |= households.replace(beneficiary_id=person.pk, rows=household_members, by=by)
        _write(person, values, touched=touched)
    return Beneficiary.objects.get(pk=beneficiary_id)


def reveal_id(*, beneficiary_id: int, by: Staff, url: str) -> str:
    """The whole identity number, for the page that asked for it; the log of readings keeps who saw it, and where.

    Raises Refused without the permission (PDPL: identity data is shown to whoever needs it).
    """
    if not by.may(Perm.REVEAL_IDS):
        raise Refused(_("Showing identity numbers is not among the permissions of this account."), code="not_allowed")
    person = Beneficiary.objects.get(pk=beneficiary_id)
    number = person.id_number
    access_log.log(by=by, what=AccessLog.What.ID_REVEAL, person_id=str(person.public_id), url=url)
    return number


def check_nationality(kind: str, nationality: str) -> None:
    """Raises Refused where kind of identity and nationality cannot both be right."""
    if kind == IdKind.NATIONAL and nationality != Nationality.SA:
        raise Refused(_("A national ID belongs to a Saudi national."), field="nationality", code="id_nationality")
    if kind == IdKind.IQAMA and nationality == Nationality.SA:
        sentence = _("A residence permit belongs to somebody of another nationality.")
        raise Refused(sentence, field="nationality", code="id_nationality")
    if kind == IdKind.BORDER and nationality == Nationality.SA:
        sentence = _("A border number is given to visitors of another nationality.")
        raise Refused(sentence, field="nationality", code="id_nationality")
    if kind == IdKind.GCC and nationality not in GCC:
        sentence = _("A GCC national ID belongs to a national of the Emirates, Bahrain, Kuwait, Oman or Qatar.")
        raise Refused(sentence, field="nationality", code="id_nationality")


def judge(fields: PersonFields) -> tuple[dict[str, Any], list[Refused]]:
    """The values that would register a person, and everything that is wrong with them by the rules of register().

    Without what the database alone knows. `id_token` and its like are there only where the number itself is right.
    """
    faults: list[Refused] = []
    values = _checked(fields, whole=True, faults=faults)
    _attempt(faults, partial(validation.not_expired, field="id_expires_on"), fields.get("id_expires_on"))
    return values, faults


def _attempt(faults: list[Refused] | None, rule: Callable[[Any], Any], value: Any) -> Any:
    """What the rule makes of the value; with a list for faults, a refusal goes there and None comes back."""
    if faults is None:
        return rule(value)
    try:
        return rule(value)
    except Refused as refused:
        faults.append(refused)
        return None


def _checked(fields: PersonFields, *, whole: bool, faults: list[Refused] | None = None) -> dict[str, Any]:
    """The values to write. `whole` asks for what a new person needs; otherwise only what is given is checked.

    The first fault is raised, or all are collected in `faults` where a list is given.
    """
    given = cast("dict[str, Any]", fields)
    check: dict[str, Callable[[Any], Any]] = {
        **{part: partial(validation.name, field=part, required=required) for part, required in NAME_PARTS.items()},
        "sex": partial(_one_of, Sex, "sex", _("The sex is missing.")),
        "birth_date": validation.birth_date,
        "nationality": partial(_one_of, Nationality, "nationality", _("The nationality is missing.")),
    }
    optional: dict[str, Callable[[Any], Any]] = {
        "id_expires_on": lambda day: day,
        "city": partial(validation.line, field="city", longest=80),
        "district": partial(validation.line, field="district", longest=80),
        "national_address": validation.short_address,
        "street": partial(validation.line, field="street", longest=100),
        **{part: partial(validation.national_address, part) for part in validation.ADDRESS_NUMBERS},
        "family_record": validation.family_record,
        "preferred_channel": _carrying,
        "language": partial(_one_of, Language, "language", _("The language is missing.")),
    }
    values = {name: _attempt(faults, rule, given.get(name)) for name, rule in check.items() if whole or name in given}
    values |= {name: _attempt(faults, rule, given[name]) for name, rule in optional.items() if name in given}
    if whole or "id_number" in given:
        values |= _attempt(faults, _checked_identity, given) or _more_about_identity(given, faults)
    return values


def _more_about_identity(given: dict[str, Any], faults: list[Refused] | None) -> dict[str, Any]:
    """Collects what else is wrong about an identity that was refused; each sentence once."""
    more: list[Refused] = []
    kind = given.get("id_kind", "")
    _attempt(more, lambda pair: check_nationality(*pair), (kind, given.get("nationality", "")))
    if faults is not None:
        known = {fault.code for fault in faults}
        faults += [fault for fault in more if fault.code not in known]
    return {}


def _checked_identity(given: dict[str, Any]) -> dict[str, Any]:
    kind = given.get("id_kind", "")
    number = identity_numbers.check(given.get("id_number", ""), kind)
    reason = validation.line(given.get("id_kind_reason", ""), field="id_kind_reason", longest=200)
    if kind in NEEDS_REASON and not reason:
        sentence = _("Why this kind of identity is used, instead of a national ID or a residence permit, is missing.")
        raise Refused(sentence, field="id_kind_reason", code="id_reason")
    check_nationality(kind, given.get("nationality", ""))
    if kind == IdKind.GCC:
        identity_numbers.check_gcc(number, given.get("nationality", ""))
    return {
        "id_kind": kind,
        "id_kind_reason": reason if kind in NEEDS_REASON else "",
        "id_token": identity_numbers.encrypt(number),
        "id_hmac": identity_numbers.fingerprint(number, kind),
        "id_tail": identity_numbers.tail(number),
    }


def _with_identity(person: Beneficiary, fields: PersonFields) -> PersonFields:
    """The fields, with the parts of the identity that were left out taken from the person: they belong together."""
    together = ("id_number", "id_kind", "id_kind_reason", "nationality")
    if not any(name in fields for name in together):
        return fields
    kept = {name: getattr(person, name) for name in together}
    return cast("PersonFields", {**kept, **fields})


@lru_cache(maxsize=8)
def _values(choices: Any) -> frozenset[str]:
    # the library makes a new list each time it is asked
    return frozenset(choices.values)


def _one_of(choices: Any, field: str, sentence: Any, value: Any) -> str:
    if value not in _values(choices):
        raise Refused(sentence, field=field, code=f"{field}_missing")
    return str(value)


def _carrying(channel: Channel | None) -> Channel | None:
    if channel is not None and not (channel.active and channel.carries_decision):
        raise Refused(_("Choose a channel that carries decisions."), field="preferred_channel", code="channel")
    return channel


def _refuse_known(fingerprint: str | None) -> None:
    known = Beneficiary.objects.filter(id_hmac=fingerprint).kept().first() if fingerprint else None
    if known is not None:
        raise AlreadyRegistered(known)


def _changes_since(person: Beneficiary, edits: int, values: dict[str, Any]) -> list[Change]:
    """What others changed since the page was opened, beside what is being sent now."""
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
    """Where the contact points and the household that are sent differ from what is kept now."""
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
    """Writes the values that differ; `touched`: something around the person changed, so the count goes up anyway."""
    if "id_expires_on" in values and values["id_expires_on"] != person.id_expires_on:
        validation.not_expired(values["id_expires_on"], field="id_expires_on")
    if values.get("id_hmac") == person.id_hmac:
        values.pop("id_token")  # the same number: a new token would only look like a change
    else:
        _refuse_known(values.get("id_hmac"))
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if changed or touched:
        person.save(update_fields=[*changed, "edits"])
