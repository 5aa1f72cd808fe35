"""Addresses of this app."""

from django.urls import path

from eligibility import views

app_name = "eligibility"
urlpatterns = [
    path("<str:reference>/take/", views.take, name="take"),
    path("<str:reference>/assign/", views.assign, name="assign"),
    path("<str:reference>/review/", views.review, name="review"),
    path("<str:reference>/interview/", views.interview, name="interview"),
    path("<str:reference>/recommend/", views.recommend, name="recommend"),
    path("<str:reference>/refer/", views.refer, name="refer"),
    path("<str:reference>/ask/", views.ask, name="ask"),
]
