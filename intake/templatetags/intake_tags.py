"""Words of intake for templates: kept values as people read them, and how an applicant is told."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from beneficiaries.states import IdKind, Nationality, Relation, Sex
from intake.models import Application, MatchLine
from intake.states import FieldKind, MatchResult, Takes
from policy.states import Way
from ui.dates import ABSENT, day
from ui.markup import grouped, ltr, money

register = template.Library()

RESULT_TAGS = {
    MatchResult.OPEN: ("minus", ""),
    MatchResult.MATCHES: ("check", "green"),
    MatchResult.DIFFERS: ("alert", "amber"),
    MatchResult.ABSENT: ("minus", ""),
}

IDENTITY_WORDS = {"id_kind": IdKind, "sex": Sex, "nationality": Nationality}


@register.simple_tag
def kept_value(kind: str, text: str) -> SafeString | str:
    """Show a kept value by its kind: dates in both calendars, amounts with the riyal, numbers in their direction."""
    if not text:
        return ABSENT
    try:
        match kind:
            case FieldKind.DATE:
                return day(dt.date.fromisoformat(text))
            case FieldKind.MONEY:
                return money(Decimal(text))
            case FieldKind.NUMBER:
                return grouped(int(text))
    except (ValueError, InvalidOperation):
        return text
    return text


@register.simple_tag
def identity_word(name: str, identity: Mapping[str, str]) -> str:
    """Say the kind of identity, the sex or the nationality of a stated identity in words."""
    kept = identity.get(name, "") if identity else ""
    return str(dict(IDENTITY_WORDS[name].choices).get(kept, kept or ABSENT))


@register.simple_tag
def cells(number: int) -> SafeString:
    """Draw boxes for so many digits, the first one at the left."""
    boxes = mark_safe("<i></i>" * number)  # noqa: S308 - a constant
    return format_html('<span class="cells" dir="ltr">{}</span>', boxes)


@register.simple_tag
def day_cells() -> SafeString:
    """Draw boxes for the day, the month and the year, each with its word below, in the order of writing."""
    parts = ((cells(number), word) for number, word in ((2, _("Day")), (2, _("Month")), (4, _("Year"))))
    return format_html_join("", '<span class="part">{}<small>{}</small></span>', parts)


@register.simple_tag
def declared(line: MatchLine) -> SafeString | str:
    """Show what was declared on a line."""
    return _of_line(line, line.declared)


@register.simple_tag
def on_document(line: MatchLine) -> SafeString | str:
    """Show what the document says, where it differs."""
    return _of_line(line, line.on_document)


@register.simple_tag
def relied_upon(line: MatchLine) -> SafeString | str:
    """Show the value of a line that stands."""
    return _of_line(line, line.value)


def _of_line(line: MatchLine, text: str) -> SafeString | str:
    if text and line.requirement.takes == Takes.ID_NUMBER:
        return ltr(text)
    return kept_value(line.kind, text)


@register.filter
def relation_word(relation: str) -> str:
    """What a member of the household is to the beneficiary, in words."""
    return str(dict(Relation.choices).get(relation, relation))


@register.filter
def result_icon(result: str) -> str:
    """The icon of a result of matching."""
    return RESULT_TAGS[MatchResult(result)][0]


@register.filter
def result_tone(result: str) -> str:
    """The tint of a result of matching."""
    return RESULT_TAGS[MatchResult(result)][1]


@register.simple_tag
def told_by(application: Application) -> SafeString:
    """Say how the applicant is told: the way and the number or address, «Text message to 05…»."""
    way = Way(application.notify_way).label
    contact = application.notify_contact
    if contact is None:
        return format_html("{}", way)
    return format_html(_("{way} to {to}"), way=way, to=ltr(contact.value))
