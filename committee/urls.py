"""Addresses of the committee, and of what a department decides, which have their own namespace."""

from django.urls import path

import intake.urls  # noqa: F401 - registers <ref:…>
from committee.views import agenda_items, decisions, department_decisions, sittings, votes

app_name = "committee"
urlpatterns = [
    path("", sittings.listing, name="sittings"),
    path("call/", sittings.call, name="call"),
    path("<int:pk>/", sittings.sitting, name="sitting"),
    path("<int:pk>/open/", sittings.opening, name="open"),
    path("<int:pk>/attendance/", sittings.attendance, name="attendance"),
    path("<int:pk>/end/", sittings.ending, name="end"),
    path("<int:pk>/add/", agenda_items.adding, name="add"),
    path("<int:pk>/agenda/", sittings.paper, name="agenda"),
    path("items/<int:pk>/", agenda_items.item, name="item"),
    path("items/<int:pk>/motion/", votes.motion, name="motion"),
    path("items/<int:pk>/vote/", votes.vote, name="vote"),
    path("items/<int:pk>/close/", votes.closing, name="close"),
    path("items/<int:pk>/record/", decisions.record, name="record"),
    path("items/<int:pk>/postpone/", agenda_items.postponing, name="postpone"),
    path("items/<int:pk>/send-back/", agenda_items.sending_back, name="send_back"),
    path("items/<int:pk>/conflict/", agenda_items.conflict, name="conflict"),
    path("decisions/", decisions.listing, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
]

department_urlpatterns = [
    path("", department_decisions.listing, name="decisions"),
    path("<int:pk>/", department_decisions.decision, name="decision"),
    path("cases/<ref:reference>/", department_decisions.case, name="case"),
    path("cases/<ref:reference>/decide/", department_decisions.deciding, name="decide"),
    path("rulings/<int:pk>/countersign/", department_decisions.countersigning, name="countersign"),
    path("rulings/<int:pk>/record/", department_decisions.record, name="record"),
]
