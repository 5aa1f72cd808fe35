"""Addresses of a department's decisions."""

from django.urls import URLPattern, path

import intake.urls  # noqa: F401 - registers <ref:…>
from committee.views import department

urlpatterns: list[URLPattern] = [
    path("", department.listing, name="decisions"),
    path("<int:pk>/", department.decision, name="decision"),
    path("cases/<ref:reference>/", department.case, name="case"),
    path("cases/<ref:reference>/decide/", department.deciding, name="decide"),
    path("rulings/<int:pk>/countersign/", department.countersigning, name="countersign"),
    path("rulings/<int:pk>/record/", department.record, name="record"),
]
