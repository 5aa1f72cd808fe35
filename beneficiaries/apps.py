from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BeneficiariesConfig(AppConfig):
    """The person: identity, household, ways to reach them, and who may act for them."""

    name = "beneficiaries"
    verbose_name = _("Beneficiaries")
