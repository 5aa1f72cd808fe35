"""The shared look and its form fields."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers template tags, widgets' templates and translations; owns no tables."""

    name = "ui"
    label = "ui"
