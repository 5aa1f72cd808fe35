from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Long work that somebody asked for and a worker carries out: its progress, its end, its files for seven days."""

    name = "jobs"
    verbose_name = _("Jobs")
