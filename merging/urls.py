"""Addresses of pairs of records that may be one person's."""

from django.urls import path

from merging.views import pairs

app_name = "merging"
urlpatterns = [
    path("", pairs.bench, name="pairs"),
    path("<int:pk>/", pairs.pair, name="pair"),
    path("<int:pk>/merge/", pairs.merge, name="merge"),
    path("<int:pk>/merged/", pairs.merged, name="merged"),
]
