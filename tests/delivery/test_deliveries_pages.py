"""The pages of registration and delivery, as reception fills them in."""

import pytest
from django.urls import reverse

from accounts.models import AccessLog
from delivery.models import Delivery, Registration
from intake.domain import recusals
from intake.models import Application
from intake.states import Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(accepted, client):
    client.force_login(accepted.created_by)
    return accepted


def page(name, application):
    return reverse(f"delivery:{name}", args=[application.reference])


def served(application, **changes):
    values = {
        "what": "سداد إيجار سكن", "amount": "٩٬٠٠٠", "received_by": "نورة", "provided_on_day": "17",
        "provided_on_month": "1", "provided_on_year": "2026", "provided_on_calendar": "gregorian", "note": "",
        "step": application.step,
    }  # fmt: skip
    return {**values, **changes}


class TestRegistering:
    def test_it_shows_the_data_to_confirm_and_logs_the_reading(self, client, accepted):
        text = client.get(page("register", accepted)).text
        assert accepted.beneficiary.full_name in text
        assert accepted.beneficiary.id_number not in text
        assert AccessLog.objects.filter(application_ref=accepted.reference).count() == 1

    def test_it_completes_the_registration(self, client, accepted, commit):
        with commit():
            response = client.post(
                page("register", accepted), {"confirmed": "on", "note": "حضوريًّا", "step": accepted.step}
            )
        assert response.url == reverse("desk:case", args=[accepted.reference])
        assert Registration.objects.get().note == "حضوريًّا"

    def test_unconfirmed_data_are_not_registered(self, client, accepted):
        response = client.post(page("register", accepted), {"note": "ملاحظة", "step": accepted.step})
        assert response.status_code == 422
        assert "ملاحظة" in response.text
        assert not Registration.objects.exists()

    def test_a_double_click_registers_once(self, client, accepted, commit):
        data = {"confirmed": "on", "note": "", "step": accepted.step}
        with commit():
            for _ in range(2):
                assert client.post(page("register", accepted), data).status_code == 302
        assert Registration.objects.count() == 1

    def test_a_page_that_was_overtaken_changes_nothing(self, client, accepted):
        response = client.post(page("register", accepted), {"confirmed": "on", "note": "", "step": accepted.step - 1})
        assert response.status_code == 422
        assert Application.objects.get(pk=accepted.pk).status == Status.ACCEPTED

    def test_when_it_is_not_the_next_step_the_case_file_says_what_is(self, client, registered):
        assert client.get(page("register", registered)).url == reverse("desk:case", args=[registered.reference])

    def test_another_branchs_case_is_a_404(self, client, accepted):
        client.force_login(factories.make_staff("reception", branch=factories.make_branch("OTHER")))
        assert client.get(page("register", accepted)).status_code == 404

    def test_a_case_closed_by_a_conflict_is_a_404(self, client, accepted):
        recusals.declare(application_id=accepted.pk, by=accepted.created_by, reason="قرابة")
        assert client.get(page("register", accepted)).status_code == 404


class TestDelivering:
    def test_it_is_prefilled_with_what_was_granted(self, client, registered, at):
        with at("2026-01-17 10:00"):
            form = client.get(page("deliver", registered)).context["form"]
        assert form["what"].value() == "سداد إيجار سكن"
        assert form["amount"].value() == 9000
        assert form["received_by"].value() == registered.applicant_name

    def test_it_records_the_service_in_any_digits(self, client, registered, at, commit):
        with at("2026-01-17 10:00"), commit():
            response = client.post(page("deliver", registered), served(registered))
        delivery = Delivery.objects.get()
        assert response.url == reverse("desk:case", args=[registered.reference])
        assert (delivery.amount, delivery.provided_on.isoformat()) == (9000, "2026-01-17")

    def test_it_takes_a_hijri_date(self, client, registered, at, commit):
        hijri = {"provided_on_day": "28", "provided_on_month": "7", "provided_on_year": "1447"}
        with at("2026-01-17 10:00"), commit():
            client.post(page("deliver", registered), served(registered, **hijri))
        assert Delivery.objects.get().provided_on.isoformat() == "2026-01-17"

    def test_a_double_click_records_once(self, client, registered, at, commit):
        with at("2026-01-17 10:00"), commit():
            for _ in range(2):
                assert client.post(page("deliver", registered), served(registered)).status_code == 302
        assert Delivery.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"what": ""}, "what"),
            ({"amount": "0"}, "amount"),
            ({"received_by": ""}, "received_by"),
            ({"provided_on_day": "18"}, "provided_on"),
            ({"provided_on_day": "3"}, "provided_on"),
            ({"provided_on_day": "x"}, "provided_on"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(self, client, registered, at, changes, field):
        with at("2026-01-17 10:00"):
            response = client.post(page("deliver", registered), served(registered, **changes))
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert not Delivery.objects.exists()

    def test_before_the_registration_the_case_file_says_what_comes_first(self, client, accepted):
        assert client.get(page("deliver", accepted)).url == reverse("desk:case", args=[accepted.reference])

    def test_a_member_of_the_committee_does_not_deliver(self, client, registered):
        client.force_login(factories.make_staff("member"))
        assert client.get(page("deliver", registered)).status_code == 403


@pytest.mark.parametrize("reference", ["\0", "1448-00001\0", "1448-0001", "' OR 1=1 --", "١٤٤٨-٠٠٠٠١", "9" * 300])
def test_what_is_no_reference_is_no_case(client, accepted, reference):
    for name in ("register", "deliver"):
        assert client.get(reverse(f"delivery:{name}", args=[reference])).status_code == 404
    assert client.get(reverse("channels_log:communication_new"), {"application": reference}).status_code == 404
