"""Addresses of the committee."""

from django.urls import path

from committee.views import decisions, items, sittings, voting

app_name = "committee"
urlpatterns = [
    path("", sittings.listing, name="sittings"),
    path("call/", sittings.call, name="call"),
    path("<int:pk>/", sittings.sitting, name="sitting"),
    path("<int:pk>/open/", sittings.opening, name="open"),
    path("<int:pk>/attendance/", sittings.attendance, name="attendance"),
    path("<int:pk>/end/", sittings.ending, name="end"),
    path("<int:pk>/add/", sittings.filling, name="add"),
    path("<int:pk>/agenda/", sittings.paper, name="agenda"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/motion/", voting.motion, name="motion"),
    path("items/<int:pk>/vote/", voting.vote, name="vote"),
    path("items/<int:pk>/close/", voting.closing, name="close"),
    path("items/<int:pk>/record/", voting.record, name="record"),
    path("items/<int:pk>/postpone/", items.postponing, name="postpone"),
    path("items/<int:pk>/send-back/", items.sending_back, name="send_back"),
    path("items/<int:pk>/conflict/", items.conflict, name="conflict"),
    path("decisions/", decisions.listing, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
]
