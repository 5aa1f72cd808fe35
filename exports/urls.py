"""The address of exports."""

from django.urls import path

from exports.views.requests import export

app_name = "exports"
urlpatterns = [path("", export, name="export")]
