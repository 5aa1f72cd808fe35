"""Addresses of the policy's channels."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
