"""Addresses of this app."""

from django.urls import path

from channels_log.views import communications, manual_notices, notices, sandbox_messages

app_name = "channels_log"
urlpatterns = [
    path("new/", communications.new, name="communication_new"),
    path("tasks/", manual_notices.index, name="manual_notices"),
    path("tasks/<uuid:pk>/", manual_notices.carry, name="manual_notice"),
    path("tasks/<uuid:pk>/retry/", manual_notices.retry, name="manual_notice_retry"),
    path("tasks/<uuid:pk>/letter.pdf", manual_notices.letter, name="notice_letter"),
    path("notices/", notices.index, name="notices"),
    path("sandbox/", sandbox_messages.index, name="sandbox_messages"),
]
