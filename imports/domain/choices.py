"""Choices in the words of lists: sex, nationality and kind of identity, in Arabic and English."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import names
from beneficiaries.states import IdKind, Nationality, Sex
from ledger.errors import Refused
from spreadsheets import cells

UNKNOWN = _("“%(value)s” is not among the known values: %(known)s.")
ADJECTIVES = {
    "SA": "سعودي|سعودية|المملكة العربية السعودية|ksa|saudi|saudi arabian|saudi arabia",
    "YE": "يمني|يمنية|yemeni",
    "SY": "سوري|سورية|syrian",
    "EG": "مصري|مصرية|egyptian",
    "SD": "سوداني|سودانية|sudanese",
    "JO": "أردني|أردنية|jordanian",
    "PS": "فلسطيني|فلسطينية|palestinian",
    "IQ": "عراقي|عراقية|iraqi",
    "LB": "لبناني|لبنانية|lebanese",
    "AE": "إماراتي|إماراتية|emirati",
    "KW": "كويتي|كويتية|kuwaiti",
    "BH": "بحريني|بحرينية|bahraini",
    "QA": "قطري|قطرية|qatari",
    "OM": "عماني|عمانية|omani",
    "MA": "مغربي|مغربية|moroccan",
    "TN": "تونسي|تونسية|tunisian",
    "SO": "صومالي|صومالية|somali",
    "TD": "تشادي|تشادية|chadian",
    "NG": "نيجيري|نيجيرية|nigerian",
    "ET": "إثيوبي|إثيوبية|ethiopian",
    "PK": "باكستاني|باكستانية|pakistani",
    "IN": "هندي|هندية|indian",
    "BD": "بنغلاديشي|بنغلاديشية|بنجلاديشي|bangladeshi",
    "MM": "بورمي|بورمية|برماوي|burmese|myanmar",
    "AF": "أفغاني|أفغانية|afghan",
    "ID": "إندونيسي|إندونيسية|indonesian",
    "PH": "فلبيني|فلبينية|filipino",
}
SEXES = {Sex.MALE.value: "ذكر|ذ|رجل|m|male|1", Sex.FEMALE.value: "أنثى|انثي|أ|امرأة|f|female|2"}
ID_KINDS = {
    IdKind.NATIONAL.value: "هوية وطنية|هوية|بطاقة أحوال|سجل مدني|هوية وطنيه|national id|national",
    IdKind.IQAMA.value: "إقامة|هوية مقيم|مقيم|رخصة إقامة|iqama|residence permit|residence",
    IdKind.GCC.value: "هوية خليجية|خليجي|خليجية|gcc|gcc national id",
    IdKind.PASSPORT.value: "جواز|جواز سفر|passport",
    IdKind.BORDER.value: "رقم حدود|رقم الحدود|حدود|border|border number",
}


@lru_cache(maxsize=8)
def words(field: str) -> Mapping[str, str]:
    """Return the spellings of a choice, normalised, each with its value."""
    choices, more = {
        "sex": (Sex, SEXES),
        "nationality": (Nationality, ADJECTIVES),
        "id_kind": (IdKind, ID_KINDS),
    }[field]
    spellings: dict[str, str] = {}
    for language in ("ar", "en"):
        with translation.override(language):
            spellings |= {names.normalise(str(label)): str(value) for value, label in choices.choices}
    spellings |= {names.normalise(value): value for value in choices.values}
    return spellings | _spelled(more)


def _spelled(more: Mapping[str, str]) -> dict[str, str]:
    return {names.normalise(word): value for value, spelt in more.items() for word in spelt.split("|")}


def choice(cell: Any, *, field: str) -> str:
    """Return the value that a word means, in Arabic or English; "" for an empty cell. Raises Refused for others."""
    typed = cells.digits(cell, field=field) if isinstance(cell, float) else cells.text(cell, field=field)
    value = _choice(typed, field)
    if value is None:
        known = str(_(", ")).join(str(label) for label in _few(field))
        shown = cells.hidden(typed[:30])
        raise Refused(UNKNOWN % {"value": shown, "known": known}, field=field, code=f"{field}_unknown")
    return value


@lru_cache(maxsize=2048)
def _choice(typed: str, field: str) -> str | None:
    plain = names.normalise(typed[:60])
    return words(field).get(plain) if plain else ""


def _few(field: str) -> Iterable[Any]:
    labels = {"sex": Sex, "nationality": Nationality, "id_kind": IdKind}[field].labels
    return labels[:5] if len(labels) > 6 else labels
