"""Every code with which the database refuses an import or a row of one, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

CHECKED = _("The rows of this file are checked already.")
REGISTERED = _("The people of this file were registered already.")
ROW = _("A row of a file is kept once, with its outcome, and its number encrypted.")
WEEK = _("The rows of an import are removed once, seven days after it.")

SENTENCES: Mapping[str, Any] = {
    "columns_chosen_once": CHECKED,
    "rows_counted_once": CHECKED,
    "imports_peopleimport_check_job_id_key": CHECKED,
    "people_registered_once": REGISTERED,
    "choices_come_with_job": REGISTERED,
    "imports_peopleimport_write_job_id_key": REGISTERED,
    "more_people_than_rows": _("An import registers no more people than its file has rows."),
    "rows_stay_seven_days": WEEK,
    "importrow_is_kept_once": ROW,
    "importrow_outcome_is_known": ROW,
    "importrow_id_is_encrypted": ROW,
    "importrow_written_is_somebody": _("A row that was registered names the person."),
}
