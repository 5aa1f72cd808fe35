from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who works here: branches, staff, roles, sign-in, and who looked at what."""

    name = "accounts"
    verbose_name = _("Staff and branches")
