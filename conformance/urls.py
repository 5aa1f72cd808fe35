"""Addresses of conformance."""

from django.urls import URLPattern

app_name = "conformance"
urlpatterns: list[URLPattern] = []
