"""A draft at the counter."""

import pytest

from tests import factories


@pytest.fixture
def draft(client):
    """A draft, its receptionist signed in."""
    application = factories.draft()
    client.force_login(application.created_by)
    return application
