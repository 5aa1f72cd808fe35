"""The whole passage at the counter without JavaScript: from the person's page to the receipt in their hand."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.states import Role
from intake.models import Application
from intake.states import Status
from ledger import clock
from policy.models import Channel
from tests import factories
from tests.documents.factories import PDF, upload
from tests.intake.paper_browser import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client):
    factories.make_policy()
    staff = factories.make_staff(Role.RECEPTION, branch=factories.make_branch())
    client.force_login(staff)
    return staff


def follow(client, answer):
    """The page that an answer leads to, which has one heading, one primary button at most, and no script of its own."""
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    page = client.get(answer.url)
    html = page.content.decode()
    assert page.status_code == 200
    assert html.count("<h1>") == 1
    assert html.count('class="btn btn-primary"') <= 1
    for inline in ("onclick=", "style=", "<script>", "javascript:"):
        assert inline not in html
    return answer.url, page


def test_from_the_service_to_the_receipt(client, by):
    person, service = factories.make_person(by=by), factories.make_service()
    url = reverse("intake:start", args=[person.public_id])
    channel, mobile = Channel.objects.get(key="phone"), person.contact_points.get(kind="mobile")
    chosen = {"service": str(service.pk), "notify": f"{channel.pk}-sms-{mobile.pk}"}
    url, page = follow(client, send(client, url, client.get(url), has="service", **chosen))

    application = Application.objects.get()
    card, lease = application.statements.get().documents.order_by("position")
    later = clock.today() + dt.timedelta(days=90)
    papers = {
        "answer-rent": "١٨٠٠٠",
        "answer-people": "٦",
        f"document-{card.pk}-seen_original": "on",
        **{f"document-{card.pk}-expires_on_{part}": str(getattr(later, part)) for part in ("day", "month", "year")},
        f"document-{lease.pk}-file": upload(PDF, "lease.pdf"),
    }
    url, page = follow(client, send(client, url, page, has="answer-rent", do="go on", **papers))

    for keys in (("name", "id", "born"), ("rent", "people")):
        lines = application.statements.get().lines.filter(key__in=keys)
        found = {f"line-{line.pk}": "matches" for line in lines}
        if "rent" in keys:
            pk = lines.get(key="rent").pk
            differs = {"": "differs", "-on_document": "19500", "-stands": "document"}
            found |= {f"line-{pk}{suffix}": value for suffix, value in differs.items()}
        url, page = follow(client, send(client, url, page, has="edits", do="go on", **found))

    signing = {"method": "typed", "signer_name": person.full_name}
    url, page = follow(client, send(client, url, page, has="digest", **signing))
    submit = reverse("intake:submit", args=[application.reference])
    url, page = follow(client, send(client, url, page, to=submit))
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    assert application.statements.get().declaration.payload["sheet"][3]["on_document"] == "19500"

    issue = reverse("intake:receipt_issue", args=[application.reference])
    url, page = follow(client, send(client, url, page, to=issue))
    hand_over = reverse("intake:receipt_hand_over", args=[application.reference])
    url, page = follow(client, send(client, url, page, to=hand_over))
    application.refresh_from_db()
    assert application.receipt.handed_by == by
    assert application.status == Status.SUBMITTED
