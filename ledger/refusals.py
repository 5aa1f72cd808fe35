"""Sentences for what rules refuse that tables of all apps share, by the codes in ledger.triggers and ledger.history."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Any] = {
    "append_only": _("What was recorded here is neither changed nor deleted."),
    "never_deleted": _("This record is kept and cannot be deleted."),
    "written_once": _("This part of a record is written once and cannot be changed."),
    "key_is_kept": _("The key of a record cannot be changed."),
    "history_written_by_database": _("The history of a record is written by the portal itself."),
}
