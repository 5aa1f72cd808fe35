from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Registration completed and service provided."""

    name = "delivery"
    verbose_name = _("Service delivery")
