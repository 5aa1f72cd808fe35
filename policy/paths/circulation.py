"""Addresses of reading and reviewing the policy."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
