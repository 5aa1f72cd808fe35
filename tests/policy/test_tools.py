"""Tools as controlled documents: which version counts when, who opens it, and what was worked with."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AccessLog, Staff
from accounts.states import Role
from channels_log.domain import communications
from channels_log.models import Communication
from channels_log.states import Direction
from documents.domain import stored_files
from documents.models import StoredFile
from eligibility.domain import document_reviews, interviews, recommendations
from eligibility.domain.proposals import Proposal
from eligibility.models import DocumentReview, Interview, Recommendation
from eligibility.states import Finding, Outcome, Place
from ledger import clock
from ledger.errors import Refused
from policy.domain import tools
from policy.models import Channel, PolicyVersion, Tool, ToolVersion
from policy.queries.tools import current, usable
from tests import factories as make
from tests.desk.factories import client_of, queries, staff
from tests.documents.factories import EXE, PDF, picture, upload

Refusal = Callable[..., AbstractContextManager[None]]
At = Callable[[Any], AbstractContextManager[None]]
PAST, FUTURE = dt.date(2026, 1, 1), dt.date(2100, 1, 1)


@pytest.fixture
def admin(policy: PolicyVersion) -> Staff:
    return make.make_staff(Role.ADMIN)


@pytest.fixture
def bylaws(policy: PolicyVersion) -> Tool:
    return Tool.objects.get(key="bylaws")


def publish(tool: Tool, by: Staff, *, content: bytes = PDF, **facts: Any) -> ToolVersion:
    """A version whose bytes are its own."""
    file = stored_files.store(upload=ContentFile(content, name="tool.pdf"), by=by)
    return tools.publish(**{"tool_id": tool.pk, "file": file, "effective_on": PAST, "by": by, **facts})


def day(value: dt.date) -> dict[str, str]:
    parts = {"day": value.day, "month": value.month, "year": value.year, "calendar": "gregorian"}
    return {f"effective_on_{part}": str(number) for part, number in parts.items()}


def file_url(one: ToolVersion) -> str:
    return reverse("policy:tool_file", args=[one.tool.key, one.number])


def test_versions_are_numbered_and_change_on_their_day(bylaws: Tool, admin: Staff, at: At) -> None:
    first = publish(bylaws, admin)
    second = publish(bylaws, admin, note="ثانية", effective_on=dt.date(2027, 3, 1))
    assert (first.number, second.number) == (1, 2)
    with at("2027-02-28 23:59+03"):
        assert current(tool=bylaws) == first
        assert usable(user=admin) == [first]
    with at("2027-03-01 00:00+03"):
        assert current(tool=bylaws) == second
        assert usable(user=admin) == [second]


def test_one_publication_sent_twice_is_one_version(bylaws: Tool, admin: Staff) -> None:
    client = client_of(admin)
    url = reverse("policy:tool_new", args=["bylaws"])
    for _click in range(2):
        answer = client.post(url, {**day(PAST), "file": upload(PDF), "note": "الأولى"})
        assert answer["Location"] == reverse("policy:tool", args=["bylaws"])
    assert ToolVersion.objects.count() == StoredFile.objects.count() == 1


def test_publishing_through_the_page(bylaws: Tool, admin: Staff) -> None:
    client = client_of(admin)
    url = reverse("policy:tool_new", args=["bylaws"])
    assert client.get(url).status_code == 200
    for wrong in ({}, {"file": upload(EXE)}, {"file": upload(b"")}, {"file": upload(PDF), "may_open": ["king"]}):
        assert client.post(url, {**day(PAST), **wrong}).status_code == 422
    assert (ToolVersion.objects.count(), StoredFile.objects.count()) == (0, 0)
    client.post(url, {**day(FUTURE), "file": upload(picture(), "form.png"), "may_open": ["head"], "note": "للباحثين"})
    one = ToolVersion.objects.get()
    assert (one.number, one.effective_on, one.may_open, one.note, one.by) == (1, FUTURE, ["head"], "للباحثين", admin)
    assert one.file.content_type == "image/png"
    page = client.get(reverse("policy:tool", args=["bylaws"])).content.decode()
    assert "لم يسرِ بعد" in page
    assert "رئيس" in page or "رئاسة" in page
    assert file_url(one) in page


def test_only_who_edits_lists_publishes(bylaws: Tool, admin: Staff) -> None:
    other = staff(Role.HEAD)
    with pytest.raises(Refused):
        publish(bylaws, other)
    assert client_of(other).get(reverse("policy:tool_new", args=["bylaws"])).status_code == 403


def test_the_list_stands_in_the_policy_s_order_and_says_what_has_no_file(bylaws: Tool, admin: Staff) -> None:
    publish(bylaws, admin)
    page = client_of(staff(Role.RECEPTION)).get(reverse("policy:tools")).content.decode()
    names = [tool.name for tool in Tool.objects.offered()]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert page.count("لا ملف بعد") == len(names) - 1
    assert reverse("intake:blank_forms") in page


def test_a_version_for_one_role_is_nobody_else_s(bylaws: Tool, admin: Staff) -> None:
    one = publish(bylaws, admin, may_open=["head"])
    for role, found in ((Role.HEAD, 200), (Role.ADMIN, 200), (Role.RECEPTION, 404), (Role.AUDITOR, 404)):
        assert client_of(staff(role)).get(file_url(one)).status_code == found
    reception = client_of(staff(Role.RECEPTION))
    for page in (reverse("policy:tools"), reverse("policy:tool", args=["bylaws"])):
        shown = reception.get(page).content.decode()
        assert bylaws.name in shown
        assert file_url(one) not in shown


def test_what_is_past_or_to_come_is_for_who_keeps_watch(bylaws: Tool, admin: Staff) -> None:
    old, now, later = (
        publish(bylaws, admin),
        publish(bylaws, admin, note="2"),
        publish(bylaws, admin, effective_on=FUTURE),
    )
    assert client_of(staff(Role.RECEPTION)).get(file_url(now)).status_code == 200
    for one in (old, later):
        assert client_of(staff(Role.RECEPTION)).get(file_url(one)).status_code == 404
        for role in (Role.ADMIN, Role.AUDITOR):
            assert client_of(staff(role)).get(file_url(one)).status_code == 200
    page = client_of(staff(Role.RECEPTION)).get(reverse("policy:tool", args=["bylaws"])).content.decode()
    assert file_url(now) in page
    assert file_url(old) not in page
    watched = client_of(staff(Role.AUDITOR)).get(reverse("policy:tool", args=["bylaws"])).content.decode()
    assert all(file_url(one) in watched for one in (old, now, later))


def test_a_retired_tool_is_gone_for_staff(bylaws: Tool, admin: Staff) -> None:
    one = publish(bylaws, admin)
    Tool.objects.filter(pk=bylaws.pk).update(active=False)
    for url in (reverse("policy:tool", args=["bylaws"]), file_url(one)):
        assert client_of(staff(Role.RECEPTION)).get(url).status_code == 404
        assert client_of(admin).get(url).status_code == 200
    assert usable(user=admin) == []


def test_each_opening_is_logged(bylaws: Tool, admin: Staff) -> None:
    one, reader = publish(bylaws, admin), staff(Role.RECEPTION)
    answer = client_of(reader).get(file_url(one))
    assert b"".join(answer) == PDF
    read = AccessLog.objects.get(what=AccessLog.What.DOCUMENT)
    assert (read.staff, read.detail) == (reader, "tool bylaws v1")


def test_a_stranger_finds_no_tool(bylaws: Tool, client: Client) -> None:
    assert client.get(reverse("policy:tools")).status_code == 302
    client.force_login(make.make_staff(Role.RECEPTION))
    assert client.get(reverse("policy:tool", args=["nothing"])).status_code == 404
    assert client.get(reverse("policy:tool_file", args=["bylaws", 7])).status_code == 404


@pytest.mark.parametrize("tab", ["data", "documents", "contacts", "history"])
def test_a_tool_is_one_click_away_on_every_tab(bylaws: Tool, admin: Staff, tab: str) -> None:
    case = make.submitted()
    one, closed = publish(bylaws, admin), publish(Tool.objects.exclude(pk=bylaws.pk)[0], admin, may_open=["head"])
    client = client_of(case.created_by)
    page = client.get(f"/cases/{case.reference}/{tab}/").content.decode()
    assert file_url(one) in page
    assert file_url(closed) not in page
    assert reverse("intake:filled_form", args=[case.reference]) in page
    assert reverse("intake:blank_form", args=[case.service.code]) in page


def test_the_case_file_costs_the_same_with_many_tools(bylaws: Tool, admin: Staff) -> None:
    case = make.submitted()
    url = f"/cases/{case.reference}/"
    publish(bylaws, admin)
    few = queries(case.created_by, url)
    for n in range(20):
        tool = Tool.objects.create(key=f"t{n}", name=f"أداة {n}", position=n)
        publish(tool, admin, may_open=["reception"])
    assert queries(case.created_by, url) == few


def study(case: Any, tool_version: ToolVersion | None) -> list[Any]:
    """What a researcher records, each with the tool."""
    facts = {"application_id": case.pk, "by": case.researcher, "tool_version": tool_version}
    return [
        document_reviews.record(finding=Finding.SATISFIES, note="مكتملة", **facts),
        interviews.record(
            held_on=clock.today(), place=Place.OFFICE, present="المستفيدة", summary="الدخل ثابت", **facts
        ),
        recommendations.write(
            proposal=Proposal(outcome=Outcome.ACCEPT, help_kind="إيجار", reasons="دون الحد"), **facts
        ),
    ]


def test_what_is_recorded_names_the_tool_that_was_used(bylaws: Tool, admin: Staff) -> None:
    one, case = publish(bylaws, admin), make.in_assessment()
    for _click in range(2):
        rows = study(case, one)
    assert [row.tool_version for row in rows] == [one] * 3
    assert [model.objects.count() for model in (DocumentReview, Interview, Recommendation)] == [1, 1, 1]
    page = client_of(case.researcher).get(f"/cases/{case.reference}/assessment/").content.decode()
    assert page.count(f"{bylaws.name} · الإصدار 1") == 3


def test_the_pages_offer_the_tools_that_the_reader_may_open(bylaws: Tool, admin: Staff) -> None:
    case = make.in_assessment()
    client = client_of(case.researcher)
    pages = [f"/assessment/{case.reference}/{page}/" for page in ("review", "interview", "recommend")]
    contact = f"{reverse('channels_log:communication_new')}?application={case.reference}"
    assert all("tool_version" not in client.get(url).content.decode() for url in (*pages, contact))
    one = publish(bylaws, admin)
    closed = publish(Tool.objects.exclude(pk=bylaws.pk)[0], admin, may_open=["head"])
    for url in (*pages, contact):
        page = client.get(url).content.decode()
        assert f'<option value="{one.pk}">' in page
        assert f'<option value="{closed.pk}">' not in page
    said = {"step": case.step, "finding": "satisfies", "note": "مكتملة"}
    assert client.post(pages[0], {**said, "tool_version": closed.pk}).status_code == 422
    assert client.post(pages[0], {**said, "tool_version": one.pk}).status_code == 302
    assert DocumentReview.objects.get().tool_version == one
    call = {"direction": "in", "channel": Channel.objects.get(key="phone").pk, "summary": "سأل", "outcome": "settled"}
    assert client.post(contact, {**call, "tool_version": one.pk}).status_code == 302
    assert Communication.objects.get().tool_version == one
    assert f"{bylaws.name} · الإصدار 1" in client.get(f"/cases/{case.reference}/history/").content.decode()


def test_a_tool_that_is_not_yours_or_not_in_use_is_refused(bylaws: Tool, admin: Staff) -> None:
    case = make.in_assessment()
    old = publish(bylaws, admin)
    publish(bylaws, admin, note="2")
    for wrong in (old, publish(bylaws, admin, effective_on=FUTURE), publish(bylaws, admin, may_open=["head"])):
        with pytest.raises(Refused) as refusal, transaction.atomic():
            document_reviews.record(
                application_id=case.pk, by=case.researcher, finding=Finding.SATISFIES, note="١", tool_version=wrong
            )
        assert refusal.value.field == "tool_version"


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.usefixtures("as_app_role")
@pytest.mark.parametrize("attack", ["UPDATE {} SET tool_version_id = NULL", "UPDATE {} SET tool_version_id = %s"])
def test_what_was_worked_with_is_never_changed(refused: Refusal, bylaws: Tool, admin: Staff, attack: str) -> None:
    one, case = publish(bylaws, admin), make.in_assessment()
    study(case, one)
    communications.log(
        by=case.created_by,
        channel=Channel.objects.get(key="phone"),
        direction=Direction.IN,
        summary="سأل",
        application=case,
        tool_version=one,
    )
    for model in (DocumentReview, Interview, Recommendation, Communication):
        with refused("append_only"):
            sql(attack.format(model._meta.db_table), *([one.pk] if "%s" in attack else []))


@pytest.mark.usefixtures("as_app_role")
def test_the_database_takes_no_version_before_its_day(refused: Refusal, bylaws: Tool, admin: Staff, at: At) -> None:
    case = make.in_assessment()
    study(case, None)
    later = publish(bylaws, admin, effective_on=clock.today() + dt.timedelta(days=1))
    copies = {
        "eligibility_documentreview": "assessment_id, finding, note, by_id",
        "eligibility_interview": "assessment_id, held_on, place, present, summary, by_id",
        "eligibility_recommendation": "application_id, round, outcome, help_kind, conditions, reasons, by_id",
    }
    copied = "INSERT INTO {0} ({1}, tool_version_id) SELECT {1}, %s FROM {0} LIMIT 1"
    contact = """INSERT INTO channels_log_communication
                 (channel_id, way, direction, summary, outcome, by_id, tool_version_id)
                 VALUES (%s, '', 'in', 'x', 'settled', %s, %s)"""
    channel = Channel.objects.get(key="phone")
    with refused("tool_version_not_in_use"):
        sql(contact, channel.pk, case.created_by_id, later.pk)
    for table, columns in copies.items():
        with refused("tool_version_not_in_use"):
            sql(copied.format(table, columns), later.pk)
    with at(dt.datetime.combine(later.effective_on, dt.time(0, 0), clock.RIYADH)):
        sql(contact, channel.pk, case.created_by_id, later.pk)
        for table, columns in copies.items():
            sql(copied.format(table, columns), later.pk)


def test_a_tool_that_was_used_is_never_deleted(refused: Refusal, bylaws: Tool, admin: Staff) -> None:
    publish(bylaws, admin)
    with refused("never_deleted"):
        sql("DELETE FROM policy_tool WHERE id = %s", bylaws.pk)
