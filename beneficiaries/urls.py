"""Addresses of this app."""

from django.urls import path

from beneficiaries import import_views, views

app_name = "beneficiaries"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("imports/", import_views.imports, name="imports"),
    path("imports/template.xlsx", import_views.import_template, name="import_template"),
    path("imports/<uuid:pk>/", import_views.preview, name="import"),
    path("imports/<uuid:pk>/columns/", import_views.columns, name="import_columns"),
    path("<uuid:public_id>/edit/", views.edit, name="edit"),
    path("<uuid:public_id>/representative/", views.representative, name="representative"),
]
