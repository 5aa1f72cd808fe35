"""From a file to people: checked by the rules of registration, written in sets, nothing twice and nothing lost."""

import datetime as dt

import pytest
from cryptography.fernet import Fernet

from accounts.models import AccessLog
from accounts.states import ROLE_PERMISSIONS, Perm, Role
from beneficiaries.domain import key_rotations
from beneficiaries.domain import people as registering
from beneficiaries.models import Beneficiary, ContactPoint
from beneficiaries.queries.search import find_by_id
from imports import tasks
from imports.domain import headings, jobs, people_imports
from imports.models import ImportRow, PeopleImport
from jobs.domain import queue, result_files
from jobs.domain.runs import Run
from jobs.models import Job
from jobs.states import State
from ledger import clock
from ledger.errors import Refused
from tests.factories import id_number
from tests.imports.factories import (
    HEAD,
    as_csv,
    as_xlsx,
    checked,
    faults,
    people,
    person,
    registered,
    registration,
    uploaded,
)

pytestmark = pytest.mark.django_db
STEPS = {"check": "check_rows", "write": "register_people"}


def test_import_keeps_people_as_registration_does(head):
    people_import = checked(as_csv([HEAD, *people(30)]), head)
    assert (people_import.rows, people_import.good, people_import.wrong, people_import.likely) == (30, 30, 0, 0), (
        faults(people_import)
    )
    job = registered(people_import)
    assert (job.state, job.done, job.error) == (State.DONE, 30, "")
    assert Beneficiary.objects.count() == 30
    found = find_by_id(number=id_number(7))
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


def test_import_keeps_no_number_in_the_clear(head):
    people_import = checked(as_csv([HEAD, person(1), person(2, c0="1000000009")]), head)
    for row in ImportRow.objects.filter(people_import=people_import).values():
        assert id_number(1) not in str(row)
        assert "1000000009" not in str(row)
    assert not (result_files.folder(people_import.pk) / result_files.INPUT).exists()


def test_import_of_a_workbook_keeps_the_same_values(head):
    rows = [HEAD, *people(5), person(6, c6=dt.date(1999, 5, 20), c0=float(id_number(6)), c9=500000006)]
    people_import = checked(as_xlsx(rows, sheets=("قائمة", "أخرى")), head, "people.xlsx")
    assert (people_import.good, people_import.wrong) == (6, 0), faults(people_import)
    registered(people_import)
    last = Beneficiary.objects.latest("pk")
    assert (last.birth_date, last.id_number) == (dt.date(1999, 5, 20), id_number(6))
    assert last.contact_points.get(kind="mobile").value == "0500000006"


def test_row_with_several_faults_has_all_of_them(head):
    wrong = person(3, c0="1000000007", c1="", c5="؟", c6="1990-13-40", c9="12", c10="no")
    people_import = checked(as_csv([HEAD, person(1), wrong, person(4)]), head)
    assert {n: sorted(targets) for n, targets in faults(people_import).items()} == {
        3: ["birth_date", "email", "first_name", "id_number", "mobile", "sex"]
    }
    row = ImportRow.objects.get(outcome="wrong")
    cells = {target: cell for _place, target, cell, _sentence in row.errors}
    assert cells["id_number"] == "••••••0007"
    assert all(sentence for *_rest, sentence in row.errors)


def test_row_with_a_number_repeated_or_registered_is_wrong(head, reception):
    known = registering.register(by=reception, left_to_review=True, **_fields(9))
    people_import = checked(as_csv([HEAD, person(1), person(9), person(2), person(1)]), head)
    assert faults(people_import) == {3: ["id_number"], 5: ["id_number"]}
    twice = ImportRow.objects.get(n=5).errors[0]
    assert "2" in twice[3]
    assert ImportRow.objects.get(n=3).alike == [known.pk]


def _fields(n, **changed):
    row = person(n)
    names = ("id_number", "first_name", "father_name", "grandfather_name", "family_name")
    sex = "female" if row[5] == "أنثى" else "male"
    more = {"sex": sex, "birth_date": dt.date.fromisoformat(row[6]), "mobile": row[9]}
    return {**dict(zip(names, row[:5], strict=True)), **more, **changed}


