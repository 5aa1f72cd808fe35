"""The association on every page: remembered for seconds by a process, and read anew where it was changed."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from policy.models import Association
from policy.queries import associations
from tests import factories

pytestmark = pytest.mark.django_db
NEAR = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "near"},
}


@pytest.fixture(autouse=True)
def _near():
    with override_settings(CACHES=NEAR):
        associations.forget()
        yield
        associations.forget()


def test_before_a_profile_there_is_none_and_then_it_is_seen_at_once():
    assert associations.shown() is None
    factories.make_policy()
    assert associations.shown() == Association.objects.get()


def test_it_is_read_once_and_again_after_it_was_saved():
    factories.make_policy()
    associations.shown()
    with CaptureQueriesContext(connection) as seen:
        assert associations.shown().name
    assert len(seen) == 0
    Association.objects.update(name="جمعية أخرى")
    associations.forget()
    assert associations.shown().name == "جمعية أخرى"


def test_the_administrators_change_is_on_the_next_page(client):
    factories.make_policy()
    client.force_login(factories.make_staff("admin"))
    client.get("/")
    association = Association.objects.get()
    form = {
        "name": "جمعية الاسم الجديد",
        "licence": "",
        "supervisor_shown": "",
        "place": "",
        "phone": "",
        "website": "",
    }
    answer = client.post(f"/admin/policy/association/{association.pk}/change/", form)
    assert answer.status_code == 302, answer.context["errors"]
    assert "جمعية الاسم الجديد" in client.get("/").content.decode()
