"""Addresses of the policy's tools."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
