"""Addresses of this app."""

from django.urls import path

from policy import views

app_name = "policy"
urlpatterns = [path("", views.current, name="current")]
