"""Addresses of this app."""

from django.urls import path

from beneficiaries import views

app_name = "beneficiaries"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("alike/", views.alike, name="alike"),
    path("<uuid:public_id>/edit/", views.edit, name="edit"),
    path("<uuid:public_id>/representative/", views.representative, name="representative"),
]
