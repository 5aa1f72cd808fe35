"""Addresses of this app."""

from django.urls import path

import intake.urls  # noqa: F401 - registers <ref:…>
from eligibility import views

app_name = "eligibility"
urlpatterns = [
    path("<ref:reference>/take/", views.take, name="take"),
    path("<ref:reference>/assign/", views.assign, name="assign"),
    path("<ref:reference>/review/", views.review, name="review"),
    path("<ref:reference>/interview/", views.interview, name="interview"),
    path("<ref:reference>/recommend/", views.recommend, name="recommend"),
    path("<ref:reference>/refer/", views.refer, name="refer"),
    path("<ref:reference>/ask/", views.ask, name="ask"),
]
