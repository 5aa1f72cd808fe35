"""From a file to people: checked by the rules of registration, written in sets, nothing twice and nothing lost."""

import datetime as dt

import pytest
from cryptography.fernet import Fernet

from accounts.models import AccessLog
from accounts.states import Role
from beneficiaries import tasks
from beneficiaries.domain import key_rotations
from beneficiaries.domain import people as registering
from beneficiaries.models import Beneficiary, ContactPoint
from imports.domain import columns as headings
from imports.domain import jobs as running
from imports.domain import people_imports
from imports.models import ImportRow, PeopleImport
from jobs.domain import queue, result_files
from jobs.domain.runs import Run
from jobs.models import Job
from jobs.states import State
from ledger import clock
from ledger.errors import Refused
from tests.beneficiaries.importing.made import HEAD, as_csv, as_xlsx, checked, faults, people, person, uploaded, written
from tests.factories import id_number, make_branch, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff(Role.HEAD, branch=make_branch())


def test_people_of_a_file_are_kept_as_registration_keeps_them(head):
    batch = checked(as_csv([HEAD, *people(30)]), head)
    assert (batch.rows, batch.good, batch.wrong, batch.likely) == (30, 30, 0, 0), faults(batch)
    job = written(batch)
    assert (job.state, job.done, job.error) == (State.DONE, 30, "")
    assert Beneficiary.objects.count() == 30
    found = registering.find_by_id(number=id_number(7))
    given = person(7)
    assert found.name_parts == tuple(given[1:5])
    assert (found.created_by, found.branch, found.id_tail) == (head, head.branch, given[0][-4:])
    assert found.id_number == given[0]
    assert (found.sex, found.birth_date, found.city) == ("female", dt.date.fromisoformat(given[6]), "الرياض")
    points = ContactPoint.objects.filter(beneficiary=found).order_by("-preferred")
    assert list(points.values_list("kind", "value", "preferred")) == [
        ("mobile", given[9], True),
        ("email", given[10], False),
    ]
    assert PeopleImport.objects.get().written == 30
    assert AccessLog.objects.filter(what="import", staff=head).count() == 1


def test_the_number_is_nowhere_in_the_clear(head):
    batch = checked(as_csv([HEAD, person(1), person(2, c0="1000000009")]), head)
    for row in ImportRow.objects.filter(batch=batch).values():
        assert id_number(1) not in str(row)
        assert "1000000009" not in str(row)
    assert not (result_files.folder(batch.pk) / result_files.INPUT).exists()


def test_both_kinds_of_file_say_the_same(head):
    rows = [HEAD, *people(5), person(6, c6=dt.date(1999, 5, 20), c0=float(id_number(6)), c9=500000006)]
    batch = checked(as_xlsx(rows, sheets=("قائمة", "أخرى")), head, "people.xlsx")
    assert (batch.good, batch.wrong) == (6, 0), faults(batch)
    written(batch)
    last = Beneficiary.objects.latest("pk")
    assert (last.birth_date, last.id_number) == (dt.date(1999, 5, 20), id_number(6))
    assert last.contact_points.get(kind="mobile").value == "0500000006"


def test_all_that_is_wrong_with_a_row_is_said_at_once(head):
    wrong = person(3, c0="1000000007", c1="", c5="؟", c6="1990-13-40", c9="12", c10="no")
    batch = checked(as_csv([HEAD, person(1), wrong, person(4)]), head)
    assert {n: sorted(targets) for n, targets in faults(batch).items()} == {
        3: ["birth_date", "email", "first_name", "id_number", "mobile", "sex"]
    }
    row = ImportRow.objects.get(outcome="wrong")
    cells = {target: cell for _place, target, cell, _sentence in row.errors}
    assert cells["id_number"] == "••••••0007"
    assert all(sentence for *_rest, sentence in row.errors)


def test_a_number_met_twice_or_registered_is_an_error_of_its_row(head):
    known = registering.register(by=head, **_fields(9))
    batch = checked(as_csv([HEAD, person(1), person(9), person(2), person(1)]), head)
    assert faults(batch) == {3: ["id_number"], 5: ["id_number"]}
    twice = ImportRow.objects.get(n=5).errors[0]
    assert "2" in twice[3]
    assert ImportRow.objects.get(n=3).alike == [known.pk]


