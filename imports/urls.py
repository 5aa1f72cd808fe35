"""Addresses of imports."""

from django.urls import path

from imports.views import people_imports

app_name = "imports"
urlpatterns = [
    path("", people_imports.imports, name="imports"),
    path("template.xlsx", people_imports.example_file, name="template"),
    path("<uuid:pk>/", people_imports.rows, name="import"),
    path("<uuid:pk>/columns/", people_imports.columns, name="columns"),
]
