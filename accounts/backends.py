"""Who is signed in, asked at the beginning of every request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Staff
from ledger.prepared_queries import Instances, Param

BY_ID = Instances(lambda: Staff.objects.filter(pk=Param("staff")))


class StaffBackend(AuthenticationBackend):
    """allauth's sign-in; the member of staff of a session is read by a prepared query."""

    def get_user(self, user_id: Any) -> Staff | None:
        """Return the member of staff; None where there is none, or the account was switched off since."""
        found: Staff | None = BY_ID.one(staff=int(user_id))
        return found if found is not None and found.is_active else None
