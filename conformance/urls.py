"""Addresses of conformance."""

from django.urls import path

from conformance.views import runs

app_name = "conformance"
urlpatterns = [path("", runs.table, name="table")]
