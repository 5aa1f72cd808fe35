"""Settings of the floor."""

DEBUG = False
SECRET_KEY = "it signs nothing"  # noqa: S105 -- a page without sessions
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.floor.urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict[str, str]] = {}
