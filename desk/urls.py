"""Addresses of this app."""

from django.urls import path

import intake.urls  # noqa: F401 - registers <ref:…>
from desk.views import cases, figures, home, people, registrations, search

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("figures/", figures.figures, name="figures"),
    path("people/new/", registrations.new, name="person_new"),
    path("people/alike/", registrations.possible_duplicates, name="possible_duplicates"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/reveal/", people.reveal_id, name="reveal_id"),
    path("cases/<ref:reference>/", cases.case, name="case"),
    path("cases/<ref:reference>/files/<uuid:pk>/", cases.case_file, name="case_file"),
    path("cases/<ref:reference>/step/<slug:name>/", cases.step, name="step"),
    path("cases/<ref:reference>/<slug:tab>/", cases.case, name="case_tab"),
]
