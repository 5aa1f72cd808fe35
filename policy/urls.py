"""Addresses of this app."""

from django.urls import path

from policy.paths import channels, circulation, tools, versions
from policy.views import current

app_name = "policy"
urlpatterns = [
    path("", current.current, name="current"),
    *versions.urlpatterns,
    *circulation.urlpatterns,
    *tools.urlpatterns,
    *channels.urlpatterns,
]
