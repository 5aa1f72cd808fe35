from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConformanceConfig(AppConfig):
    """Which clause of the policy the portal carries out, and how that is known."""

    name = "conformance"
    verbose_name = _("Conformance with the policy")
