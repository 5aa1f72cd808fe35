"""What a column holds, guessed from its heading: by a table of words, else by the nearest of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from beneficiaries.domain.person_fields import PERSON_FIELDS, label
from beneficiaries.models import names
from spreadsheets.reader import Column

FULL_NAME = "full_name"
# the label of each target; all but three are fields of a person
TARGETS: Mapping[str, Any] = {
    FULL_NAME: _("Full name"),
    **{name: label(name) for name, field in PERSON_FIELDS.items() if field.cell},
    "mobile": _("Mobile"),
    "email": _("E-mail"),
}
# needed before anything is checked: without them no row could be registered
NEEDED = ("id_number", "sex", "birth_date")
NEAR_ENOUGH = 86
WORDS: Mapping[str, str] = {
    FULL_NAME: "الاسم الكامل|الاسم|اسم المستفيد|اسم المستفيدة|الاسم الرباعي|الاسم الثلاثي|اسم رب الأسرة|full name|name"
    "|beneficiary name",
    **{name: field.headings for name, field in PERSON_FIELDS.items() if field.cell},
    "mobile": "رقم الجوال|الجوال|جوال|رقم الهاتف|الهاتف|رقم التواصل|رقم الجوال (واتساب)|mobile|mobile number|phone"
    "|phone number",
    "email": "البريد الإلكتروني|البريد|الإيميل|email|e-mail|email address",
}


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {plain(word): target for target, words in WORDS.items() for word in words.split("|")}


def plain(heading: str) -> str:
    """Return a heading as it is compared and remembered: normalised, without signs around its words."""
    kept = "".join(sign if sign.isalnum() or sign in "/'" else " " for sign in names.normalise(heading[:80]))
    return " ".join(kept.split())


def guess(columns: Sequence[Column], remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """Return what each column probably holds, by its place; a target is given once, a doubtful column is left out.

    `remembered` gives plain headings the targets chosen before; it comes first.
    """
    targets: dict[int, str] = {}
    by_rule = (
        lambda heading: (remembered or {}).get(heading, ""),
        lambda heading: _known().get(heading, ""),
        _nearest,
    )
    for rule in by_rule:
        for column in columns:
            target = rule(plain(column.heading)) if column.heading and column.place not in targets else ""
            if target and target in TARGETS and target not in targets.values():
                targets[column.place] = target
    if FULL_NAME in targets.values() and {"first_name", "family_name"} <= set(targets.values()):
        # both ways of writing a name: the parts say more
        targets = {place: target for place, target in targets.items() if target != FULL_NAME}
    return targets


def _nearest(heading: str) -> str:
    """Return the target of the word that is spelt most like the heading, or that the heading holds."""
    if len(heading) < 4:
        return ""
    best = process.extractOne(heading, _known().keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    if best is None:
        several = [word for word in _known() if " " in word]
        best = process.extractOne(heading, several, scorer=fuzz.token_set_ratio, score_cutoff=99)
    return _known()[best[0]] if best else ""


def missing(targets: Iterable[str]) -> list[str]:
    """Return the targets that no column holds and without which no row could be registered."""
    held = set(targets)
    needed = NEEDED if FULL_NAME in held else (*NEEDED, "first_name", "family_name")
    return [target for target in needed if target not in held]
