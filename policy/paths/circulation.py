"""Addresses of reading and reviewing the policy."""

from django.urls import URLPattern, path

from policy.views import circulation

urlpatterns: list[URLPattern] = [
    path("acknowledge/", circulation.acknowledge, name="acknowledge"),
    path("circulation/", circulation.circulation, name="circulation"),
    path("review/", circulation.review, name="review"),
]
