"""Words of intake for templates: kept values as people read them, and how an applicant is told."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from beneficiaries.states import Relation
from intake.models import Application
from intake.presenters import match_sheets, statements
from intake.states import MatchResult
from policy.states import Way
from ui.markup import ltr

register = template.Library()

register.simple_tag(statements.kept_value)
register.simple_tag(statements.identity_word)
register.simple_tag(match_sheets.declared)
register.simple_tag(match_sheets.on_document)
register.simple_tag(match_sheets.relied_upon)


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


@register.filter
def relation_word(relation: str) -> str:
    """Return what a member of the household is to the beneficiary, in words."""
    return str(dict(Relation.choices).get(relation, relation))


@register.filter
def result_icon(result: str) -> str:
    return match_sheets.RESULT_TAGS[MatchResult(result)][0]


@register.filter
def result_tone(result: str) -> str:
    return match_sheets.RESULT_TAGS[MatchResult(result)][1]


@register.simple_tag
def told_by(application: Application) -> SafeString:
    """Say how the applicant is told: the way and the number or address, «Text message to 05…»."""
    way = Way(application.notify_way).label
    contact = application.notify_contact
    if contact is None:
        return format_html("{}", way)
    return format_html(_("{way} to {to}"), way=way, to=ltr(contact.value))
