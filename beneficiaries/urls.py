"""Addresses of this app."""

from django.urls import path

from beneficiaries import around_views, import_views, views

app_name = "beneficiaries"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("imports/", import_views.imports, name="imports"),
    path("imports/template.xlsx", import_views.import_template, name="import_template"),
    path("imports/<uuid:pk>/", import_views.preview, name="import"),
    path("imports/<uuid:pk>/columns/", import_views.columns, name="import_columns"),
    path("alike/", views.alike, name="alike"),
    path("<uuid:public_id>/edit/", views.edit, name="edit"),
    path("<uuid:public_id>/representative/", views.representative, name="representative"),
    path("<uuid:public_id>/contacts/", around_views.contacts, name="contacts"),
    path("<uuid:public_id>/consent/", around_views.consent, name="consent"),
    path("<uuid:public_id>/accounts/", around_views.accounts, name="accounts"),
    path("<uuid:public_id>/accounts/<int:pk>/reveal/", around_views.reveal_iban, name="reveal_iban"),
]
