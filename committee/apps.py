from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteeConfig(AppConfig):
    """Sittings, motions, ballots and decisions of the research committee."""

    name = "committee"
    verbose_name = _("Research committee")
