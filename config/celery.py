"""The worker and beat. No result is kept and nothing waits in the broker for days: see channels_log."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("mustafid")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
