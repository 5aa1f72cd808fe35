from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    """Lists taken out as files, by a job."""

    name = "exports"
    verbose_name = _("Exports")
