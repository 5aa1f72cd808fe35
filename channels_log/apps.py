from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsLogConfig(AppConfig):
    """The log of every contact, and the notices owed, sent and delivered."""

    name = "channels_log"
    verbose_name = _("Contacts and notices")
