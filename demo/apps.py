from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Invented people and cases for a demonstration. It stands above every floor and nothing imports it."""

    name = "demo"
