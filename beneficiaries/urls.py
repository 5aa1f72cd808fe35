"""Addresses of this app."""

from django.urls import path

from beneficiaries.views import bank_accounts, consents, contact_points, people, representatives

app_name = "beneficiaries"
urlpatterns = [
    path("<uuid:public_id>/edit/", people.edit, name="edit"),
    path("<uuid:public_id>/representative/", representatives.manage, name="representatives"),
    path("<uuid:public_id>/contacts/", contact_points.manage, name="contact_points"),
    path("<uuid:public_id>/consent/", consents.manage, name="consents"),
    path("<uuid:public_id>/accounts/", bank_accounts.manage, name="bank_accounts"),
    path("<uuid:public_id>/accounts/<int:pk>/reveal/", bank_accounts.reveal, name="reveal_iban"),
]