def _fields(n, **changed):
    row = person(n)
    names = ("id_number", "first_name", "father_name", "grandfather_name", "family_name")
    sex = "female" if row[5] == "أنثى" else "male"
    more = {"sex": sex, "birth_date": dt.date.fromisoformat(row[6]), "mobile": row[9]}
    return {**dict(zip(names, row[:5], strict=True)), **more, **changed}


def test_likely_duplicates_are_told_and_left_out_unless_taken(head):
    same_name = registering.register(by=head, **_fields(1, id_number=id_number(801), mobile="0500099999"))
    same_phone = registering.register(by=head, **_fields(2, id_number=id_number(802), family_name="آخر"))
    content = as_csv([HEAD, *people(4)])
    batch = checked(content, head)
    assert (batch.good, batch.likely) == (2, 2)
    rows = ImportRow.objects.filter(outcome="likely").order_by("n")
    assert [row.alike for row in rows] == [[same_name.pk], [same_phone.pk]]
    written(batch)
    assert Beneficiary.objects.count() == 4
    again = checked(content, head)
    assert (again.wrong, again.likely) == (2, 2)
    written(again, take_likely=True)
    assert Beneficiary.objects.count() == 6


def test_all_or_nothing(head):
    with_error = checked(as_csv([HEAD, person(1), person(2, c5="")]), head)
    with pytest.raises(Refused, match="أخطاء"):
        people_imports.go(import_id=with_error.pk, by=head, whole=True, take_likely=False)
    job = written(checked(as_csv([HEAD, *people(5, first=20)]), head))
    assert job.state == State.DONE
    assert Beneficiary.objects.count() == 5


def test_a_number_registered_meanwhile_is_told_and_stops_nothing(head):
    batch = checked(as_csv([HEAD, *people(3)]), head)
    registering.register(by=head, **_fields(2))
    job = written(batch)
    assert job.state == State.DONE
    assert Beneficiary.objects.count() == 3
    assert ImportRow.objects.get(outcome="known").n == 3
    text = (result_files.folder(job.pk) / result_files.RESULT).read_text("utf-8-sig")
    assert text.count("\n") == 4
    assert id_number(2) not in text


def test_nobody_is_registered_twice_by_asking_twice(head):
    batch = checked(as_csv([HEAD, *people(3)]), head)
    written(batch)
    with pytest.raises(Refused):
        written(batch)
    with pytest.raises(Refused):
        people_imports.check(import_id=batch.pk, by=head, targets={}, constants={}, branch=None)


def test_a_cancelled_check_leaves_nobody(head):
    batch = uploaded(as_csv([HEAD, *people(3)]), head)
    with pytest.raises(Refused, match="لا يحمل أي عمود"):
        people_imports.check(import_id=batch.pk, by=head, targets={0: "id_number"}, constants={}, branch=None)
    with pytest.raises(Refused):
        people_imports.go(import_id=batch.pk, by=head, whole=False, take_likely=False)
    assert Beneficiary.objects.count() == 0


def test_rows_go_after_a_week_and_counts_stay(head, at):
    with at(clock.now() - dt.timedelta(days=8)):
        batch = checked(as_csv([HEAD, *people(3)]), head)
        written(batch)
    assert running.purge() == 1
    assert ImportRow.objects.count() == 0
    left = PeopleImport.objects.get()
    assert (left.rows, left.written) == (3, 3)
    assert left.wiped_at is not None
    assert running.purge() == 0


def test_a_formula_in_a_name_stays_text_in_the_result(head):
    batch = checked(as_csv([HEAD, person(1, c1="=سالم فهد الغيثاني"), person(2)]), head)
    job = written(batch)
    text = (result_files.folder(job.pk) / result_files.RESULT).read_text("utf-8-sig")
    assert text.count("=سالم") == text.count("'=سالم") == 1
    assert Job.objects.filter(state=State.DONE).count() == 2


