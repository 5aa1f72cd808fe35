"""Addresses of this app."""

from django.urls import path

import intake.urls  # noqa: F401 - registers <ref:…>
from desk import case_views, pair_views, views
from desk.exports.views import export

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("figures/", views.figures, name="figures"),
    path("export/", export, name="export"),
    path("people/pairs/", pair_views.bench, name="pairs"),
    path("people/pairs/<int:pk>/", pair_views.pair, name="pair"),
    path("people/pairs/<int:pk>/merge/", pair_views.merge, name="merge"),
    path("people/pairs/<int:pk>/merged/", pair_views.merged, name="merged"),
    path("people/<uuid:public_id>/", views.person, name="person"),
    path("people/<uuid:public_id>/reveal/", views.reveal_id, name="reveal_id"),
    path("cases/<ref:reference>/", case_views.case, name="case"),
    path("cases/<ref:reference>/files/<uuid:pk>/", case_views.case_file, name="case_file"),
    path("cases/<ref:reference>/step/<slug:name>/", case_views.step, name="step"),
    path("cases/<ref:reference>/<slug:tab>/", case_views.case, name="case_tab"),
]
