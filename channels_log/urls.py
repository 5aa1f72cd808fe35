"""Addresses of this app."""

from django.urls import path

from channels_log import views

app_name = "channels_log"
urlpatterns = [
    path("new/", views.contact_new, name="contact_new"),
    path("tasks/", views.hand_tasks, name="hand_tasks"),
    path("tasks/<uuid:pk>/", views.hand_task, name="hand_task"),
    path("tasks/<uuid:pk>/retry/", views.retry, name="retry"),
    path("tasks/<uuid:pk>/letter.pdf", views.letter, name="letter"),
    path("notices/", views.notices, name="notices"),
    path("sandbox/", views.sandbox, name="sandbox"),
]
