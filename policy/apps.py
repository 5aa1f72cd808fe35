from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    """The association, the versions of its adopted policy, its channels and its tools."""

    name = "policy"
    verbose_name = _("Policy")
