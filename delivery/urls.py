"""Addresses of delivery."""

from django.urls import path

from delivery.views import deliveries, registrations

app_name = "delivery"
urlpatterns = [
    path("<str:reference>/register/", registrations.register, name="register"),
    path("<str:reference>/deliver/", deliveries.deliver, name="deliver"),
]
