"""Merging two records of one person: what goes along, what stays, what is refused, and what still finds the person."""

import datetime as dt
import json
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from accounts.models import Staff
from accounts.states import Role
from beneficiaries.domain import bank_accounts, consents, contact_points, households, people, representatives
from beneficiaries.domain.duplicates import pairs
from beneficiaries.domain.people import AlreadyRegistered
from beneficiaries.models import BankAccount, Beneficiary, Consent, DuplicatePair, HouseholdMember, Merge
from beneficiaries.queries import search
from channels_log.domain import communications as register
from channels_log.models import Communication
from channels_log.states import Direction
from demo.names import iban
from eligibility.domain import assessments, document_reviews, interviews, recommendations
from eligibility.domain.proposals import Proposal
from eligibility.states import Finding, Outcome, Place
from intake.domain import moves, statements
from intake.models import Application, Statement
from intake.states import ClosedReason
from ledger import clock
from ledger.errors import Refused, Stale
from merging.domain import merge_plans, merges
from policy.models import Channel
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(db: None) -> Staff:
    return make.make_staff(Role.HEAD)


@pytest.fixture
def pair() -> DuplicatePair:
    one = make.make_person(first_name="نوره", family_name="الغيثاني", district="")
    return make.make_pair(one, make.make_person(family_name="الغيثانى"))


def merge(pair: DuplicatePair, head: Staff, *, kept: Beneficiary | None = None, **more: Any) -> Merge:
    """The pair merged, into the first where it is not said otherwise."""
    people_now = Beneficiary.objects.in_bulk([pair.first_id, pair.second_id])
    values: dict[str, Any] = {
        "kept_id": (kept or pair.first).pk,
        "edits": {pk: one.edits for pk, one in people_now.items()},
        "reason": "الهوية الأصلية شوهدت",
        **more,
    }
    return merges.merge(pair_id=pair.pk, by=head, **values)


def guardian(person: Beneficiary, number: str, by: Staff) -> Any:
    """A guardian of this person."""
    return representatives.add(
        beneficiary_id=person.pk,
        by=by,
        kind="guardian",
        name="صالح حمد الغيثاني",
        id_number=number,
        phone="0500012345",
        document_kind="family_record",
        document_number="77",
        seen_original=True,
    )


def test_everything_of_the_merged_record_goes_along(pair: DuplicatePair, head: Staff, commit: Any) -> None:
    gone, by = pair.second, make.make_staff(Role.RECEPTION, branch=make.make_branch())
    member = households.add(beneficiary_id=gone.pk, by=by, name="مها حمد الغيثاني", relation="daughter")
    agent = guardian(gone, make.id_number(), by)
    case = make.submitted(person=gone, by=by)
    channel = Channel.objects.first()
    logged = register.log(
        by=by, channel=channel, direction=Direction.IN, beneficiary=gone, summary="استفسار عن الخدمات"
    )
    with commit():
        made = merge(pair, head)
    case.refresh_from_db()
    assert case.beneficiary_id == pair.first_id
    assert case.notify_contact.beneficiary_id == pair.first_id
    for row in (member, agent, logged):
        row.refresh_from_db()
        assert row.beneficiary_id == pair.first_id
    assert list(gone.contact_points.all()) == []
    assert pair.first.contact_points.filter(preferred=True).count() == 1
    assert made.moved["intake.Application.beneficiary"] == [case.pk]
    assert made.moved["channels_log.Communication.beneficiary"] == list(
        Communication.objects.filter(beneficiary=pair.first).order_by("pk").values_list("pk", flat=True)
    )
    assert Beneficiary.objects.get(pk=gone.pk).merged_into_id == pair.first_id
    assert DuplicatePair.objects.get(pk=pair.pk).state == "same"


def test_every_table_that_points_to_a_person_is_named() -> None:
    assert {name for name, _own in merge_plans.relations()} == merge_plans.STAYS | set(merge_plans.HANDLED)


def test_both_are_kept_as_they_were_without_a_number(pair: DuplicatePair, head: Staff) -> None:
    guardian(pair.second, make.id_number(), pair.second.created_by)
    made = merge(pair, head)
    kept = Merge.objects.get(pk=made.pk)
    row = kept.snapshot_merged["beneficiaries.Beneficiary"][0]
    assert (row["id"], row["first_name"], row["id_tail"]) == (pair.second_id, "نورة", pair.second.id_number[-4:])
    assert [one["value"] for one in kept.snapshot_merged["beneficiaries.ContactPoint.beneficiary"]] == [
        point.value
        for point in pair.first.contact_points.filter(pk__in=made.moved["beneficiaries.ContactPoint.beneficiary"])
    ]
    text = json.dumps([kept.snapshot_kept, kept.snapshot_merged])
    for person in (pair.first, pair.second):
        assert person.id_number not in text
        assert person.id_token not in text
    assert "gAAAA" not in text


