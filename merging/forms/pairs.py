"""What is decided about a pair that is not merged."""

from django.utils.translation import gettext_lazy as _

from ui.fields import DualDateField, PlainField
from ui.forms import PortalForm


class NotSameForm(PortalForm):
    """Two people."""

    reason = PlainField(
        label=_("How it is known"),
        max_length=300,
        help_text=_("Such as: brothers, twins, or a name that several bear."),
        error_messages={"required": _("The reason is missing: how it is known that they are two people.")},
    )


class LaterForm(PortalForm):
    """Not now."""

    until = DualDateField(label=_("Comes back on"), future=True)
    reason = PlainField(label=_("What is waited for"), max_length=300, required=False)
