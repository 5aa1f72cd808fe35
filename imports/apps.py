from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """People brought in from spreadsheets: the file, its columns, its rows, and their registration."""

    name = "imports"
    verbose_name = _("Imports")