def test_what_both_have_is_kept_once(pair: DuplicatePair, head: Staff) -> None:
    by, number = make.make_staff(Role.RECEPTION, branch=make.make_branch()), make.id_number()
    for person in (pair.first, pair.second):
        contact_points.add(beneficiary_id=person.pk, kind="mobile", value="0500077777", by=by)
        households.add(beneficiary_id=person.pk, by=by, name="مها حمد", relation="daughter")
        guardian(person, number, by)
    agent = pair.second.representatives.get()
    shared = pair.second.contact_points.get(value="0500077777")
    case = make.draft(person=pair.second, by=by, representative=agent)
    Application.objects.filter(pk=case.pk).update(notify_contact=shared)
    made = merge(pair, head)
    case.refresh_from_db()
    assert case.notify_contact == pair.first.contact_points.get(value="0500077777")
    assert case.representative == pair.first.representatives.get(active=True)
    assert [one.active for one in pair.first.representatives.order_by("pk")] == [True, False]
    assert pair.first.household.count() == 1
    assert made.left["beneficiaries.ContactPoint.beneficiary"] == [shared.pk]
    assert len(made.left["beneficiaries.HouseholdMember.beneficiary"]) == 1


def test_a_number_out_of_use_that_the_other_uses_is_in_use_again(pair: DuplicatePair, head: Staff) -> None:
    for person in (pair.first, pair.second):
        contact_points.add(beneficiary_id=person.pk, kind="mobile", value="0500077777", by=person.created_by)
    contact_points.remove(contact_id=pair.first.contact_points.get(value="0500077777").pk, by=pair.first.created_by)
    merge(pair, head)
    assert pair.first.contact_points.get(value="0500077777").active


def test_the_chosen_values_stand(pair: DuplicatePair, head: Staff) -> None:
    merge(pair, head, taken=["first_name", "district", "id_number", "branch"])
    kept = Beneficiary.objects.get(pk=pair.first_id)
    assert (kept.first_name, kept.district, kept.family_name) == ("نورة", "الواحة", "الغيثاني")
    assert kept.id_hmac == pair.first.id_hmac


def test_the_second_may_stay_instead(pair: DuplicatePair, head: Staff) -> None:
    made = merge(pair, head, kept=pair.second)
    assert (made.kept_id, made.merged_id) == (pair.second_id, pair.first_id)


def test_the_merged_number_phone_and_name_lead_to_the_kept_one(pair: DuplicatePair, head: Staff) -> None:
    number, phone = pair.second.id_number, pair.second.contact_points.get(kind="mobile").value
    merge(pair, head)
    for text in (number, phone, "نوره الغيثاني"):
        assert [one.pk for one in search.search(text=text)] == [pair.first_id]
    assert search.find_by_id(number=number) == pair.first
    with pytest.raises(AlreadyRegistered) as known:
        make.make_person(id_number=number)
    assert known.value.beneficiary == pair.first


def test_a_chain_of_merges_leads_to_its_end(pair: DuplicatePair, head: Staff) -> None:
    last = make.make_person()
    merge(pair, head)
    onwards = make.make_pair(pair.first, last)
    merge(onwards, head, kept=last)
    assert search.find_by_id(number=pair.second.id_number) == last


def test_two_open_applications_for_one_service_are_settled_first(pair: DuplicatePair, head: Staff) -> None:
    kept, rival = (make.draft(person=person) for person in (pair.first, pair.second))
    with pytest.raises(Refused) as refusal:
        merge(pair, head)
    assert refusal.value.code == "rivals"
    assert [(one.kept, one.merged) for one in merges.rivals(kept=pair.first, merged=pair.second)] == [(kept, rival)]
    moves.close(application_id=rival.pk, step=rival.step, by=head, reason=ClosedReason.DUPLICATE)
    merge(pair, head)
    assert Application.objects.filter(beneficiary=pair.first).count() == 2


