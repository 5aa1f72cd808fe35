"""The one table of what is kept about a person: each field, its rule, and how columns of files name it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Annotated, Any, TypedDict, get_type_hints

from beneficiaries.domain import refusals, validation
from beneficiaries.models import Beneficiary
from beneficiaries.states import Language, Nationality, Sex
from ledger.errors import Refused
from policy.models import Channel

Rule = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """One field. `rule` returns the value as it is kept or raises Refused; without one, people.judge knows the rule.

    `asked`: judged of a new person even where it is left out. `chosen`: from either record when two are merged.
    `cell`: how a cell of a file is read ("text", "number", "day", "choice"); empty where no file holds the field.
    `headings`: what columns of files are called that hold it, with "|" between.
    """

    rule: Rule | None = None
    asked: bool = False
    chosen: bool = True
    cell: str = ""
    headings: str = ""


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
        raise Refused(refusals.CHANNEL, field="preferred_channel", code="channel")
    return channel


def _name(field: str, headings: str, *, required: bool = True) -> Field:
    rule = partial(validation.name, field=field, required=required)
    return Field(rule, asked=True, cell="text", headings=headings)


def _line(field: str, longest: int, headings: str) -> Field:
    return Field(partial(validation.line, field=field, longest=longest), cell="text", headings=headings)


def _number(field: str, headings: str) -> Field:
    return Field(partial(validation.national_address, field), cell="number", headings=headings)


class PersonFields(TypedDict, total=False):
    """The fields in the order in which files and pages list them; what is `asked` is needed to register."""

    first_name: Annotated[str, _name("first_name", "الاسم الأول|first name|given name|اسم أول")]
    father_name: Annotated[
        str,
        _name(
            "father_name",
            "اسم الأب|الأب|الاسم الثاني|father name|father's name|second name|middle name",
            required=False,
        ),
    ]
    grandfather_name: Annotated[
        str,
        _name(
            "grandfather_name",
            "اسم الجد|الجد|الاسم الثالث|grandfather name|grandfather's name|third name",
            required=False,
        ),
    ]
    family_name: Annotated[
        str,
        _name(
            "family_name",
            "اسم العائلة|العائلة|اللقب|الاسم الأخير|القبيلة|family name|last name|surname|family",
        ),
    ]
    id_number: Annotated[
        str,
        Field(
            chosen=False,
            cell="number",
            headings="رقم الهوية|الهوية|رقم الهوية الوطنية|السجل المدني|رقم السجل المدني|رقم الإقامة|رقم السجل"
            "|رقم الهوية / الإقامة|id|id number|identity number|national id|iqama|iqama number|civil id",
        ),
    ]
    id_kind: Annotated[
        str,
        Field(
            chosen=False,
            cell="choice",
            headings="نوع الهوية|نوع إثبات الهوية|id type|kind of identity|id kind|identity type",
        ),
    ]
    id_kind_reason: Annotated[
        str,
        Field(
            chosen=False,
            cell="text",
            headings="سبب نوع الهوية|سبب استخدام هذه الهوية|id reason|why this kind of identity",
        ),
    ]
    id_expires_on: Annotated[
        dt.date | None,
        Field(
            partial(validation.not_expired, field="id_expires_on"),
            chosen=False,
            cell="day",
            headings="تاريخ انتهاء الهوية|انتهاء الهوية|صلاحية الهوية|id expiry|identity expires on|expiry date"
            "|تاريخ الانتهاء",
        ),
    ]
    sex: Annotated[
        str,
        Field(
            partial(_one_of, Sex, "sex", refusals.SEX),
            asked=True,
            cell="choice",
            headings="الجنس|النوع|sex|gender|ذكر/أنثى",
        ),
    ]
    birth_date: Annotated[
        dt.date,
        Field(
            validation.birth_date,
            asked=True,
            cell="day",
            headings="تاريخ الميلاد|الميلاد|تاريخ الولادة|birth date|date of birth|dob|birthdate",
        ),
    ]
    nationality: Annotated[
        str,
        Field(
            partial(_one_of, Nationality, "nationality", refusals.NATIONALITY),
            asked=True,
            chosen=False,
            cell="choice",
            headings="الجنسية|nationality",
        ),
    ]
    city: Annotated[str, _line("city", 80, "المدينة|المحافظة|المنطقة|city|town")]
    district: Annotated[str, _line("district", 80, "الحي|district|neighbourhood|neighborhood")]
    national_address: Annotated[
        str,
        Field(
            validation.short_address,
            cell="text",
            headings="العنوان الوطني المختصر|العنوان المختصر|العنوان الوطني|short national address|national address"
            "|short address",
        ),
    ]
    building_number: Annotated[str, _number("building_number", "رقم المبنى|المبنى|building number|building")]
    street: Annotated[str, _line("street", 100, "الشارع|اسم الشارع|street|street name")]
    postal_code: Annotated[str, _number("postal_code", "الرمز البريدي|رمز بريدي|postal code|zip code|zip")]
    additional_number: Annotated[
        str, _number("additional_number", "الرقم الإضافي|الرقم الفرعي|additional number|secondary number")
    ]
    unit_number: Annotated[str, _number("unit_number", "رقم الوحدة|رقم الشقة|unit number|unit")]
    family_record: Annotated[
        str,
        Field(
            validation.family_record,
            cell="number",
            headings="رقم سجل الأسرة|سجل الأسرة|رقم بطاقة العائلة|family record number|family record",
        ),
    ]
    preferred_channel: Annotated[Channel | None, Field(_carrying)]
    language: Annotated[str, Field(partial(_one_of, Language, "language", refusals.LANGUAGE))]


PERSON_FIELDS: dict[str, Field] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(PersonFields, include_extras=True).items()
}
NAME_PARTS = ("first_name", "father_name", "grandfather_name", "family_name")


def label(name: str) -> Any:
    """Return the label of a field, as the model has it."""
    field = Beneficiary._meta.get_field("id_token" if name == "id_number" else name)
    return field.verbose_name  # type: ignore[union-attr]
