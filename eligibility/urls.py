"""Addresses of this app."""

from django.urls import path

import intake.urls  # noqa: F401 - registers <ref:…>
from eligibility.views import assessments, assignments, document_reviews, interviews, recommendations

app_name = "eligibility"
urlpatterns = [
    path("<ref:reference>/take/", assignments.take, name="take"),
    path("<ref:reference>/assign/", assignments.assign, name="assign"),
    path("<ref:reference>/review/", document_reviews.review, name="review"),
    path("<ref:reference>/interview/", interviews.interview, name="interview"),
    path("<ref:reference>/recommend/", recommendations.recommend, name="recommend"),
    path("<ref:reference>/refer/", assessments.refer, name="refer"),
    path("<ref:reference>/ask/", assessments.ask, name="ask"),
]
