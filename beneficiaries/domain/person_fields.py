"""The one table of what is kept about a person: each field, its rule, and how columns of files name it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, TypedDict, get_type_hints

from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import refusals, validation
from beneficiaries.models import Beneficiary
from beneficiaries.states import Language, Nationality, Sex
from ledger.errors import Refused
from policy.models import Channel

TEXT, NUMBER, DAY, CHOICE = "text", "number", "day", "choice"


@dataclass(frozen=True)
class Field:
    """One field.

    `rule(value, field=name)` returns the value as it is kept or raises Refused; without one, people.judge knows the
    rule. `cell`: how a cell of a file is read, empty where no file holds the field; `headings`: what columns that hold
    it are called, with "|" between. `asked`: judged of a new person even where it is left out. `chosen`: taken from
    either record when two are merged.
    """

    rule: Callable[..., Any] | None = None
    cell: str = ""
    headings: str = ""
    asked: bool = False
    chosen: bool = True


def _one_of(choices: Any, sentence: Any) -> Callable[..., str]:
    values = frozenset(choices.values)

    def rule(value: Any, *, field: str) -> str:
        if value not in values:
            raise Refused(sentence, field=field, code=f"{field}_missing")
        return str(value)

    return rule


def _carrying(channel: Channel | None, *, field: str) -> Channel | None:
    if channel is not None and not (channel.active and channel.carries_decision):
        raise Refused(refusals.CHANNEL, field=field, code="channel")
    return channel


def _digits(least: int, most: int, sentence: Any) -> Callable[..., str]:
    return partial(validation.digits_of, least=least, most=most, sentence=sentence)


_part, _middle = validation.name, partial(validation.name, required=False)
_building = _digits(4, 4, _("A building number has four digits."))
_additional = _digits(4, 4, _("An additional number has four digits."))
_postal = _digits(5, 5, _("A postal code has five digits."))
_unit = _digits(1, 6, _("A unit number has digits only, six at most."))
_NATIONAL_ID = (
    "رقم الهوية|الهوية|رقم الهوية الوطنية|السجل المدني|رقم السجل المدني|رقم الإقامة|رقم السجل|رقم الهوية / الإقامة"
    "|id|id number|identity number|national id|iqama|iqama number|civil id"
)
_EXPIRY = "تاريخ انتهاء الهوية|انتهاء الهوية|صلاحية الهوية|id expiry|identity expires on|expiry date|تاريخ الانتهاء"
_FATHER = "اسم الأب|الأب|الاسم الثاني|father name|father's name|second name|middle name"
_FAMILY = "اسم العائلة|العائلة|اللقب|الاسم الأخير|القبيلة|family name|last name|surname|family"
_ADDRESS = "العنوان الوطني المختصر|العنوان المختصر|العنوان الوطني|short national address|national address|short address"
_KIND = "نوع الهوية|نوع إثبات الهوية|id type|kind of identity|id kind|identity type"
_REASON = "سبب نوع الهوية|سبب استخدام هذه الهوية|id reason|why this kind of identity"
_BIRTH = "تاريخ الميلاد|الميلاد|تاريخ الولادة|birth date|date of birth|dob|birthdate"
_GRANDFATHER = "اسم الجد|الجد|الاسم الثالث|grandfather name|grandfather's name|third name"
_RECORD = "رقم سجل الأسرة|سجل الأسرة|رقم بطاقة العائلة|family record number|family record"
_sex, _nationality = _one_of(Sex, refusals.SEX), _one_of(Nationality, refusals.NATIONALITY)


class PersonFields(TypedDict, total=False):
    """The fields in the order in which files and pages list them."""

    first_name: Annotated[str, Field(_part, TEXT, "الاسم الأول|first name|given name|اسم أول", asked=True)]
    father_name: Annotated[str, Field(_middle, TEXT, _FATHER, asked=True)]
    grandfather_name: Annotated[str, Field(_middle, TEXT, _GRANDFATHER, asked=True)]
    family_name: Annotated[str, Field(_part, TEXT, _FAMILY, asked=True)]
    id_number: Annotated[str, Field(None, NUMBER, _NATIONAL_ID, chosen=False)]
    id_kind: Annotated[str, Field(None, CHOICE, _KIND, chosen=False)]
    id_kind_reason: Annotated[str, Field(None, TEXT, _REASON, chosen=False)]
    id_expires_on: Annotated[dt.date | None, Field(validation.not_expired, DAY, _EXPIRY, chosen=False)]
    sex: Annotated[str, Field(_sex, CHOICE, "الجنس|النوع|sex|gender|ذكر/أنثى", asked=True)]
    birth_date: Annotated[dt.date, Field(validation.birth_date, DAY, _BIRTH, asked=True)]
    nationality: Annotated[str, Field(_nationality, CHOICE, "الجنسية|nationality", asked=True, chosen=False)]
    city: Annotated[str, Field(partial(validation.line, longest=80), TEXT, "المدينة|المحافظة|المنطقة|city|town")]
    district: Annotated[
        str, Field(partial(validation.line, longest=80), TEXT, "الحي|district|neighbourhood|neighborhood")
    ]
    national_address: Annotated[str, Field(validation.short_address, TEXT, _ADDRESS)]
    building_number: Annotated[str, Field(_building, NUMBER, "رقم المبنى|المبنى|building number|building")]
    street: Annotated[str, Field(partial(validation.line, longest=100), TEXT, "الشارع|اسم الشارع|street|street name")]
    postal_code: Annotated[str, Field(_postal, NUMBER, "الرمز البريدي|رمز بريدي|postal code|zip code|zip")]
    additional_number: Annotated[
        str, Field(_additional, NUMBER, "الرقم الإضافي|الرقم الفرعي|additional number|secondary number")
    ]
    unit_number: Annotated[str, Field(_unit, NUMBER, "رقم الوحدة|رقم الشقة|unit number|unit")]
    family_record: Annotated[str, Field(validation.family_record, NUMBER, _RECORD)]
    preferred_channel: Annotated[Channel | None, Field(_carrying)]
    language: Annotated[str, Field(_one_of(Language, refusals.LANGUAGE))]


PERSON_FIELDS: dict[str, Field] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(PersonFields, include_extras=True).items()
}
NAME_PARTS = ("first_name", "father_name", "grandfather_name", "family_name")


def label(name: str) -> Any:
    """Return the label of a field, as the model has it."""
    field = Beneficiary._meta.get_field("id_token" if name == "id_number" else name)
    return field.verbose_name  # type: ignore[union-attr]
