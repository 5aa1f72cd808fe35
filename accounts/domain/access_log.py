"""The log of readings: one line wherever personal data is shown."""

from accounts.models import AccessLog, Staff


def log(
    *, by: Staff, what: str, application_ref: str = "", person_id: str = "", detail: str = "", url: str = ""
) -> None:
    """Add one row to the log of readings; the database stamps the moment.

    `what` is one of accounts.states.Reading, `person_id` the person's public id. `detail` and `url` are cut to what the
    columns hold, and must never carry an identity number or a name (PDPL art. 19: the log itself must not leak).
    IntegrityError for an unknown `what`.
    """
    AccessLog.objects.create(
        staff=by,
        what=what,
        application_ref=application_ref,
        person_id=str(person_id),
        detail=detail[:200],
        url=url[:300],
    )
