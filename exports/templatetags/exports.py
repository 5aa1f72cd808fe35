"""The link from a list's page to its export."""

from typing import Any

from django import template

from exports.domain.listings import listing_for

register = template.Library()


@register.inclusion_tag("exports/_export_link.html", takes_context=True)
def export_link(context: template.Context, listing: str, only: str = "") -> dict[str, Any]:
    """Return the link to the export of this listing (its key), filtered by `only`, where the reader may have it."""
    return {"listing": listing_for(context["request"].user, listing), "only": only}
