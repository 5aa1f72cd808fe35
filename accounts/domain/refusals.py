"""What the database refuses about accounts, in sentences for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

EMAIL_TAKEN = _("There is an account with this e-mail address already.")

SENTENCES: Mapping[str, Any] = {
    "accounts_staff_email_key": EMAIL_TAKEN,
    "staff_email_is_lower_case": _("E-mail addresses are kept in lower case."),
    "staff_roles_are_known": _("At least one role is needed, from the list of roles."),
    "branch_code_is_plain": _("Capital Latin letters, digits and dashes only."),
    "access_log_what_is_known": _("The log of readings knows no such reading."),
}
