"""The request as a view behind the access map gets it."""

from django.http import HttpRequest

from accounts.models import Staff


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in; for annotations only, Django makes the request."""

    user: Staff
