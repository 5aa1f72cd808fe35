"""Addresses of this app."""

from django.urls import path

from policy.views import acknowledgements, channels, comparisons, reviews, signed_documents, tools, versions

app_name = "policy"
urlpatterns = [
    path("", versions.current, name="current"),
    path("versions/", versions.listing, name="versions"),
    path("versions/draft/", versions.draft, name="version_draft"),
    path("versions/<int:number>/", versions.version, name="version"),
    path("versions/<int:number>/approve/", versions.approve, name="version_approve"),
    path("versions/<int:number>/reopen/", versions.reopen, name="version_reopen"),
    path("versions/<int:number>/force/", versions.force, name="version_force"),
    path("versions/<int:number>/signed/", signed_documents.attach, name="version_signed"),
    path("versions/<int:number>/document/", signed_documents.document, name="version_document"),
    path("versions/<int:left>/beside/<int:right>/", comparisons.compare, name="compare"),
    path("acknowledge/", acknowledgements.acknowledge, name="acknowledge"),
    path("circulation/", acknowledgements.circulation, name="circulation"),
    path("review/", reviews.review, name="review"),
    path("tools/", tools.listing, name="tools"),
    path("tools/<slug:key>/", tools.tool, name="tool"),
    path("tools/<slug:key>/new/", tools.publish, name="tool_new"),
    path("tools/<slug:key>/<int:number>/", tools.file, name="tool_file"),
    path("channels/", channels.listing, name="channels"),
    path("channels/new/", channels.adding, name="channel_new"),
    path("channels/<slug:key>/edit/", channels.editing, name="channel_edit"),
    path("channels/<slug:key>/retire/", channels.retiring, name="channel_retire"),
    path("channels/<slug:key>/restore/", channels.restoring, name="channel_restore"),
    path("channels/<slug:key>/move/", channels.moving, name="channel_move"),
]
