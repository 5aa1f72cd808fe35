"""The pages around a person, as a counter uses them: contact points, consent, accounts, and the person's page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog, Staff
from beneficiaries.domain import bank_accounts, consents, contact_points, households
from beneficiaries.models import Beneficiary, ConsentText, Merge
from demo.names import iban
from policy.models import Channel
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def text(db: None) -> ConsentText:
    factories.make_policy()
    return factories.consent_text()


@pytest.fixture
def counter(client: Client, reception: Staff) -> Client:
    client.force_login(reception)
    return client


@pytest.fixture
def person(reception: Staff) -> Beneficiary:
    return factories.make_person(by=reception, mobile="0512345678")


def address(name: str, person: Beneficiary) -> str:
    return reverse(f"beneficiaries:{name}", args=[person.public_id])


def shown(client: Client, person: Beneficiary) -> str:
    return client.get(reverse("desk:person", args=[person.public_id])).content.decode()


def test_a_contact_point_is_added_verified_preferred_and_taken_out(counter: Client, person: Beneficiary) -> None:
    here = address("contact_points", person)
    assert counter.post(here, {"kind": "mobile", "value": "+966 (50) 000-0009"}).status_code == 302
    point = person.contact_points.get(value="0500000009")
    assert "لم يُتحقَّق منه" in counter.get(here).content.decode()
    counter.post(here, {"verify": str(point.pk), "how": "called"})
    counter.post(here, {"prefer": str(point.pk)})
    point.refresh_from_db()
    assert (point.verified_how, point.preferred) == ("called", True)
    text = counter.get(here).content.decode()
    assert "اتُّصل به فأجاب المستفيد نفسه" in text
    counter.post(here, {"retire": str(point.pk)})
    point.refresh_from_db()
    assert (point.active, point.verified_at) == (False, None)


def test_a_verification_without_its_way_is_told(counter: Client, person: Beneficiary) -> None:
    here = address("contact_points", person)
    answer = counter.post(here, {"verify": str(person.contact_points.get(kind="mobile").pk), "how": ""}, follow=True)
    assert "طريقة التحقق غير محددة." in answer.content.decode()


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"kind": "mobile", "value": "12"}, "رقم الجوال السعودي"),
        ({"kind": "email", "value": "a@b"}, "صيغة البريد الإلكتروني"),
        ({"kind": "", "value": "0500000009"}, "لم يُحدَّد هل هو رقم أم عنوان."),
    ],
)
def test_a_wrong_contact_has_its_sentence(
    counter: Client, person: Beneficiary, posted: dict[str, str], sentence: str
) -> None:
    page = counter.post(address("contact_points", person), posted)
    assert page.status_code == 422
    assert page.content.decode().count(sentence) >= 2


def test_a_point_of_another_person_is_not_there(counter: Client, person: Beneficiary) -> None:
    other = factories.make_person().contact_points.get(kind="mobile")
    for name in ("verify", "prefer", "retire"):
        for value in (str(other.pk), "x", ""):
            assert counter.post(address("contact_points", person), {name: value, "how": "called"}).status_code == 404


def test_the_consent_is_asked_recorded_and_withdrawn(counter: Client, person: Beneficiary, text: ConsentText) -> None:
    assert "الموافقة على معالجة البيانات غير مثبتة." in shown(counter, person)
    here = address("consents", person)
    page = counter.get(here).content.decode()
    assert text.body.split("\n")[0][:30] in page
    assert counter.post(here, {"how": "", "text": str(text.pk)}).status_code == 422
    assert counter.post(here, {"how": "read_aloud", "text": str(text.pk)}).status_code == 302
    assert "غير مثبتة" not in shown(counter, person)
    assert counter.post(here, {"withdraw": "1", "why": "لا يرغب"}).status_code == 302
    text_after = shown(counter, person)
    assert "عدل هذا المستفيد عن موافقته" in text_after
    sent_back = counter.get(reverse("intake:start", args=[person.public_id]))
    assert (sent_back.status_code, sent_back["Location"]) == (302, reverse("desk:person", args=[person.public_id]))
    again = counter.post(here, {"withdraw": "1"})
    assert again.status_code == 422


@pytest.mark.parametrize(("chosen", "kept"), [("later", 0), ("read_aloud", 1), ("signed_paper", 1), ("", 0)])
def test_it_is_asked_with_the_registration(counter: Client, chosen: str, kept: int) -> None:
    page = counter.get("/people/new/?q=مها").content.decode()
    assert 'name="consent" value="later"' in page
    posted = {
        "q": "مها",
        "id_kind": "national",
        "id_number": factories.id_number(),
        "nationality": "SA",
        "sex": "female",
        "first_name": "مها",
        "family_name": "الغيثاني",
        "consent": chosen,
        "birth_date_day": "1",
        "birth_date_month": "1",
        "birth_date_year": "1990",
        "household-TOTAL_FORMS": "0",
        "household-INITIAL_FORMS": "0",
    }
    assert counter.post("/people/new/", posted).status_code == 302
    assert Beneficiary.objects.latest("pk").consents.count() == kept


def test_open_applications_are_listed_to_be_closed_after_a_withdrawal(counter: Client, reception: Staff) -> None:
    case = factories.draft(by=reception)
    consents.give(beneficiary_id=case.beneficiary_id, by=reception, how="read_aloud")
    close = reverse("intake:close", args=[case.reference])
    assert close not in shown(counter, case.beneficiary)
    consents.withdraw(beneficiary_id=case.beneficiary_id, by=reception)
    assert close in shown(counter, case.beneficiary)
    assert reverse("intake:start", args=[case.beneficiary.public_id]) not in shown(counter, case.beneficiary)


def test_the_next_action_of_a_draft_says_that_the_consent_is_missing(counter: Client, reception: Staff) -> None:
    case = factories.draft(by=reception)
    page = reverse("desk:case", args=[case.reference])
    assert address("consents", case.beneficiary) in counter.get(page).content.decode()
    consents.give(beneficiary_id=case.beneficiary_id, by=reception, how="read_aloud")
    assert address("consents", case.beneficiary) not in counter.get(page).content.decode()


def test_a_representative_agrees_where_there_is_one(counter: Client, person: Beneficiary, text: ConsentText) -> None:
    here = address("consents", person)
    assert 'value="representative"' not in counter.get(here).content.decode()
    agent = factories.make_agent(person)
    posted = {"how": "representative", "representative": str(agent.pk), "text": str(text.pk)}
    assert counter.post(here, posted).status_code == 302
    assert person.consents.get().representative == agent


def test_an_account_is_added_masked_revealed_and_retired(counter: Client, person: Beneficiary) -> None:
    here, value = address("bank_accounts", person), iban(5)
    posted = {"iban": value, "holder_name": "نورة صالح", "seen_original": "on"}
    assert counter.post(here, posted).status_code == 302
    kept = person.bank_accounts.get()
    page = shown(counter, person) + counter.get(here).content.decode()
    assert value[4:20] not in page
    assert kept.masked in page
    reveal = reverse("beneficiaries:reveal_iban", args=[person.public_id, kept.pk])
    text = counter.post(reveal, headers={"HX-Request": "true"}).content.decode()
    assert value in text.replace(" ", "")
    assert AccessLog.objects.filter(what="iban_reveal", person_id=str(person.public_id)).count() == 1
    assert counter.get(reveal).status_code == 405
    assert counter.post(here, {"retire": str(kept.pk)}).status_code == 302
    kept.refresh_from_db()
    assert kept.active is False


def test_an_account_is_revealed_and_retired_under_its_own_person_only(counter: Client, person: Beneficiary) -> None:
    other = factories.make_person()
    theirs = bank_accounts.add(
        beneficiary_id=other.pk, by=other.created_by, iban=iban(5), holder_name="مها", seen_original=True
    )
    assert counter.post(reverse("beneficiaries:reveal_iban", args=[person.public_id, theirs.pk])).status_code == 404
    assert counter.post(address("bank_accounts", person), {"retire": str(theirs.pk)}).status_code == 404


def test_the_same_iban_at_another_person_is_told(counter: Client, person: Beneficiary) -> None:
    other = factories.make_person(first_name="هند")
    bank_accounts.add(beneficiary_id=other.pk, by=other.created_by, iban=iban(5), holder_name="مها", seen_original=True)
    posted = {"iban": iban(5), "holder_name": "مها", "seen_original": "on"}
    answer = counter.post(address("bank_accounts", person), posted, follow=True).content.decode()
    assert f"الآيبان نفسه مسجّل أيضًا لدى {other.full_name}" in answer
    assert reverse("desk:person", args=[other.public_id]) in answer


def test_the_household_leads_to_members_own_files_and_back(counter: Client, person: Beneficiary) -> None:
    own = factories.make_person(first_name="هند")
    households.add(beneficiary_id=person.pk, by=person.created_by, name="هند", relation="wife", id_number=own.id_number)
    assert reverse("desk:person", args=[own.public_id]) in shown(counter, person)
    text = shown(counter, own)
    assert "فرد في أسرة" in text
    assert reverse("desk:person", args=[person.public_id]) in text


def test_the_preferred_channel_is_chosen_beforehand(counter: Client, person: Beneficiary) -> None:
    channel = next(one for one in Channel.objects.carrying_decisions() if "email" in one.ways)
    start = reverse("intake:start", args=[person.public_id])
    assert "checked" not in _radios(counter.get(start).content.decode())
    Beneficiary.objects.filter(pk=person.pk).update(preferred_channel=channel)
    assert "checked" in _radios(counter.get(start).content.decode())


def _radios(page: str) -> str:
    return "".join(line for line in page.splitlines() if 'name="notify"' in line)


@pytest.mark.parametrize("name", ["contact_points", "consents", "bank_accounts"])
def test_a_stranger_is_not_there(counter: Client, name: str) -> None:
    assert counter.get(f"/people/00000000-0000-0000-0000-000000000000/{name}/").status_code == 404


def test_what_is_added_by_an_old_address_goes_to_the_kept_person(counter: Client, person: Beneficiary) -> None:
    other = factories.make_person()
    snapshots = {"snapshot_kept": {}, "snapshot_merged": {}}
    Merge.objects.create(kept=person, merged=other, reason="الهوية", by=person.created_by, **snapshots)
    Beneficiary.objects.filter(pk=other.pk).update(merged_into=person)
    done = counter.post(address("contact_points", other), {"kind": "mobile", "value": "0598765432"})
    assert done["Location"] == address("contact_points", person)
    assert person.contact_points.filter(value="0598765432").exists()


@pytest.mark.parametrize("name", ["contact_points", "consents", "bank_accounts"])
def test_opening_it_is_logged(counter: Client, person: Beneficiary, name: str) -> None:
    assert counter.get(address(name, person)).status_code == 200
    assert list(AccessLog.objects.values_list("what", "person_id")) == [("person", str(person.public_id))]


def test_queries_of_the_persons_page_do_not_grow_with_rows(counter: Client, person: Beneficiary) -> None:
    counts = []
    for n in (1, 3):
        for place in range(n):
            own = factories.make_person()
            number = own.id_number
            households.add(beneficiary_id=person.pk, by=person.created_by, name="سعد", relation="son", id_number=number)
            contact_points.add(
                beneficiary_id=person.pk, kind="email", value=f"p{n}{place}@example.org", by=person.created_by
            )
            for holder in (person, own):
                bank_accounts.add(
                    beneficiary_id=holder.pk,
                    by=person.created_by,
                    iban=iban(n * 10 + place),
                    holder_name="مها",
                    seen_original=True,
                )
        with CaptureQueriesContext(connection) as seen:
            shown(counter, person)
        counts.append(len(seen))
    assert counts[0] == counts[1]
