"""Addresses of this app."""

from django.urls import path

import intake.urls  # noqa: F401 - registers <ref:…>
from desk.views import cases, home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("figures/", home.figures, name="figures"),
    path("people/<uuid:public_id>/", home.person, name="person"),
    path("people/<uuid:public_id>/reveal/", home.reveal_id, name="reveal_id"),
    path("cases/<ref:reference>/", cases.case, name="case"),
    path("cases/<ref:reference>/files/<uuid:pk>/", cases.case_file, name="case_file"),
    path("cases/<ref:reference>/step/<slug:name>/", cases.step, name="step"),
    path("cases/<ref:reference>/<slug:tab>/", cases.case, name="case_tab"),
]
