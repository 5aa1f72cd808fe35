"""Services and what they ask for, as administrators edit them."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.states import Role
from intake import models
from intake.models import RequiredDocument, RequiredField, Service
from tests import factories
from tests.intake.paper_browser import form_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(client):
    client.force_login(factories.make_staff(Role.ADMIN))
    return factories.make_service()


def page(service):
    return reverse("admin:intake_service_change", args=[service.pk])


def test_only_lists_are_edited_in_admin():
    ours = {getattr(models, name) for name in models.__all__ if isinstance(getattr(models, name), type)}
    assert ours & set(admin.site._registry) == {Service}


def test_a_document_and_a_datum_are_added(client, service):
    form = form_of(client.get(page(service)), has="name")
    document = {"required_documents-2-label": "تعريف بالدخل", "required_documents-2-key": "income"}
    answer = client.post(page(service), form.data(**document, **{"required_documents-2-required": "on"}))
    assert answer.status_code == 302
    assert service.required_documents.get(key="income").label == "تعريف بالدخل"
    form = form_of(client.get(page(service)), has="name")
    income = service.required_documents.get(key="income")
    datum = {"label": "الدخل الشهري", "key": "salary", "kind": "money", "takes": "answer", "document": str(income.pk)}
    changes = {f"required_fields-5-{name}": value for name, value in datum.items()}
    assert client.post(page(service), form.data(**changes)).status_code == 302
    assert service.required_fields.get(key="salary").document == income


def test_a_datum_is_proved_by_a_document_of_its_own_service_only(client, service):
    other = factories.make_service("food", name="سلة غذائية").required_documents.all()[0]
    form = form_of(client.get(page(service)), has="name")
    answer = client.post(page(service), form.data(**{"required_fields-0-document": str(other.pk)}))
    assert answer.status_code == 200
    assert RequiredField.objects.filter(service=service, document=other).count() == 0


def test_a_list_needs_its_choices(client, service):
    form = form_of(client.get(page(service)), has="name")
    answer = client.post(page(service), form.data(**{"required_fields-3-kind": "choice"}))
    assert answer.status_code == 200
    assert service.required_fields.get(key="rent").kind == "money"
    choices = {"required_fields-3-kind": "choice", "required_fields-3-choices": "أقل من ألف,أكثر"}
    assert client.post(page(service), form.data(**choices)).status_code == 302
    assert service.required_fields.get(key="rent").choices == ["أقل من ألف", "أكثر"]


def test_what_was_used_is_not_deleted_but_taken_out_of_use(client, service):
    factories.draft(service=service)
    answer = client.post(reverse("admin:intake_service_delete", args=[service.pk]), {"post": "yes"})
    assert Service.objects.filter(pk=service.pk).exists()
    assert answer.status_code in (200, 302, 403)
    form = form_of(client.get(page(service)), has="name")
    answer = client.post(page(service), form.data(**{"required_documents-0-DELETE": "on"}))
    assert answer.status_code == 200
    assert RequiredDocument.objects.filter(service=service).count() == 2
    listing = reverse("admin:intake_service_changelist")
    assert client.post(listing, {"action": "take_out_of_use", "_selected_action": [service.pk]}).status_code == 302
    assert not Service.objects.get(pk=service.pk).active


def test_the_list_says_what_each_asks_for(client, service):
    assert service.name in text_of(client.get(reverse("admin:intake_service_changelist")))


def test_reception_edits_no_lists(client, service):
    client.force_login(factories.make_staff(Role.RECEPTION))
    assert client.get(page(service)).status_code == 403
