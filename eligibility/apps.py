from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EligibilityConfig(AppConfig):
    """The researcher's assessment: document review, interview, recommendation."""

    name = "eligibility"
    verbose_name = _("Eligibility")
