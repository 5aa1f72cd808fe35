"""Addresses of the policy's channels."""

from django.urls import URLPattern, path

from policy.views import channels

urlpatterns: list[URLPattern] = [
    path("channels/", channels.listing, name="channels"),
    path("channels/new/", channels.adding, name="channel_new"),
    path("channels/<slug:key>/edit/", channels.editing, name="channel_edit"),
    path("channels/<slug:key>/retire/", channels.retiring, name="channel_retire"),
    path("channels/<slug:key>/restore/", channels.restoring, name="channel_restore"),
    path("channels/<slug:key>/move/", channels.moving, name="channel_move"),
]
