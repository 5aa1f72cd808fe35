"""Addresses of this app."""

from django.urls import path

from beneficiaries.views import around, people

app_name = "beneficiaries"
urlpatterns = [
    path("new/", people.new, name="new"),
    path("alike/", people.alike, name="alike"),
    path("<uuid:public_id>/edit/", people.edit, name="edit"),
    path("<uuid:public_id>/representative/", people.representative, name="representative"),
    path("<uuid:public_id>/contacts/", around.contacts, name="contacts"),
    path("<uuid:public_id>/consent/", around.consent, name="consent"),
    path("<uuid:public_id>/accounts/", around.accounts, name="accounts"),
    path("<uuid:public_id>/accounts/<int:pk>/reveal/", around.reveal_iban, name="reveal_iban"),
]