def test_a_cancelled_writing_keeps_what_it_wrote_and_goes_on(head, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    batch = checked(as_csv([HEAD, *people(5)]), head)
    job = people_imports.go(import_id=batch.pk, by=head, whole=False, take_likely=False)
    queue.cancel(job_id=job.pk, by=head)
    again = written(batch)
    assert again.state == State.DONE
    assert Beneficiary.objects.count() == 5


@pytest.mark.parametrize("step", ["check", "write"])
def test_a_runner_lost_in_the_middle_leaves_no_row_twice_or_out(head, monkeypatch, step):
    monkeypatch.setattr(running, "BATCH", 2)
    real, calls = Run.advance, []

    def fail(self, **values):
        real(self, **values)
        calls.append(values)
        if len(calls) == 2:
            raise KeyboardInterrupt  # as a kill: nothing of ours is told

    batch = uploaded(as_csv([HEAD, *people(3), [""] * len(HEAD), *people(4, first=4)]), head)
    targets = headings.guess(people_imports.about(batch).columns)
    job = people_imports.check(import_id=batch.pk, by=head, targets=targets, constants={}, branch=None)
    if step == "write":
        tasks.check_import(str(job.pk))
        job = people_imports.go(import_id=batch.pk, by=head, whole=False, take_likely=False)
    task = getattr(tasks, f"{step}_import")
    monkeypatch.setattr(Run, "advance", fail)
    with pytest.raises(KeyboardInterrupt):
        task(str(job.pk))
    monkeypatch.setattr(Run, "advance", real)
    Job.objects.filter(pk=job.pk).update(beat_at=clock.now() - dt.timedelta(minutes=5))
    task(str(job.pk))
    batch.refresh_from_db()
    assert Job.objects.get(pk=job.pk).state == State.DONE
    assert list(batch.staged.order_by("n").values_list("n", flat=True)) == [2, 3, 4, 6, 7, 8, 9]
    assert Beneficiary.objects.count() == (7 if step == "write" else 0)


def test_a_name_spelt_otherwise_is_a_likely_duplicate_and_a_brother_is_none(head):
    given = _fields(1)
    misspelt = given | {"id_number": id_number(811), "family_name": given["family_name"][:-1]}
    other = registering.register(by=head, **misspelt)
    registering.register(by=head, **(given | {"id_number": id_number(812), "first_name": "زكريا"}))
    batch = checked(as_csv([HEAD, person(1)]), head)
    assert [row.alike for row in ImportRow.objects.filter(batch=batch, outcome="likely")] == [[other.pk]]


def test_the_long_address_and_the_family_record_come_along(head):
    headings = ["رقم المبنى", "الشارع", "الرمز البريدي", "الرقم الإضافي", "رقم الوحدة", "رقم سجل الأسرة"]
    good = [*person(1), 2929, "شارع الأمانة", 11564.0, "٧٣٥٥", "٢", "1000000123"]
    bad = [*person(2), "29", "شارع", "1156", "73", "", "سجل"]
    batch = checked(as_csv([[*HEAD, *headings], good, bad]), head)
    assert {n: sorted(targets) for n, targets in faults(batch).items()} == {
        3: ["additional_number", "building_number", "family_record", "postal_code"]
    }
    written(batch)
    last = Beneficiary.objects.latest("pk")
    assert (last.building_number, last.street, last.postal_code) == ("2929", "شارع الأمانة", "11564")
    assert (last.additional_number, last.unit_number, last.family_record) == ("7355", "2", "1000000123")


def test_staged_numbers_are_encrypted_anew_with_the_others(head, settings):
    batch = checked(as_csv([HEAD, person(1), person(2, c5="؟")]), head)
    old = list(settings.FIELD_KEYS)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *old]
    key_rotations.rotate()
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    written(batch)
    assert Beneficiary.objects.latest("pk").id_number == id_number(1)


@pytest.mark.parametrize("change", [{"is_active": False}, {"roles": [Role.RECEPTION]}])
def test_whoever_lost_the_right_meanwhile_brings_nobody_in(head, change):
    batch = checked(as_csv([HEAD, *people(3)]), head)
    job = people_imports.go(import_id=batch.pk, by=head, whole=False, take_likely=False)
    type(head).objects.filter(pk=head.pk).update(**change)
    tasks.write_import(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error, job.result_name) == (State.FAILED, tasks.LOST, "")
    assert not Beneficiary.objects.exists()
