"""Addresses of this app."""

from django.urls import URLPattern

app_name = "channels_log"
urlpatterns: list[URLPattern] = []
