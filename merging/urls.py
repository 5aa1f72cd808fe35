"""Addresses of pairs of records that may be one person's."""

from django.urls import path

from merging.views import merges, pairs

app_name = "merging"
urlpatterns = [
    path("", pairs.index, name="pairs"),
    path("<int:pk>/", pairs.pair, name="pair"),
    path("<int:pk>/merge/", merges.merge, name="merge"),
    path("<int:pk>/merged/", merges.merged, name="merged"),
]
