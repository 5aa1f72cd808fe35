"""Addresses of what a department decides, in their own namespace."""

from committee.paths import department

app_name = "department"
urlpatterns = department.urlpatterns
