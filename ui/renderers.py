"""How a form's controls become HTML."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.forms.renderers import BaseRenderer
from django.template import TemplateDoesNotExist, engines, loader


class FormRenderer(BaseRenderer):
    """Django's own controls by its Jinja templates, where it has one; ours and Django admin's by Django's.

    A form of a dozen controls spends most of its time in their templates (docs/adr/0006).
    """

    def get_template(self, template_name: str) -> Any:
        """Return the control's template. Raises TemplateDoesNotExist."""
        return _find(template_name) if settings.DEBUG else _found(template_name)


def _find(name: str) -> Any:
    try:
        return engines["rows"].get_template(name)
    except TemplateDoesNotExist:
        return loader.get_template(name)


_found = lru_cache(maxsize=256)(_find)