def test_who_signed_under_the_merged_record_still_did(pair: DuplicatePair, head: Staff, commit: Any) -> None:
    """A case goes on to its decision although the record of its person was merged after the signature."""
    case = make.in_assessment(person=pair.second)
    declaration = case.statements.get().declaration
    merge(pair, head)
    by = case.researcher
    document_reviews.record(application_id=case.pk, by=by, finding=Finding.SATISFIES, note="مكتملة")
    interviews.record(
        application_id=case.pk, by=by, held_on=clock.today(), place=Place.OFFICE, present="المستفيدة", summary="مستقرة"
    )
    recommendations.write(
        application_id=case.pk,
        by=by,
        proposal=Proposal(outcome=Outcome.ACCEPT, help_kind="إيجار", reasons="دون حد الاستحقاق"),
    )
    with commit():
        case = assessments.refer(application_id=case.pk, step=case.step, by=by)
    assert case.status == "awaiting_decision"
    assert case.statements.get().declaration.payload == declaration.payload
    assert declaration.payload["beneficiary"] == pair.second_id


def test_a_signature_over_other_data_is_still_none(pair: DuplicatePair, head: Staff, refused: Any, commit: Any) -> None:
    """The rule that lets a merged person's signature stand does not let a changed statement pass."""
    with commit():
        case = make.in_assessment(person=pair.second)
        merge(pair, head)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE intake_statement SET data = data || '{\"x\": 1}' WHERE application_id = %s", [case.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    case.refresh_from_db()
    with refused("not signed|declaration", commit=True):
        moves.refer(application_id=case.pk, step=case.step, by=case.researcher)


def test_a_draft_is_stated_afresh(pair: DuplicatePair, head: Staff) -> None:
    case = make.draft(person=pair.second)
    assert statements.differences(case.statements.get()) == []
    merge(pair, head)
    assert statements.differences(Statement.objects.get(application=case)) != []


def test_who_acts_for_the_other_is_somebody_else(pair: DuplicatePair, head: Staff) -> None:
    guardian(pair.second, pair.first.id_number, pair.second.created_by)
    for kept in (pair.first, pair.second):
        with pytest.raises(Refused) as refusal:
            merge(pair, head, kept=kept)
        assert refusal.value.code == "acts"


