from django.apps import AppConfig


class BenchConfig(AppConfig):
    """The benchmark and the command that makes its data set."""

    name = "bench"
