"""Addresses of a department's decisions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
