"""Addresses of delivery."""

from django.urls import path

from delivery import views

app_name = "delivery"
urlpatterns = [
    path("<str:reference>/register/", views.register, name="register"),
    path("<str:reference>/deliver/", views.deliver, name="deliver"),
]