@pytest.mark.parametrize(("values", "code"), [({"reason": " "}, "reason"), ({"kept_id": 0}, "kept")])
def test_what_is_missing_is_asked_for(pair: DuplicatePair, head: Staff, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        merge(pair, head, **values)
    assert refusal.value.code == code
    assert not Merge.objects.exists()


def test_only_who_settles_likes_may(pair: DuplicatePair) -> None:
    with pytest.raises(Refused) as refusal:
        merge(pair, make.make_staff(Role.RECEPTION))
    assert refusal.value.code == "may"


def test_a_record_that_changed_meanwhile_is_looked_at_again(pair: DuplicatePair, head: Staff) -> None:
    seen = {pair.first_id: pair.first.edits, pair.second_id: pair.second.edits}
    people.amend(beneficiary_id=pair.second_id, edits=pair.second.edits, by=pair.second.created_by, city="جدة")
    with pytest.raises(Stale):
        merge(pair, head, edits=seen)


def test_two_people_are_not_merged(pair: DuplicatePair, head: Staff) -> None:
    pairs.not_same(pair_id=pair.pk, by=head, reason="أختان")
    with pytest.raises(Refused) as refusal:
        merge(pair, head)
    assert refusal.value.code == "decided"
    pairs.reopen(pair_id=pair.pk, by=head)
    assert merge(pair, head).kept == pair.first


def test_asked_twice_it_is_done_once(pair: DuplicatePair, head: Staff) -> None:
    assert merge(pair, head) == merge(pair, head, kept=pair.second)
    assert Merge.objects.count() == 1


def test_who_was_told_apart_from_the_merged_one_stays_apart(pair: DuplicatePair, head: Staff) -> None:
    sister = make.make_person()
    pairs.not_same(pair_id=make.make_pair(pair.second, sister).pk, by=head, reason="أختان")
    merge(pair, head)
    found = DuplicatePair.objects.get(first=pair.first, second=sister)
    assert (found.state, found.reason) == ("not_same", "أختان")


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_pair_at_once_merge_it_once() -> None:
    head = make.make_staff(Role.HEAD)
    pair = make.make_pair(make.make_person(), make.make_person())
    done, errors = _at_once(
        lambda: merge(pair, head, kept=pair.first).pk, lambda: merge(pair, head, kept=pair.second).pk
    )
    # the later one finds it done, or finds a record that changed under it
    assert Merge.objects.count() == 1
    assert done
    assert all(isinstance(error, Refused) for error in errors)


@pytest.mark.django_db(transaction=True)
def test_what_is_added_while_a_merge_is_under_way_is_not_lost() -> None:
    head, by = make.make_staff(Role.HEAD), make.make_staff(Role.RECEPTION)
    pair = make.make_pair(make.make_person(), make.make_person())
    sent = lambda: households.add(beneficiary_id=pair.second_id, by=by, name="مها", relation="wife").pk  # noqa: E731
    _done, _errors = _at_once(lambda: merge(pair, head).pk, sent)
    left = Beneficiary.objects.get(pk=pair.second_id)
    if left.merged_into_id:
        assert left.household.count() == 0


def _at_once(*acts: Any) -> tuple[list[Any], list[BaseException]]:
    done: list[Any] = []
    errors: list[BaseException] = []
    start = Barrier(len(acts))

    def run(act: Any) -> None:
        try:
            start.wait()
            done.append(act())
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, errors


def test_a_birth_date_of_the_other_is_taken(pair: DuplicatePair, head: Staff) -> None:
    other = people.amend(
        beneficiary_id=pair.second_id,
        edits=pair.second.edits,
        by=pair.second.created_by,
        birth_date=dt.date(1980, 1, 11),
    )
    merge(pair, head, taken=["birth_date"])
    assert Beneficiary.objects.get(pk=pair.first_id).birth_date == other.birth_date


def test_accounts_go_along_and_the_one_of_both_is_used_once(pair: DuplicatePair, head: Staff) -> None:
    by = make.make_staff(Role.RECEPTION)
    both, own = iban(1), iban(2)
    for person, number in ((pair.first, both), (pair.second, both), (pair.second, own)):
        bank_accounts.add(beneficiary_id=person.pk, by=by, iban=number, holder_name="نورة الغيثاني", seen_original=True)
    merge(pair, head)
    rows = BankAccount.objects.filter(beneficiary=pair.first)
    assert sorted((row.iban_tail, row.active) for row in rows) == sorted(
        [(both[-4:], True), (both[-4:], False), (own[-4:], True)]
    )


def test_a_consent_taken_back_in_one_record_stands_in_neither(pair: DuplicatePair, head: Staff) -> None:
    by = make.make_staff(Role.RECEPTION)
    make.consent_text()
    for person in (pair.first, pair.second):
        consents.give(beneficiary_id=person.pk, by=by, how="signed_paper")
    # one transaction has one moment; the consent of the first is older than the withdrawal of the second
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.test_clock', %s, true)", [str(clock.now() + dt.timedelta(hours=1))])
    consents.withdraw(beneficiary_id=pair.second_id, by=by)
    merge(pair, head)
    assert not Consent.objects.live().filter(beneficiary=pair.first).exists()
    with pytest.raises(Refused) as refused:
        consents.refuse_withdrawn(beneficiary_id=pair.first_id)
    assert refused.value.code == "consent_withdrawn"


def test_whoever_lives_in_the_others_household_is_somebody_else(pair: DuplicatePair, head: Staff) -> None:
    by = make.make_staff(Role.RECEPTION)
    households.add(
        beneficiary_id=pair.first_id,
        by=by,
        name=pair.second.full_name,
        relation="sister",
        id_kind="national",
        id_number=pair.second.id_number,
    )
    with pytest.raises(Refused) as refused:
        merge(pair, head)
    assert refused.value.code == "lives_with"
    assert not Merge.objects.exists()


def test_who_depends_on_a_member_of_both_depends_on_the_kept_ones(pair: DuplicatePair, head: Staff) -> None:
    by = make.make_staff(Role.RECEPTION)
    kept = households.add(beneficiary_id=pair.first_id, by=by, name="سعاد حمد", relation="mother", dependent=False)
    mother = households.add(beneficiary_id=pair.second_id, by=by, name="سعاد حمد", relation="mother", dependent=False)
    child = households.add(beneficiary_id=pair.second_id, by=by, name="ريم سعد", relation="daughter", dependent=False)
    HouseholdMember.objects.filter(pk=child.pk).update(depends_on=mother)
    merge(pair, head)
    child.refresh_from_db()
    assert (child.beneficiary_id, child.depends_on_id) == (pair.first_id, kept.pk)


def test_a_member_elsewhere_means_the_kept_person(pair: DuplicatePair, head: Staff) -> None:
    by = make.make_staff(Role.RECEPTION)
    house = make.make_person()
    member = households.add(beneficiary_id=house.pk, by=by, name="نورة", relation="daughter")
    HouseholdMember.objects.filter(pk=member.pk).update(person=pair.second)
    merge(pair, head)
    member.refresh_from_db()
    assert member.person_id == pair.first_id
