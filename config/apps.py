from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Deploy checks and the commands that belong to no floor."""

    name = "config"

    def ready(self) -> None:
        """Register the checks, and make our Celery app the current one for shared tasks."""
        from config import celery, checks  # noqa: F401 -- here, because both need the app registry
