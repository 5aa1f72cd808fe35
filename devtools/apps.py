from django.apps import AppConfig


class DevtoolsConfig(AppConfig):
    """What developers and the demonstration run: servers on this machine, translations, packages of the system."""

    name = "devtools"
