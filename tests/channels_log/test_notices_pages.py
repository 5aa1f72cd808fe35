"""The list of all notices, what the sandbox kept, and how many queries a list takes."""

import pytest

from accounts.states import Role
from channels_log.domain import sending, sweep
from channels_log.models import Notice
from tests import factories
from tests.channels_log.factories import DAY_15, decided, noticed, url
from tests.desk.factories import queries

pytestmark = pytest.mark.django_db


def test_all_notices_are_listed_by_state(client, at, notice, officer):
    told = noticed(at, by=officer)
    with at(DAY_15):
        sending.send_all(claimed=sweep.run().claimed)
    page = client.get(url("notices")).content.decode()
    assert notice.application.reference in page
    assert told.application.reference in page
    page = client.get(url("notices"), {"state": "sent"}).content.decode()
    assert (notice.application.reference in page, told.application.reference in page) == (False, True)
    assert client.get(url("notices"), {"state": "banana", "after": "x"}).status_code == 200


def test_a_researcher_sees_the_list_and_carries_nothing(client, at, notice):
    client.force_login(factories.make_staff(Role.HEAD))
    page = client.get(url("notices")).content.decode()
    assert notice.application.reference in page
    assert url("manual_notice", notice.pk) not in page
    assert client.get(url("manual_notices")).status_code == 403


def test_admins_see_what_would_have_been_sent(client, at):
    decision = decided(at)
    with at(DAY_15):
        sending.send_all(claimed=sweep.run().claimed)
    client.force_login(factories.make_staff(Role.ADMIN))
    page = client.get(url("sandbox_messages")).content.decode()
    notice = Notice.objects.get(application=decision.application, kind="decision")
    assert notice.body in page
    assert notice.recipient in page


@pytest.mark.parametrize(
    ("name", "way", "role", "expected"),
    [
        ("manual_notices", "phone", Role.RECEPTION, 4),
        ("notices", "phone", Role.RECEPTION, 4),
        ("sandbox_messages", "sms", Role.ADMIN, 3),
    ],
)
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(at, name, way, role, expected):
    user = factories.make_staff(role)
    for rows in (1, 2):
        for _row in range(rows):
            noticed(at, way=way)
        with at(DAY_15):
            sending.send_all(claimed=sweep.run().claimed)
            assert queries(user, url(name)) == expected
