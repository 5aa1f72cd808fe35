"""A head brings in a list of a thousand people, fifty of its rows with a planted fault; a real worker checks it."""

import datetime as dt
import re

import pytest
from celery import current_app
from kombu import Connection

from accounts.states import Role
from beneficiaries.models import Beneficiary
from imports.models import PeopleImport
from jobs.domain import queue
from tests import factories
from tests.channels_log.processes import Portal
from tests.imports.factories import HEAD, as_xlsx, people, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
ROWS, KNOWN, PATIENCE = 1000, 999, 120_000
# what is planted, and the column under which it is to be found
PLANTED = (
    ({"c0": "1000000007"}, "id_number"),
    ({"c0": "١٠٠٠٠٠"}, "id_number"),
    ({"c0": "1.0E+9"}, "id_number"),
    ({"c0": ""}, "id_number"),
    ({"c0": factories.id_number(1)}, "id_number"),
    ({"c0": factories.id_number(KNOWN)}, "id_number"),
    ({"c1": ""}, "first_name"),
    ({"c1": "نورة7"}, "first_name"),
    ({"c1": "س" * 70}, "first_name"),
    ({"c4": "  "}, "family_name"),
    ({"c5": ""}, "sex"),
    ({"c5": "غير معروف"}, "sex"),
    ({"c6": ""}, "birth_date"),
    ({"c6": "1990-02-30"}, "birth_date"),
    ({"c6": "30/13/1405"}, "birth_date"),
    ({"c6": "20/05/85"}, "birth_date"),
    ({"c6": "2031-01-01"}, "birth_date"),
    ({"c6": dt.date(1900, 3, 5)}, "birth_date"),
    ({"c6": "أمس"}, "birth_date"),
    ({"c7": "يمني"}, "nationality"),
    ({"c7": "مريخي"}, "nationality"),
    ({"c9": "0512"}, "mobile"),
    ({"c9": "5.1E+08"}, "mobile"),
    ({"c10": "noura@"}, "email"),
    ({"c8": "ح" * 200}, "city"),
)
FIRST, STEP = 11, 19


def with_faults():
    """The rows of the file, and the faults by the row's number in it."""
    rows, planted = people(ROWS - 2), {}
    for turn, n in enumerate(range(FIRST, FIRST + 50 * STEP, STEP)):
        changes, target = PLANTED[turn % len(PLANTED)]
        rows[n - 2] = person(n - 1, **changes)
        planted[n] = target
    return [HEAD, *rows, person(KNOWN + 500), person(KNOWN + 501)], planted


@pytest.fixture
def portal(transactional_db, tmp_path, monkeypatch):
    portal = Portal(tmp_path)

    def wake(job):
        with Connection(portal.environment["REDIS_URL"]) as broker:
            current_app.send_task(job.task, [str(job.pk)], connection=broker)

    monkeypatch.setattr(queue, "wake", wake)
    portal.worker()
    yield portal
    portal.stop()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_thousand_rows_with_fifty_faults(enter, portal, tmp_path, scripts):
    head = factories.make_staff(Role.HEAD, branch=factories.make_branch())
    known = {"sex": "male", "birth_date": dt.date(1980, 1, 1), "first_name": "سعد", "family_name": "الهضباني"}
    factories.make_person(id_number=factories.id_number(KNOWN), **known)
    rows, planted = with_faults()
    file = tmp_path / "people.xlsx"
    file.write_bytes(as_xlsx(rows))

    page = enter(signed_in=head, scripts=scripts).page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/people/imports/")
    page.set_input_files("input[type=file]", file)
    page.click("main form .btn-primary")
    page.wait_for_url("**/columns/")
    assert page.locator("[name=column_0]").input_value() == "id_number"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("main form .btn-primary")
    page.wait_for_url("**/jobs/**")
    # whoever watches is led on; where the check ended before the page was there, or without scripts, a link leads on
    onward = "#job a[href*='/people/imports/']"
    page.locator(f"[data-count=wrong], {onward}").first.wait_for(timeout=PATIENCE)
    if page.locator(onward).count():
        page.locator(onward).click()

    page.wait_for_selector("[data-count=wrong]")
    counts = {one: page.inner_text(f"[data-count={one}]") for one in ("good", "likely", "wrong")}
    assert counts == {"good": "950", "likely": "0", "wrong": "50"}
    assert found(page) == planted.keys()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    batch = PeopleImport.objects.get()
    said = {row.n: {error[1] for error in row.errors} for row in batch.staged.filter(outcome="wrong")}
    assert said == {n: {target} for n, target in planted.items()}

    page.check("input[name=errors_are][value=skip]")
    page.click("main form .btn-primary")
    page.wait_for_url("**/jobs/**")
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator("#job a[href$='/result/']").click(timeout=PATIENCE)
    lines = (tmp_path / "result.csv", download.value.save_as(tmp_path / "result.csv"))[0].read_text("utf-8-sig")
    assert lines.count("\n") == ROWS + 1
    assert Beneficiary.objects.count() == 951


def found(page) -> set[int]:
    """The numbers of the rows that the page shows, over all its pages."""
    numbers: set[int] = set()
    while True:
        ids = page.locator("tr[id^=row-]").evaluate_all("rows => rows.map(row => row.id)")
        numbers |= {int(re.sub(r"\D", "", one)) for one in ids}
        following = page.locator("a[rel=next]")
        if not following.count():
            return numbers
        following.click()
        page.wait_for_load_state()
