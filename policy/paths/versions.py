"""Addresses of the versions of the policy."""

from django.urls import URLPattern, path

from policy.views import versions

urlpatterns: list[URLPattern] = [
    path("versions/", versions.listing, name="versions"),
    path("versions/draft/", versions.draft, name="version_draft"),
    path("versions/<int:number>/", versions.version, name="version"),
    path("versions/<int:number>/approve/", versions.approve, name="version_approve"),
    path("versions/<int:number>/reopen/", versions.reopen, name="version_reopen"),
    path("versions/<int:number>/force/", versions.force, name="version_force"),
    path("versions/<int:number>/signed/", versions.signed, name="version_signed"),
    path("versions/<int:number>/document/", versions.document, name="version_document"),
    path("versions/<int:left>/beside/<int:right>/", versions.compare, name="compare"),
]
