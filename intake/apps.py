from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Services and their requirements; the application, its statements and its workflow."""

    name = "intake"
    verbose_name = _("Intake")
