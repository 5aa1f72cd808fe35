"""Addresses of lists taken out as files."""

from django.urls import path

from exports.views.exports import export

app_name = "exports"
urlpatterns = [path("", export, name="export")]
