"""The request that a view gets once the access map let it through."""

from django.http import HttpRequest

from accounts.models import Staff


class Signed(HttpRequest):
    """Somebody is signed in."""

    user: Staff