def test_possible_duplicates_are_left_out_unless_included(head, reception):
    same_name = registering.register(
        by=reception, left_to_review=True, **_fields(1, id_number=id_number(801), mobile="0500099999")
    )
    same_phone = registering.register(
        by=reception, left_to_review=True, **_fields(2, id_number=id_number(802), family_name="آخر")
    )
    content = as_csv([HEAD, *people(4)])
    people_import = checked(content, head)
    assert (people_import.good, people_import.likely) == (2, 2)
    rows = ImportRow.objects.filter(outcome="likely").order_by("n")
    assert [row.alike for row in rows] == [[same_name.pk], [same_phone.pk]]
    registered(people_import)
    assert Beneficiary.objects.count() == 4
    again = checked(content, head)
    assert (again.wrong, again.likely) == (2, 2)
    registered(again, include_possible_duplicates=True)
    assert Beneficiary.objects.count() == 6


def test_registration_all_or_nothing_is_refused_with_wrong_rows(head):
    with_error = checked(as_csv([HEAD, person(1), person(2, c5="")]), head)
    with pytest.raises(Refused) as refused:
        registration(with_error, all_or_nothing=True)
    assert refused.value.code == "rows_wrong"
    job = registered(checked(as_csv([HEAD, *people(5, first=20)]), head))
    assert job.state == State.DONE
    assert Beneficiary.objects.count() == 5


def test_row_registered_meanwhile_is_reported_and_stops_nothing(head, reception):
    people_import = checked(as_csv([HEAD, *people(3)]), head)
    registering.register(by=reception, left_to_review=True, **_fields(2))
    job = registered(people_import)
    assert job.state == State.DONE
    assert Beneficiary.objects.count() == 3
    assert ImportRow.objects.get(outcome="known").n == 3
    text = (result_files.folder(job.pk) / result_files.RESULT).read_text("utf-8-sig")
    assert text.count("\n") == 4
    assert id_number(2) not in text


def test_registration_and_check_are_not_started_twice(head):
    people_import = checked(as_csv([HEAD, *people(3)]), head)
    registered(people_import)
    with pytest.raises(Refused) as refused:
        registered(people_import)
    assert refused.value.code == "people_registered_once"
    with pytest.raises(Refused) as refused:
        start_check(people_import, {})
    assert refused.value.code == "columns_chosen_once"


def test_registration_before_the_check_is_refused(head):
    people_import = uploaded(as_csv([HEAD, *people(3)]), head)
    with pytest.raises(Refused) as refused:
        start_check(people_import, {0: "id_number"})
    assert refused.value.code == "target_missing"
    with pytest.raises(Refused) as refused:
        registration(people_import)
    assert refused.value.code == "unchecked"
    assert Beneficiary.objects.count() == 0


def start_check(people_import, targets):
    by = people_import.created_by
    return people_imports.start_check(import_id=people_import.pk, by=by, targets=targets, constants={}, branch=None)


@pytest.mark.parametrize("role", [role for role in Role if Perm.IMPORT_PEOPLE not in ROLE_PERMISSIONS[role]])
def test_import_without_the_permission_is_refused_at_each_step(head, role):
    unchecked, ready = uploaded(as_csv([HEAD, *people(1)]), head), checked(as_csv([HEAD, *people(2)]), head)
    type(head).objects.filter(pk=head.pk).update(roles=[role])
    by = type(head).objects.get(pk=head.pk)
    unchecked.created_by = ready.created_by = by
    for step in (
        lambda: uploaded(as_csv([HEAD, *people(1)]), by),
        lambda: start_check(unchecked, {}),
        lambda: registration(ready),
    ):
        with pytest.raises(Refused) as refused:
            step()
        assert refused.value.code == "may"
    assert (PeopleImport.objects.count(), Job.objects.count()) == (2, 1)


def test_registration_after_a_failed_one_registers_the_people(head):
    people_import = checked(as_csv([HEAD, *people(3)]), head)
    job = registration(people_import)
    type(head).objects.filter(pk=head.pk).update(roles=[Role.RECEPTION])
    tasks.register_people(str(job.pk))
    assert Job.objects.get(pk=job.pk).state == State.FAILED
    type(head).objects.filter(pk=head.pk).update(roles=[Role.HEAD])
    again = PeopleImport.objects.get(pk=people_import.pk)
    assert registered(again, include_possible_duplicates=True).state == State.DONE
    assert Job.objects.filter(task=people_imports.REGISTER).count() == 2
    assert PeopleImport.objects.get(pk=people_import.pk).written == 3


def test_rows_are_wiped_after_a_week_and_counts_stay(head, at):
    with at(clock.now() - dt.timedelta(days=8)):
        people_import = checked(as_csv([HEAD, *people(3)]), head)
        registered(people_import)
    assert jobs.purge() == 1
    assert ImportRow.objects.count() == 0
    left = PeopleImport.objects.get()
    assert (left.rows, left.written) == (3, 3)
    assert left.wiped_at is not None
    assert jobs.purge() == 0


