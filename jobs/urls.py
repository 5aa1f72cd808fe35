"""Addresses of this app."""

from django.urls import path

from jobs.views import jobs

app_name = "jobs"
urlpatterns = [
    path("", jobs.mine, name="mine"),
    path("<uuid:pk>/", jobs.job, name="job"),
    path("<uuid:pk>/cancel/", jobs.cancel, name="cancel"),
    path("<uuid:pk>/result/", jobs.result, name="result"),
]
