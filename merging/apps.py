from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MergingConfig(AppConfig):
    """Two records that may be one person's: their list, their comparison, and merging them."""

    name = "merging"
    verbose_name = _("Duplicates")