def test_result_with_a_formula_in_a_name_keeps_it_text(head):
    people_import = checked(as_csv([HEAD, person(1, c1="=سالم فهد الغيثاني"), person(2)]), head)
    job = registered(people_import)
    text = (result_files.folder(job.pk) / result_files.RESULT).read_text("utf-8-sig")
    assert text.count("=سالم") == text.count("'=سالم") == 1
    assert Job.objects.filter(state=State.DONE).count() == 2


def test_registration_cancelled_goes_on_when_started_again(head, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    people_import = checked(as_csv([HEAD, *people(5)]), head)
    job = registration(people_import)
    queue.cancel(job_id=job.pk, by=head)
    again = registered(people_import)
    assert again.state == State.DONE
    assert Beneficiary.objects.count() == 5


@pytest.mark.parametrize("step", ["check", "write"])
def test_runner_lost_leaves_no_row_twice_or_out(head, monkeypatch, step):
    monkeypatch.setattr(jobs, "BATCH", 2)
    real, calls = Run.advance, []

    def fail(self, **values):
        real(self, **values)
        calls.append(values)
        if len(calls) == 2:
            raise KeyboardInterrupt  # as a kill: nothing of ours is told

    people_import = uploaded(as_csv([HEAD, *people(3), [""] * len(HEAD), *people(4, first=4)]), head)
    targets = headings.guess(people_imports.summary_of(people_import).columns)
    job = start_check(people_import, targets)
    if step == "write":
        tasks.check_rows(str(job.pk))
        job = registration(people_import)
    task = getattr(tasks, STEPS[step])
    monkeypatch.setattr(Run, "advance", fail)
    with pytest.raises(KeyboardInterrupt):
        task(str(job.pk))
    monkeypatch.setattr(Run, "advance", real)
    Job.objects.filter(pk=job.pk).update(beat_at=clock.now() - dt.timedelta(minutes=5))
    task(str(job.pk))
    people_import.refresh_from_db()
    assert Job.objects.get(pk=job.pk).state == State.DONE
    assert list(people_import.staged.order_by("n").values_list("n", flat=True)) == [2, 3, 4, 6, 7, 8, 9]
    assert Beneficiary.objects.count() == (7 if step == "write" else 0)


def test_possible_duplicate_is_a_name_misspelt_and_not_a_brother(head, reception):
    given = _fields(1)
    misspelt = given | {"id_number": id_number(811), "family_name": given["family_name"][:-1]}
    other = registering.register(by=reception, left_to_review=True, **misspelt)
    registering.register(
        by=reception, left_to_review=True, **(given | {"id_number": id_number(812), "first_name": "زكريا"})
    )
    people_import = checked(as_csv([HEAD, person(1)]), head)
    assert [row.alike for row in ImportRow.objects.filter(people_import=people_import, outcome="likely")] == [
        [other.pk]
    ]


def test_row_with_the_long_address_and_family_record_is_kept(head):
    headings = ["رقم المبنى", "الشارع", "الرمز البريدي", "الرقم الإضافي", "رقم الوحدة", "رقم سجل الأسرة"]
    good = [*person(1), 2929, "شارع الأمانة", 11564.0, "٧٣٥٥", "٢", "1000000123"]
    bad = [*person(2), "29", "شارع", "1156", "73", "", "سجل"]
    people_import = checked(as_csv([[*HEAD, *headings], good, bad]), head)
    assert {n: sorted(targets) for n, targets in faults(people_import).items()} == {
        3: ["additional_number", "building_number", "family_record", "postal_code"]
    }
    registered(people_import)
    last = Beneficiary.objects.latest("pk")
    assert (last.building_number, last.street, last.postal_code) == ("2929", "شارع الأمانة", "11564")
    assert (last.additional_number, last.unit_number, last.family_record) == ("7355", "2", "1000000123")


def test_key_rotation_includes_staged_rows(head, settings):
    people_import = checked(as_csv([HEAD, person(1), person(2, c5="؟")]), head)
    old = list(settings.FIELD_KEYS)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *old]
    key_rotations.rotate()
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    registered(people_import)
    assert Beneficiary.objects.latest("pk").id_number == id_number(1)


@pytest.mark.parametrize("change", [{"is_active": False}, {"roles": [Role.RECEPTION]}])
def test_registration_by_one_who_lost_the_permission_fails(head, change):
    people_import = checked(as_csv([HEAD, *people(3)]), head)
    job = registration(people_import)
    type(head).objects.filter(pk=head.pk).update(**change)
    tasks.register_people(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error, job.result_name) == (State.FAILED, tasks.LOST, "")
    assert not Beneficiary.objects.exists()
