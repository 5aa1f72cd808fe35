from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Pages that need several apps: queues, search and the case file."""

    name = "desk"
    verbose_name = _("Desk")
