"""Addresses of the versions of the policy."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
