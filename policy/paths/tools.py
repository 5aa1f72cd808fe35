"""Addresses of the policy's tools."""

from django.urls import URLPattern, path

from policy.views import tools

urlpatterns: list[URLPattern] = [
    path("tools/", tools.tools, name="tools"),
    path("tools/<slug:key>/", tools.tool, name="tool"),
    path("tools/<slug:key>/new/", tools.tool_new, name="tool_new"),
    path("tools/<slug:key>/<int:number>/", tools.tool_file, name="tool_file"),
]
