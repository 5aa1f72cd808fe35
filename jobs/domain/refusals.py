"""What the database refuses about jobs, in sentences for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

COURSE = _("A job goes on from where it stands, and one that has ended stays as it ended.")
PURPOSE = _("What a job was asked to do cannot be changed.")

SENTENCES: Mapping[str, Any] = {
    "job_born_waiting": COURSE,
    "job_step_unknown": COURSE,
    "job_goes_forward": COURSE,
    "job_ended": COURSE,
    "job_end_stamped": COURSE,
    "job_state_is_known": COURSE,
    "job_does_no_more_than_all": COURSE,
    "job_ends_with_its_time": COURSE,
    "job_purpose_fixed": PURPOSE,
    "job_stop_stands": _("The job has been told to stop already."),
    "job_cancelled_by_somebody": _("A job is stopped in the name of the person who asked for it."),
    "job_files_go_once": _("The files of a job are removed once, after it has ended."),
}
